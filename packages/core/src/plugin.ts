/**
 * What authors of architectures, firmware, policies and versions stand on.
 *
 * @module
 */
export * as resources from './entry/resources.js';
export * as memblocks from './entry/memblocks.js';
export * as memoryMap from './entry/memory-map.js';
export * as coreHeader from './entry/core-header.js';
export * as notify from './entry/notify.js';
export * as fileLoad from './entry/file-load.js';
export * as toolRun from './entry/tool-run.js';
export * as kexecTools from './entry/kexec-tools.js';
export * as commandLine from './entry/command-line.js';
export * as crashKernel from './entry/crash-kernel.js';
export * as virtioMem from './entry/virtio-mem.js';
export * as platforms from './entry/platforms.js';
export * as memoryContent from './entry/memory-content.js';
export * as extend from './entry/extend.js';
export * as uapi from './entry/uapi.js';
export type { LogMessage } from './answer/log.js';
export type { Result } from './answer/result.js';
export { done, refuse, refuseAloud, succeed } from './answer/result.js';
export { bootMemory } from './boot/boot-layout.js';
export { deviceWindow, usableSlots } from './boot/device-window.js';
export { afterPanic } from './boot/panic-timeout.js';
export type { Architecture, BootLogReader, ResourceNames } from './contract/architecture.js';
export type { BootFirmware, BootServiceCall, BootServices } from './contract/boot-firmware.js';
export { BOOT_FIRMWARE } from './contract/boot-firmware.js';
export { followingBuilds } from './contract/build-following.js';
export type { BootMemory, CrashKernelPlacer, CrashReservation } from './contract/crash-kernel.js';
export type {
  BootedKernel,
  ColdStart,
  EarlyBoot,
  EarlyBootOutcome,
  FirmwareMemory,
  HandoverInput,
  JumpOutcome,
  MapStart,
} from './contract/early-boot.js';
export type { HandoverSummary, SummariseHandover } from './contract/handover-summary.js';
export type {
  HotplugFirmware,
  MemoryDeviceNode,
  MemoryDeviceNotice,
  MemoryDeviceTable,
  PluggedDevices,
  PresentMemoryDevice,
} from './contract/hotplug-firmware.js';
export type { ImageFormat, KernelNeeds } from './contract/image-format.js';
export type { BuildRange, KconfigOptions, KernelBuild, KnownFacts } from './contract/kernel-build.js';
export { kernelBuild } from './contract/kernel-build.js';
export type { KernelFiles, Probed, ToolRefusal, ToolTake } from './contract/kernel-files.js';
export type { KernelFootprint } from './contract/kernel-footprint.js';
export type { KexecBuffer, KexecBuffers } from './contract/kexec-buffers.js';
export type { LoadRequest } from './contract/load-request.js';
export type { FileLoader, HoleDirection, UserSpaceLoader } from './contract/loaders.js';
export type { MemoryGeometry, MemoryLayoutFacts } from './contract/memory-geometry.js';
export { pageblockSize } from './contract/memory-geometry.js';
export type { MemoryNotifier } from './contract/memory-notifier.js';
export type { WarmbootPlugin } from './contract/plugin.js';
export { PLUGIN_INTERFACE_VERSION } from './contract/plugin.js';
export type { KernelProfile } from './contract/profile.js';
export { KERNEL_PROFILES, linux61, linux610, linux612, linux68 } from './contract/profile.js';
export type { ReferenceMachine } from './contract/reference-machine.js';
export type { LoadPath } from './contract/tool-profile.js';
export { coreNotes, presentCpus } from './crash/core-notes.js';
export { excludeCrashRange } from './crash/crash-ranges.js';
export type { CoreHeader, CoreLoad } from './crash/elfcorehdr.js';
export type { CrashReservationLayout } from './crash/generic-crash-reservation.js';
export { reserveGenericCrashKernel } from './crash/generic-crash-reservation.js';
export type { Dimm } from './device/dimm.js';
export type { Platform } from './device/platform.js';
export { directFirmware } from './drivers/direct-firmware.js';
export { NO_PAGES } from './image/image-pages.js';
export type { KexecImage, KexecImageType } from './image/image.js';
export type { KernelImage, KernelSection } from './image/kernel-image.js';
export { NO_KEXEC } from './image/kexec-state.js';
export { sourceOf } from './image/page-list.js';
export type { KexecSegment, SegmentKind } from './image/segment.js';
export { destinationOf } from './image/segment.js';
export { FileBuffers } from './kexec/file-buffers.js';
export type { Machine } from './machine/machine.js';
export { Transition } from './machine/transition.js';
export type { OnlineType } from './memory/block.js';
export { firmwareMapOf } from './memory/firmware-map.js';
export { parseMemblockLog } from './memory/memblock-log.js';
export type { Memblock, MemblockRegion } from './memory/memblock.js';
export { DEFAULT_TUNABLES } from './memory/state.js';
export type { Content } from './physical/content.js';
export { PhysicalMemory } from './physical/physical-memory.js';
export type { ClassifyResource } from './resource/classify.js';
export type { ResourceDescriptor } from './resource/descriptor.js';
export type { Resource, ResourceSpec } from './resource/resource.js';
export type { ResourceTree } from './resource/tree.js';
export type { Placed } from './userspace/segment-list.js';
export type { ToolRun } from './userspace/tool-run.js';
