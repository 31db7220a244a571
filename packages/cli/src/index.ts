/**
 * The warmboot command, for programs that want to run it without a process of its own.
 *
 * @module
 */
export { readCaptureDirectory } from './capture/capture-directory.js';
export { openCapture } from './capture/open-capture.js';
export { situationsOf } from '@warmboot/answers/explore';
export { main } from './main.js';
export { fromCommandLine, type NamedPlugin } from './plugins/named-plugin.js';
export { openFramework, standardFramework } from './session/standard-framework.js';
export { openedOn, type OpenedOn } from './studio/opened-on.js';
export { serveSite, type ServedSite } from './studio/serve-site.js';
export { terminalOn, type Terminal } from './print/terminal.js';
