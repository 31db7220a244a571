/**
 * The kernel model of Warmboot, for programs that run machines.
 *
 * @module
 */
export * as kexecTools from './entry/kexec-tools.js';
export * as commandLine from './entry/command-line.js';
export * as locks from './entry/locks.js';
export * as security from './entry/security.js';
export * as crashKernel from './entry/crash-kernel.js';
export * as resources from './entry/resources.js';
export * as virtioMem from './entry/virtio-mem.js';
export * as addressNames from './entry/address-names.js';
export * as platforms from './entry/platforms.js';
export * as memoryContent from './entry/memory-content.js';
export * as acpiOst from './entry/acpi-ost.js';
export * as extend from './entry/extend.js';
export * as uapi from './entry/uapi.js';
export type { AddressText, BlockText, MemoryByName, SizeText } from './address/named.js';
export { errnoGuide } from './answer/errno-guide.js';
export type { Errno } from './answer/errno.js';
export { ERRNO, strerror } from './answer/errno.js';
export { KnownAnswers } from './answer/known-answers.js';
export type { LogLine } from './answer/log.js';
export { visible } from './answer/log.js';
export type { Result } from './answer/result.js';
export { done, refuse, succeed } from './answer/result.js';
export type { Architecture } from './contract/architecture.js';
export type { BootFirmware, BootServiceCall, BootServices } from './contract/boot-firmware.js';
export { BOOT_FIRMWARE } from './contract/boot-firmware.js';
export type { BootMemory, CrashKernelPlacer, CrashReservation } from './contract/crash-kernel.js';
export type {
  BootedKernel,
  ColdStart,
  EarlyBoot,
  FirmwareMemory,
  HandoverInput,
} from './contract/early-boot.js';
export type { ExtensionPoint } from './contract/extension-point.js';
export type { HandoverSummary } from './contract/handover-summary.js';
export type { HotplugFirmware, MemoryDeviceTable } from './contract/hotplug-firmware.js';
export type { ImageFormat } from './contract/image-format.js';
export type {
  BuildFact,
  BuildRange,
  FactSource,
  KconfigOptions,
  KernelBuild,
  KernelConfig,
  KnownFacts,
  ToldBy,
  ToldFacts,
} from './contract/kernel-build.js';
export type { ToolTake } from './contract/kernel-files.js';
export type { LoadRequest, PurgatoryFacts } from './contract/load-request.js';
export type { FileLoader, HoleDirection, UserSpaceLoader } from './contract/loaders.js';
export type { MemoryGeometry, MemoryLayoutFacts } from './contract/memory-geometry.js';
export type { MemoryEvent, MemoryNotifier } from './contract/memory-notifier.js';
export { notificationOf } from './contract/memory-notifier.js';
export type { SourcedPlugin, WarmbootPlugin } from './contract/plugin.js';
export type { Policy } from './contract/policy.js';
export type { KernelProfile } from './contract/profile.js';
export { KERNEL_PROFILES } from './contract/profile.js';
export type { ReferenceMachine } from './contract/reference-machine.js';
export { profileOfRelease } from './contract/release.js';
export type { NewSha256 } from './contract/sha256.js';
export type { LoadPath, ToolProfile } from './contract/tool-profile.js';
export type { CrashKernelClass, CrashKernelParse } from './crash/crashkernel.js';
export { reserveGenericCrashKernel } from './crash/generic-crash-reservation.js';
export type { Dimm } from './device/dimm.js';
export type { Platform } from './device/platform.js';
export type { VirtioMemDevice } from './device/virtio-mem.js';
export type { KexecImage, KexecImageType } from './image/image.js';
export type { InitrdImage, KernelImage } from './image/kernel-image.js';
export { sourceOf } from './image/page-list.js';
export type { KexecSegment, RawSegment, SegmentKind } from './image/segment.js';
export { destinationOf } from './image/segment.js';
export type { Action, ActionKind, ActionResults } from './kernel/action.js';
export { checkPlugin } from './kernel/check-plugin.js';
export type {
  Board,
  DescribedMachine,
  KernelRecord,
  MachineByDescription,
} from './kernel/described-machine.js';
export { describedMachine, imageFromRecord } from './kernel/described-machine.js';
export type { KernelPorts } from './kernel/framework.js';
export { Framework } from './kernel/framework.js';
export type { Step } from './kernel/kernel.js';
export { Kernel } from './kernel/kernel.js';
export { PluginError } from './kernel/plugin-error.js';
export { Registry, UnknownNameError } from './kernel/registry.js';
export type { ExecOutcome } from './kexec/executor.js';
export type { KexecLoadCall, LoadCall } from './kexec/loader.js';
export { portableSha256 } from './kexec/sha256.js';
export { MachineEmitter } from './machine/emitter.js';
export type { MemoryNeed, NeedPart } from './memory/memory-need.js';
export type { MachineEvent, MachineEventType } from './machine/event.js';
export type { Machine } from './machine/machine.js';
export type { MemoryBlock, OnlineType } from './memory/block.js';
export { ONLINE_TYPES, onlineTypeOf } from './memory/block.js';
export { blockRange, blocksIn } from './memory/blocks.js';
export type { MemoryState } from './memory/state.js';
export type { Observation, ObservedZone } from './observation/observation.js';
export type { Observed, ObservedBlock, ObservedFirmwareMapEntry } from './observation/observe.js';
export { POLICIES } from './policy/catalogue.js';
export type { ResourceClass } from './resource/classify.js';
export type { ChosenLoad } from './userspace/choose-load.js';
export type { KernelFileReport } from './userspace/kernel-file.js';
export type { LoadFacts } from './userspace/load-facts.js';
export type { LoadOutcome } from './userspace/load-outcome.js';
