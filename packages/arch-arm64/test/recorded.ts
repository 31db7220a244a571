import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { Dimm, LoadRequest, Machine, Memblock } from '@warmboot/core/plugin';
import {
  bootMemory,
  DEFAULT_TUNABLES,
  NO_KEXEC,
  parseMemblockLog,
  PhysicalMemory,
  memblocks,
  resources,
} from '@warmboot/core/plugin';

import { memoryMapOf, parseEfiBootLog, serialiseMemoryMap } from '@warmboot/firmware-uefi';
import { EFI_MEMORY_MAP_FILE, FDT_FILE, imageFormat, readHandover, resourceNames } from '../src/index.js';
import { memoryGeometry } from './built.js';

const CAPTURES = fileURLToPath(new URL('../../../captures/', import.meta.url));

/** A step as recorded; only what these tests look at. */
export interface RecordedStep {
  readonly action: string;
  readonly opts?: string;
  readonly kind?: '-l' | '-p';
  readonly cmdline?: string;
  readonly initrd?: boolean;
  readonly id?: string;
  readonly size?: number;
  readonly address?: string;
  readonly node?: number;
  readonly slot?: number;
  readonly segments?: readonly RecordedSegment[];
  readonly image?: { readonly start: string };
  readonly result?: {
    readonly rc?: number;
    readonly out?: string;
    readonly outcome?: string;
    readonly removed?: boolean;
  };
  readonly observed?: { readonly iomem?: string; readonly dmesg?: readonly string[] };
}

export interface RecordedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly file?: string;
}

export interface Trace {
  readonly name: string;
  readonly firmware: 'efi' | 'dt';
  readonly policy: string;
  readonly cmdline: string;
  readonly qemu: { readonly memory: string };
  readonly kernel_image: Readonly<Record<string, unknown>>;
  readonly initrd: { readonly file_size: number };
  readonly tools: { readonly purgatory: { readonly bufsz: string; readonly memsz: string } };
  readonly crash_notes: readonly { readonly cpu: string; readonly address: string; readonly size: string }[];
  readonly vmcoreinfo: string;
  readonly steps: readonly RecordedStep[];
}

export const bytesOf = (trace: Trace, file: string): Uint8Array =>
  new Uint8Array(readFileSync(`${CAPTURES}${trace.name}/${file}`));

export const hasFile = (trace: Trace, file: string): boolean =>
  existsSync(`${CAPTURES}${trace.name}/${file}`);

/** Every recorded arm64 run. */
export const traces: readonly Trace[] = readdirSync(CAPTURES)
  .filter((name) => name.startsWith('arm64-'))
  .map((name) => JSON.parse(readFileSync(`${CAPTURES}${name}/trace.json`, 'utf8')) as Trace);

export const bootLog = (trace: Trace): readonly string[] => {
  const log: unknown = trace.steps[0]?.observed?.dmesg ?? [];
  return typeof log === 'string' ? log.split('\n') : (log as readonly string[]);
};

/** Steps of one action, with their trace and index. */
export const stepsOf = (...actions: readonly string[]) =>
  traces.flatMap((trace) =>
    trace.steps.flatMap((step, index) =>
      actions.includes(step.action) ? [{ title: `${trace.name} step ${index}`, trace, step, index }] : [],
    ),
  );

const installedAtBoot = ({ qemu }: Trace): AddressRange =>
  rangeAt(0x4000_0000, Number.parseInt(qemu.memory, 10) * 0x4000_0000);

const crashRegionIn = (iomem: string): AddressRange | undefined => {
  const match = /([0-9a-f]+)-([0-9a-f]+) : Crash kernel/.exec(iomem);
  return match === null ? undefined : { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
};

/** /proc/iomem after the last step before `index` that shows one. */
const iomemBefore = ({ steps }: Trace, index: number): string =>
  steps.slice(0, index).findLast(({ observed }) => observed?.iomem !== undefined)?.observed?.iomem ?? '';

/** Device memory that is plugged in before step `index`, as QEMU and the guest left it. */
const dimmsBefore = ({ steps }: Trace, index: number): Map<string, Dimm> => {
  const dimms = new Map<string, Dimm>();
  for (const { action, id = '', address, size = 0, node, slot, result } of steps.slice(0, index)) {
    if (action === 'dimm-add' && address !== undefined) {
      dimms.set(id, { id, range: rangeAt(Number(address), size), node: node ?? 0, slot: slot ?? 0 });
    }
    if (action === 'dimm-del' && result?.removed === true) dimms.delete(id);
  }
  return dimms;
};

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
  const text = iomemBefore(trace, index);
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

const option = (opts: string, name: string, fallback: number): number => {
  const match = new RegExp(`--${name}=(\\S+)`).exec(opts);
  return match === null ? fallback : Number(match[1]);
};

/** What a kexec-load step asked for. */
export const requestOf = (trace: Trace, step: RecordedStep): LoadRequest => {
  const [address = '0', size = '0'] = trace.vmcoreinfo.split(' ');
  const { bufsz, memsz } = trace.tools.purgatory;
  return {
    type: step.kind === '-p' ? 'crash' : 'normal',
    kernel: imageFormat.fromRecord(trace.kernel_image),
    kernelPath: '/boot/kernel',
    initrd: step.initrd === true ? { fileSize: trace.initrd.file_size } : undefined,
    cmdline: cmdlineOf(trace, step.cmdline),
    memMin: option(step.opts ?? '', 'mem-min', 0),
    memMax: option(step.opts ?? '', 'mem-max', Infinity),
    purgatory: { bufsz: Number(bufsz), memsz: Number(memsz) },
    kernelPurgatory: undefined,
    crashNotes: trace.crash_notes.map(({ cpu, address: note, size: bytes }) => ({
      cpu,
      address: Number(`0x${note}`),
      size: Number(bytes),
    })),
    vmcoreinfo: { address: Number(address), size: Number(`0x${size}`) },
    seed: (bytes) => new Uint8Array(bytes),
    randomReady: false,
  };
};
