/**
 * How answers become text: aligned tables, wrapped sentences, sizes and ranges as people read them.
 *
 * @module
 */
export { assumedLines } from './text/assumed-lines.js';
export { jsonLine } from './text/json.js';
export { kernelLine } from './text/kernel-line.js';
export { showNeed } from './text/need-lines.js';
export { DEFAULT_WIDTH, linesOn, type Colours, type Paper, PLAIN } from './text/paper.js';
export { table, type TableOptions } from './text/table.js';
export { aboutSize, rangeText } from './text/units.js';
export { wrapped } from './text/wrapped.js';
