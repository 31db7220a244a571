import type { Shape } from '../contract/extension-point.js';

/*
 * What the interfaces of plugins ask for, as far as a look at an object tells. TypeScript checks the same and more;
 * these are for plugins that were built against another version, or with no types at all.
 */

export const PLUGIN_SHAPE: Shape = { name: 'string', description: 'string', register: 'function' };

export const ARCHITECTURE_SHAPE: Shape = {
  name: 'string',
  aliases: 'array',
  'memory.pageSize': 'number',
  'memory.sectionSize': 'number',
  'memory.physicalLimit': 'number',
  'memory.keepsMemblock': 'boolean',
  'memory.blockSize': 'function',
  'memory.zones': 'function',
  'memory.hotplugRange?': 'function',
  'resourceNames.classify': 'function',
  'resourceNames.kernelSections': 'array',
  'resourceNames.kernelBase': 'function',
  'kexec.archFlag': 'number',
  'kexec.preserveContext': 'boolean',
  'kexec.destinationLimit': 'bigint',
  'kexec.controlPageSize': 'number',
  'kexec.crashMemoryAlign': 'number',
  'footprint?': 'object',
  images: 'array',
  'userSpaceLoader?': 'object',
  'kernelFiles?': 'object',
  'fileLoader?': 'object',
  'summariseHandover?': 'function',
  'earlyBoot?': 'object',
  notifiers: 'array',
  'files?': 'array',
  'bootLog?': 'object',
  'referenceMachine?': 'object',
  'parameters?': 'array',
  'kernelPlaces?': 'function',
  'builds?': 'object',
  'forBuild?': 'function',
};

export const IMAGE_FORMAT_SHAPE: Shape = {
  name: 'string',
  recognise: 'function',
  parse: 'function',
  fromRecord: 'function',
};

export const NOTIFIER_SHAPE: Shape = { name: 'string', priority: 'number', notify: 'function' };

export const POLICY_SHAPE: Shape = {
  name: 'string',
  summary: 'string',
  origin: 'string',
  'notifiers?': 'array',
  'nameHotAdded?': 'function',
  'firmwareMapType?': 'string',
  'checkChange?': 'function',
  'pinned?': 'function',
  'prepareImage?': 'function',
  'checkLoad?': 'function',
  'fileRanges?': 'function',
  'search?': 'object',
  'checkExec?': 'function',
  'checkCopy?': 'function',
  'changeSleepsForKexec?': 'boolean',
  'userSpace?': 'object',
};

export const PROFILE_SHAPE: Shape = {
  name: 'string',
  search: 'object',
  crashRanges: 'object',
  crashReservation: 'string',
  'crashHotplug?': 'object',
  fileLoadFlags: 'number',
  coreNotes: 'string',
  crashSizeCountsLow: 'boolean',
  loadLimits: 'boolean',
  'efiRuntimeMap?': 'string',
  'memorylessNodes?': 'string',
  'moduleArea?': 'number',
  'kernelCodeStart?': 'string',
  'undescribedImage?': 'string',
};

export const HOTPLUG_FIRMWARE_SHAPE: Shape = { name: 'string', open: 'function' };
