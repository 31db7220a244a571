import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { LoadRequest, Machine, Memblock } from '@warmboot/core/plugin';
import {
  bootMemory,
  DEFAULT_TUNABLES,
  NO_KEXEC,
  parseMemblockLog,
  PhysicalMemory,
  memblocks,
  resources,
} from '@warmboot/core/plugin';

import {
  bytesOf,
  crashRegionIn,
  dimmsBefore,
  logOf,
  observedBefore,
  requestFacts,
  stepsIn,
  tracesOf,
  type RecordedStep,
  type Trace,
} from '@warmboot/testing/recorded';
import { memoryMapOf, parseEfiBootLog, serialiseMemoryMap } from '@warmboot/firmware-uefi';
import { EFI_MEMORY_MAP_FILE, FDT_FILE, imageFormat, readHandover, resourceNames } from '../src/index.js';
import { memoryGeometry } from './built.js';

/** Every recorded arm64 run. */
export const traces = tracesOf('arm64');

export const bootLog = ({ steps }: Trace): readonly string[] => logOf(steps[0]);

/** Steps of some actions, with their trace and index. */
export const stepsOf = (...actions: readonly string[]) => stepsIn(traces, ...actions);

const installedAtBoot = ({ qemu }: Trace): AddressRange =>
  rangeAt(0x4000_0000, Number.parseInt(qemu.memory, 10) * 0x4000_0000);

/** The map that firmware left, as its bytes; undefined where the log lost it. */
const efiMap = (trace: Trace): Uint8Array | undefined => {
  const { descriptors } = parseEfiBootLog(bootLog(trace));
  return descriptors.length === 0 ? undefined : serialiseMemoryMap(memoryMapOf(descriptors));
};

const bootMemblock = (trace: Trace): Memblock => {
  const memblock = parseMemblockLog(bootLog(trace));
  if (memblock === undefined) throw new Error(`${trace.name} has no memblock dump`);
  return memblock;
};

/** The machine before a step, from the boot observation and the steps in between. */
export const machineBefore = (trace: Trace, index: number): Machine => {
  const text = observedBefore(trace, index, 'iomem') ?? '';
  const dimms = dimmsBefore(trace, index);
  let memblock = bootMemblock(trace);
  for (const { range } of dimms.values()) {
    memblock = memblocks.add(memblock, { range, nomap: false, driverManaged: false, hotplug: false });
  }
  for (const { action, id = '', result } of trace.steps.slice(0, index)) {
    const plugged = trace.steps.find((step) => step.action === 'dimm-add' && step.id === id);
    if (action !== 'dimm-del' || result?.removed !== true || plugged?.address === undefined) continue;
    memblock = memblocks.remove(memblock, rangeAt(Number(plugged.address), plugged.size ?? 0));
  }
  const map = efiMap(trace);
  return {
    platform: {
      bootRam: [installedAtBoot(trace)],
      dimms,
      hotplug: { available: true },
      hypervisor: false,
      nodes: [0],
    },
    kernel: {
      cmdline: runningCmdline(trace),
      generation: 0,
      isCapture: false,
      image: undefined,
      sections: [],
    },
    iomem: resources.parseIomem(text, resourceNames.classify),
    memory: bootMemory(memoryGeometry, {
      facts: { bootRam: memblock.memory.map(({ range }) => range), hypervisor: false },
      nodes: [],
      autoOnline: 'offline',
      tunables: DEFAULT_TUNABLES,
    }),
    contents: PhysicalMemory.EMPTY,
    locks: { devices: new Map() },
    halted: undefined,
    firmwareMap: undefined,
    memblock,
    kexec: { ...NO_KEXEC, crashRegion: crashRegionIn(text) },
    files: new Map([
      [FDT_FILE, bytesOf(trace, 'fdt.dtb')],
      ...(map === undefined ? [] : [[EFI_MEMORY_MAP_FILE, map] as const]),
    ]),
  };
};

/** /proc/cmdline of the running kernel. The trace's own field leaves out the parameter that chose the policy. */
const runningCmdline = (trace: Trace): string => readHandover(bytesOf(trace, 'fdt.dtb')).cmdline;

/** `--append="a b"`, `--command-line="a b"` or `--reuse-cmdline` as the command line that the tool passes. */
const cmdlineOf = (trace: Trace, argument = ''): string =>
  /^--(?:append|command-line)="(.*)"$/.exec(argument)?.[1] ??
  (argument === '--reuse-cmdline' ? runningCmdline(trace) : argument);

/** What a kexec-load step asked for. */
export const requestOf = (trace: Trace, step: RecordedStep): LoadRequest => ({
  ...requestFacts(trace, step),
  kernel: imageFormat.fromRecord(trace.kernel_image),
  kernelPath: '/boot/kernel',
  cmdline: cmdlineOf(trace, step.cmdline),
  kernelPurgatory: undefined,
  seed: (bytes) => new Uint8Array(bytes),
  randomReady: false,
});
