import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { Dimm, KernelSection, LoadRequest, Machine } from '@warmboot/core/plugin';
import {
  bootMemory,
  DEFAULT_TUNABLES,
  firmwareMapOf,
  NO_KEXEC,
  PhysicalMemory,
  resources,
} from '@warmboot/core/plugin';
import { kexecTools } from '@warmboot/core';

import { BOOT_PARAMS_FILE, bootLogReader, imageFormat, memoryGeometry, resourceNames } from '../src/index.js';

const CAPTURES = fileURLToPath(new URL('../../../captures/', import.meta.url));

export interface RecordedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly file?: string;
}

export interface RecordedMemmap {
  readonly index: number;
  readonly start: string;
  readonly end: string;
  readonly type: string;
}

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
  readonly command?: string;
  readonly random_ready?: boolean;
  readonly segments?: readonly RecordedSegment[];
  readonly image?: { readonly start: string };
  readonly result?: {
    readonly rc?: number;
    readonly out?: string;
    readonly outcome?: string;
    readonly removed?: boolean;
  };
  readonly observed?: {
    readonly iomem?: string;
    readonly dmesg?: readonly string[];
    readonly sys?: Readonly<Record<string, string>>;
    readonly firmware_memmap?: readonly RecordedMemmap[];
  };
}

export interface Trace {
  readonly name: string;
  readonly firmware: 'efi' | 'bios';
  readonly policy: string;
  readonly cmdline: string;
  readonly qemu: { readonly memory: string };
  readonly kernel_image: Readonly<Record<string, unknown>>;
  readonly initrd: { readonly file_size: number };
  readonly tools: Readonly<
    Record<'purgatory' | 'kernel_purgatory', { readonly bufsz: string; readonly memsz: string }>
  >;
  readonly crash_notes: readonly { readonly cpu: string; readonly address: string; readonly size: string }[];
  readonly vmcoreinfo: string;
  readonly steps: readonly RecordedStep[];
}

export const bytesOf = ({ name }: Trace, file: string): Uint8Array =>
  new Uint8Array(readFileSync(`${CAPTURES}${name}/${file}`));

export const hasFile = ({ name }: Trace, file: string): boolean => existsSync(`${CAPTURES}${name}/${file}`);

/** Every recorded x86_64 run. */
export const traces: readonly Trace[] = readdirSync(CAPTURES)
  .filter((name) => name.startsWith('x86_64-'))
  .map((name) => JSON.parse(readFileSync(`${CAPTURES}${name}/trace.json`, 'utf8')) as Trace);

export const logOf = (step: RecordedStep | undefined): readonly string[] => {
  const log: unknown = step?.observed?.dmesg ?? [];
  return typeof log === 'string' ? log.split('\n') : (log as readonly string[]);
};

export interface Recorded {
  readonly title: string;
  readonly trace: Trace;
  readonly step: RecordedStep;
  readonly index: number;
}

/** Steps of some actions, with their trace and index. */
export const stepsOf = (...actions: readonly string[]): Recorded[] =>
  traces.flatMap((trace) =>
    trace.steps.flatMap((step, index) =>
      actions.includes(step.action) ? [{ title: `${trace.name} step ${index}`, trace, step, index }] : [],
    ),
  );

/** RAM of a q35 machine: what does not fit below 2.75 GiB begins at 2 GiB and goes on at 4 GiB. */
export const installed = ({ qemu }: Trace): AddressRange[] => [
  rangeAt(0, Number.parseInt(qemu.memory, 10) * 0x4000_0000),
];

const before = (
  { steps }: Trace,
  index: number,
  has: 'iomem' | 'firmware_memmap',
): RecordedStep['observed'] =>
  steps.slice(0, index).findLast(({ observed }) => observed?.[has] !== undefined)?.observed;

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

const crashRegionIn = (iomem: string): AddressRange | undefined => {
  const match = /([0-9a-f]+)-([0-9a-f]+) : Crash kernel/.exec(iomem);
  return match === null ? undefined : { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
};

const ACPI_TABLES = ['SRAT', 'APIC'];

/** The machine before a step, from the observation before it and the files of the boot. */
export const machineBefore = (trace: Trace, index: number): Machine => {
  const text = before(trace, index, 'iomem')?.iomem ?? '';
  const map = before(trace, index, 'firmware_memmap')?.firmware_memmap;
  const files = new Map([
    [BOOT_PARAMS_FILE, bytesOf(trace, 'boot_params.bin')],
    ...bootLogReader.recover(logOf(trace.steps[0])).files,
    ...ACPI_TABLES.filter((name) => hasFile(trace, `acpi-${name}.bin`)).map(
      (name) => [`/sys/firmware/acpi/tables/${name}`, bytesOf(trace, `acpi-${name}.bin`)] as const,
    ),
  ]);
  return {
    platform: {
      bootRam: installed(trace),
      dimms: dimmsBefore(trace, index),
      hotplug: { available: true },
      hypervisor: true,
      nodes: [0],
    },
    kernel: {
      cmdline: runningCmdline(trace),
      generation: 0,
      isCapture: false,
      image: imageFormat.fromRecord(trace.kernel_image),
      sections: [],
    },
    iomem: resources.parseIomem(text, resourceNames.classify),
    memory: bootMemory(memoryGeometry, {
      facts: { bootRam: installed(trace), hypervisor: true },
      nodes: [],
      autoOnline: 'offline',
      tunables: DEFAULT_TUNABLES,
    }),
    firmwareMap:
      map === undefined
        ? undefined
        : firmwareMapOf(
            map.map(({ start, end, type }) => ({
              range: { start: Number(start), end: Number(end) + 1 },
              type,
            })),
          ),
    memblock: undefined,
    kexec: { ...NO_KEXEC, crashRegion: crashRegionIn(text) },
    files,
    contents: PhysicalMemory.EMPTY,
    locks: { devices: new Map() },
    halted: undefined,
  };
};

const option = (opts: string, name: string, fallback: number): number => {
  const match = new RegExp(`--${name}=(\\S+)`).exec(opts);
  return match === null ? fallback : Number(match[1]);
};

/** Whether the random pool was ready: chance, so an input. One that became ready while the step was looked at came too late. */
const randomReady = ({ steps }: Trace, index: number): boolean =>
  steps[index]?.random_ready === true && !logOf(steps[index]).includes('random: crng init done');

/** The parameter by which the experimental kernel was told its policy; a trace's `cmdline` leaves it out. */
const POLICY_PARAMETER: Readonly<Record<string, string>> = {
  none: '',
  'notifier-as-posted': ' lab_policy=1',
  'notifier-corrected': ' lab_policy=2',
  'resource-name': ' lab_policy=4',
  'validate-at-exec': ' lab_policy=8',
  'unload-on-hotplug': ' lab_policy=16',
};

/** /proc/cmdline of the running kernel. */
export const runningCmdline = ({ cmdline, policy }: Trace): string =>
  `${cmdline}${POLICY_PARAMETER[policy] ?? ''}`;

/** What a kexec-load step asked for. The seed is recognisable: every byte is 0xa5. */
export const requestOf = ({ trace, step, index }: Recorded): LoadRequest => {
  const [address = '0', size = '0'] = trace.vmcoreinfo.split(' ');
  const { purgatory, kernel_purgatory: own } = trace.tools;
  const type = step.kind === '-p' ? 'crash' : 'normal';
  const given = /^--(append|command-line)="(.*)"$/.exec(step.cmdline ?? '')?.[2];
  return {
    type,
    kernel: imageFormat.fromRecord(trace.kernel_image),
    initrd: step.initrd === true ? { fileSize: trace.initrd.file_size } : undefined,
    cmdline: kexecTools.nextCommandLine(
      runningCmdline(trace),
      { reuse: step.cmdline === '--reuse-cmdline', append: given, commandLine: undefined },
      type === 'crash',
    ),
    memMin: option(step.opts ?? '', 'mem-min', 0),
    memMax: option(step.opts ?? '', 'mem-max', Infinity),
    purgatory: { bufsz: Number(purgatory.bufsz), memsz: Number(purgatory.memsz) },
    kernelPurgatory: { bufsz: Number(own.bufsz), memsz: Number(own.memsz) },
    crashNotes: trace.crash_notes.map((note) => ({
      cpu: note.cpu,
      address: Number(`0x${note.address}`),
      size: Number(note.size),
    })),
    vmcoreinfo: { address: Number(address), size: Number(`0x${size}`) },
    seed: (bytes) => new Uint8Array(bytes).fill(0xa5),
    randomReady: randomReady(trace, index),
  };
};

/** Sections of the first kernel relative to the address of its code: every kernel of a recording is the same file. */
export const sectionsOf = (trace: Trace): KernelSection[] => {
  const lines = [
    ...(trace.steps[0]?.observed?.iomem ?? '').matchAll(/([0-9a-f]+)-([0-9a-f]+) : (Kernel \w+)/g),
  ];
  const base = Number(`0x${lines[0]?.[1] ?? '0'}`);
  return lines.map(([, start, end, name]) => ({
    name: name!,
    start: Number(`0x${start}`) - base,
    end: Number(`0x${end}`) + 1 - base,
  }));
};
