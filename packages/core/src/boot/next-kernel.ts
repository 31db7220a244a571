import { sizeOf } from '@warmboot/address';
import type { FirmwareMap } from '../memory/firmware-map.js';
import { firmwareMapOf, withHotAdded } from '../memory/firmware-map.js';
import { NO_LOCKS } from '../machine/locks.js';
import type { Machine, RunningKernel } from '../machine/machine.js';
import { lockdownAsked, OPEN_SECURITY, strictest } from '../machine/security.js';
import type { Platform } from '../device/platform.js';
import { Transition } from '../machine/transition.js';
import { NO_KEXEC } from '../image/kexec-state.js';
import type { KernelImage, KernelSection } from '../image/kernel-image.js';
import { bootMemory } from './boot-layout.js';
import { defaultOnlineType, tunablesOf } from './boot-options.js';
import { kernelPagesOf } from '../memory/kernel-pages.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import type { OnlineType } from '../memory/block.js';
import type { MemoryState } from '../memory/state.js';
import { rebuildZonelists, zonelistRules } from '../hotplug/rebuild-zonelists.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { BootedKernel } from '../contract/early-boot.js';
import type { KernelProfile } from '../contract/profile.js';
import { withDevicesOf } from './carried-devices.js';
import type { MemoryDevices } from '../drivers/memory-devices.js';

/** The page allocator never gets what is set aside for the crash kernel, though zones count it as present. */
const withCrashMemoryReserved = (
  memory: MemoryState,
  { pageSize }: MemoryGeometry,
  { crashRegion, crashLowRegion }: BootedKernel,
  kernelFree: number | undefined,
): MemoryState => {
  const bytes = [crashRegion, crashLowRegion].reduce(
    (sum, region) => (region === undefined ? sum : sum + sizeOf(region)),
    0,
  );
  const kernelPages = kernelFree === undefined ? undefined : kernelPagesOf(memory, kernelFree);
  return {
    ...memory,
    totalRamPages: memory.totalRamPages - bytes / pageSize,
    ...(kernelPages === undefined ? {} : { kernelPages }),
  };
};

/** What there is when a kernel starts: what early boot decided, and what the kernel before left. */
export interface NextKernel {
  readonly booted: BootedKernel;
  readonly platform: Platform;
  readonly image: KernelImage;
  readonly sections: readonly KernelSection[];
  /** What the kernel finds in memory. */
  readonly contents: PhysicalMemory;
  /** The machine under the kernel before; undefined after a cold start. */
  readonly before: Machine | undefined;
  /** The version that starts. */
  readonly profile: KernelProfile;
  /** Bytes that it can allocate for itself once it is up, where that can be told. */
  readonly kernelFree?: number;
  /** What the kernel was configured to do with memory that comes, where its command line says nothing. */
  readonly defaultOnlineType: OnlineType;
}

/** What firmware decided stays; the lockdown is this kernel's own, which Secure Boot or its command line asks for. */
const securityAfter = (cmdline: string, before: Machine | undefined): Pick<Machine, 'security'> => {
  const asked = lockdownAsked(cmdline);
  const { security } = before ?? {};
  if (security === undefined && asked === 'none') return {};
  const { secureBoot, lockdown } = security ?? OPEN_SECURITY;
  return {
    security: { ...OPEN_SECURITY, ...security, lockdown: secureBoot ? strictest(lockdown, asked) : asked },
  };
};

/** The machine that a kernel lays out from its hand-over, before it looks for devices. */
const laidOut = (
  geometry: MemoryGeometry,
  {
    booted,
    platform,
    image,
    sections,
    contents,
    before,
    profile,
    defaultOnlineType: configured,
    kernelFree,
  }: NextKernel,
): Machine => {
  const kernel: RunningKernel = {
    cmdline: booted.cmdline,
    generation: before === undefined ? 0 : before.kernel.generation + 1,
    isCapture: booted.isCapture,
    image,
    sections,
  };
  // The same kernel keeps /sys/firmware/memmap even where no boot table fills it.
  const hasFirmwareMap = booted.firmwareMap !== undefined || before?.firmwareMap !== undefined;
  return {
    platform,
    kernel,
    iomem: before === undefined ? booted.iomem : withDevicesOf(booted.iomem, before.iomem),
    memory: withCrashMemoryReserved(
      bootMemory(geometry, {
        facts: { bootRam: booted.ram, hypervisor: platform.hypervisor },
        nodes: booted.nodes ?? [],
        autoOnline: defaultOnlineType(booted.cmdline, configured),
        tunables: tunablesOf(booted.cmdline, profile),
      }),
      geometry,
      booted,
      kernelFree,
    ),
    contents,
    firmwareMap: hasFirmwareMap ? firmwareMapOf([]) : undefined,
    memblock: booted.memblock,
    kexec: { ...NO_KEXEC, crashRegion: booted.crashRegion, crashLowRegion: booted.crashLowRegion },
    files: booted.files,
    locks: NO_LOCKS,
    ...securityAfter(booted.cmdline, before),
    halted: undefined,
  };
};

/**
 * Starts a kernel: memory from its hand-over, devices from the bus, and memory devices discovered again by their drivers,
 * ACPI's where it found ACPI: an architecture's early boot says whether it did.
 * @param before the action that led here; a cold start has none before it
 * @returns the action in progress, now of the new kernel
 */
export const startKernel = (
  geometry: MemoryGeometry,
  devices: MemoryDevices,
  next: NextKernel,
  before?: Transition,
): Transition => {
  const machine = laidOut(geometry, next);
  const transition = before ?? new Transition(machine);
  transition.become(machine);
  const { booted } = next;
  for (const { level, text } of booted.log ?? []) transition.say(level, text);
  rebuildZonelists(transition, zonelistRules(geometry, next.profile), { when: 'boot' });
  const { blockSize } = transition.machine.memory;
  const announced = geometry.announceBlockSize?.(blockSize);
  if (announced !== undefined) transition.say('info', announced);
  devices.start(transition, booted.acpi);
  if (booted.firmwareMap !== undefined) publishFirmwareMap(transition, booted.firmwareMap);
  return transition;
};

/**
 * firmware_memmap_init() is a late initcall: devices that the ACPI scan found are in the directory by then, so the
 * boot table's entries get the numbers after theirs. drivers/firmware/memmap.c.
 */
const publishFirmwareMap = (transition: Transition, boot: FirmwareMap): void => {
  let map = transition.machine.firmwareMap ?? firmwareMapOf([]);
  for (const { range, type } of boot.entries) map = withHotAdded(map, range, type);
  transition.update({ firmwareMap: map });
};
