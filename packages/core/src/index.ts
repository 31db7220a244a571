/**
 * The kernel model of Warmboot: resources, memory blocks, notifiers, kexec, policies, the machine, and what plugins say.
 *
 * @module
 */
export * from './address/align.js';
export * from './address/range.js';
export * from './address/text.js';
export * from './address/wire.js';
export * from './persistent/sorted-map.js';
export * from './machine/errno.js';
export * from './machine/result.js';
export * from './machine/log.js';
export * from './machine/event.js';
export * from './machine/transition.js';
export * from './machine/machine.js';
export * from './machine/platform.js';
export * from './memory/block.js';
export * from './memory/geometry.js';
export * from './memory/memblock.js';
export * from './memory/notifier.js';
export * from './memory/state.js';
export * from './memory/zone.js';
export * from './firmware/firmware-map.js';
export * from './kexec/file-buffers.js';
export * from './kexec/image.js';
export * from './kexec/segment.js';
export * from './kexec/state.js';
export * from './plugin/architecture.js';
export * from './userspace/load-request.js';
export * from './kexec/crash-ranges.js';
export * from './kexec/crashkernel.js';
export * from './kexec/elfcorehdr.js';
export * from './userspace/locate-hole.js';
export * from './userspace/segment-list.js';
