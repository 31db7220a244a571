import { firmwareMapOf } from '../firmware/firmware-map.js';
import type { Machine, RunningKernel } from './machine.js';
import type { Platform } from './platform.js';
import type { Transition } from './transition.js';
import { NO_KEXEC } from '../kexec/state.js';
import type { KernelImage, KernelSection } from '../kexec/image.js';
import { bootMemory } from '../memory/boot-layout.js';
import type { OnlineType } from '../memory/block.js';
import { isOnlineType } from '../memory/block.js';
import type { MemoryGeometry } from '../memory/geometry.js';
import type { HotplugTunables } from '../memory/state.js';
import { DEFAULT_TUNABLES } from '../memory/state.js';
import { rebuildZonelists } from '../memory/zonelists.js';
import type { BootedKernel } from '../plugin/architecture.js';
import { requestResource } from '../resource/request-resource.js';
import type { ResourceTree } from '../resource/tree.js';
import type { MemoryDevices } from './memory-devices.js';

/** The value of `name=` on a command line; the last one wins. */
const parameter = (cmdline: string, name: string): string | undefined =>
  cmdline
    .split(/\s+/)
    .findLast((word) => word.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** memhp_default_state=, with the kernel's own default where it is absent or no known word (core 2.4). */
export const defaultOnlineType = (cmdline: string, fallback: OnlineType = 'offline'): OnlineType => {
  const word = parameter(cmdline, 'memhp_default_state');
  return word !== undefined && isOnlineType(word) ? word : fallback;
};

/** Boot options that steer hotplug (core 2.4). */
export const tunablesOf = (cmdline: string): HotplugTunables => {
  const policy = parameter(cmdline, 'memory_hotplug.online_policy');
  const ratio = Number(parameter(cmdline, 'memory_hotplug.auto_movable_ratio') ?? Number.NaN);
  const numaAware = parameter(cmdline, 'memory_hotplug.auto_movable_numa_aware');
  const memmapOnMemory = parameter(cmdline, 'memory_hotplug.memmap_on_memory');
  return {
    onlinePolicy: policy === 'auto-movable' ? policy : DEFAULT_TUNABLES.onlinePolicy,
    autoMovableRatio: Number.isInteger(ratio) && ratio >= 0 ? ratio : DEFAULT_TUNABLES.autoMovableRatio,
    autoMovableNumaAware: numaAware === undefined ? true : /^[yt1]/i.test(numaAware),
    memmapOnMemory: memmapOnMemory !== undefined && /^[yt1]/i.test(memmapOnMemory),
    movableNode: /(^|\s)movable_node(\s|$)/.test(cmdline),
  };
};

/** Devices answer at the addresses where they answered before, so the next kernel finds them there again. */
const withDevicesOf = (
  tree: ResourceTree,
  before: ResourceTree | undefined,
  owned: ReadonlySet<string>,
): ResourceTree => {
  let result = tree;
  for (const node of before?.root.children.values() ?? []) {
    if (owned.has(node.name) || node.name.startsWith('System RAM')) continue;
    const placed = requestResource(result, node);
    if (placed.ok) result = placed.tree;
  }
  return result;
};

/** Top-level names that early boot decides anew. */
const FIRMWARE_NAMES = new Set([
  'Reserved',
  'reserved',
  'ACPI Tables',
  'ACPI Non-volatile Storage',
  'Unusable memory',
  'Soft Reserved',
  'Persistent Memory',
  'Persistent Memory (legacy)',
  'RAM buffer',
  'Crash kernel',
]);

export interface NextKernel {
  readonly booted: BootedKernel;
  readonly platform: Platform;
  readonly image: KernelImage;
  readonly sections: readonly KernelSection[];
  /** The machine under the kernel before; undefined after a cold start. */
  readonly before: Machine | undefined;
}

/**
 * Makes the machine that a kernel sees once it is up: memory from its hand-over, devices from the bus, and, where it
 * found ACPI, memory devices discovered again as the first kernel discovered them (an architecture's early boot says whether it did).
 */
export const startKernel = (
  transition: Transition,
  geometry: MemoryGeometry,
  devices: MemoryDevices,
  { booted, platform, image, sections, before }: NextKernel,
): void => {
  const kernel: RunningKernel = {
    cmdline: booted.cmdline,
    generation: before === undefined ? 0 : before.kernel.generation + 1,
    isCapture: booted.isCapture,
    image,
    sections,
  };
  transition.become({
    platform,
    kernel,
    iomem: withDevicesOf(booted.iomem, before?.iomem, FIRMWARE_NAMES),
    memory: bootMemory(geometry, {
      facts: { bootRam: booted.ram, hypervisor: platform.hypervisor },
      nodes: booted.nodes ?? [],
      autoOnline: defaultOnlineType(booted.cmdline),
      tunables: tunablesOf(booted.cmdline),
    }),
    // The same kernel keeps /sys/firmware/memmap even where no boot table fills it.
    firmwareMap: booted.firmwareMap ?? (before?.firmwareMap && firmwareMapOf([])),
    memblock: booted.memblock,
    kexec: { ...NO_KEXEC, crashRegion: booted.crashRegion, crashLowRegion: booted.crashLowRegion },
    files: booted.files,
    halted: undefined,
  });
  for (const { level, text } of booted.log ?? []) transition.say(level, text);
  rebuildZonelists(transition);
  if (booted.acpi) devices.scan(transition);
};
