/**
 * Runs of real kernels, as tests of architectures read them: what the captures say, whatever the machine is.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rangeAt, type AddressRange } from '@warmboot/address';
import type { Dimm, LoadRequest } from '@warmboot/core/plugin';

const CAPTURES = fileURLToPath(new URL('../../../captures/', import.meta.url));

export interface RecordedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly file?: string;
}

/** A line of /sys/firmware/memmap. */
export interface RecordedMemmap {
  readonly index: number;
  readonly start: string;
  readonly end: string;
  readonly type: string;
}

/** A step as recorded; only what tests of architectures look at. */
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
    readonly dmesg?: string | readonly string[];
    readonly sys?: Readonly<Record<string, string>>;
    readonly firmware_memmap?: readonly RecordedMemmap[];
  };
}

/** Bytes of a purgatory, as hexadecimal or decimal texts. */
export interface RecordedPurgatory {
  readonly bufsz: string;
  readonly memsz: string;
}

/** A run of a real kernel. */
export interface Trace {
  readonly name: string;
  readonly firmware: 'bios' | 'dt' | 'efi';
  readonly policy: string;
  readonly cmdline: string;
  readonly qemu: { readonly memory: string };
  readonly kernel_image: Readonly<Record<string, unknown>>;
  readonly initrd: { readonly file_size: number };
  readonly tools: { readonly purgatory: RecordedPurgatory; readonly kernel_purgatory?: RecordedPurgatory };
  readonly crash_notes: readonly { readonly cpu: string; readonly address: string; readonly size: string }[];
  readonly vmcoreinfo: string;
  readonly steps: readonly RecordedStep[];
}

/** A step, and where it is. */
export interface Recorded {
  readonly title: string;
  readonly trace: Trace;
  readonly step: RecordedStep;
  readonly index: number;
}

/** Every run of an architecture. */
export const tracesOf = (architecture: string): readonly Trace[] =>
  readdirSync(CAPTURES)
    .filter((name) => name.startsWith(`${architecture}-`))
    .map((name) => JSON.parse(readFileSync(`${CAPTURES}${name}/trace.json`, 'utf8')) as Trace);

/** A file that was recorded with a run. */
export const bytesOf = ({ name }: Trace, file: string): Uint8Array =>
  new Uint8Array(readFileSync(`${CAPTURES}${name}/${file}`));

export const hasFile = ({ name }: Trace, file: string): boolean => existsSync(`${CAPTURES}${name}/${file}`);

/** Steps of some actions, with their trace and index. */
export const stepsIn = (traces: readonly Trace[], ...actions: readonly string[]): Recorded[] =>
  traces.flatMap((trace) =>
    trace.steps.flatMap((step, index) =>
      actions.includes(step.action) ? [{ title: `${trace.name} step ${index}`, trace, step, index }] : [],
    ),
  );

/** What the kernel printed during a step. */
export const logOf = (step: RecordedStep | undefined): readonly string[] => {
  const log = step?.observed?.dmesg ?? [];
  return typeof log === 'string' ? log.split('\n') : log;
};

/** What the last step before `index` shows that shows this. */
export const observedBefore = <Shown extends 'firmware_memmap' | 'iomem'>(
  { steps }: Trace,
  index: number,
  shown: Shown,
): NonNullable<RecordedStep['observed']>[Shown] | undefined =>
  steps.slice(0, index).findLast(({ observed }) => observed?.[shown] !== undefined)?.observed?.[shown];

/** Device memory that is plugged in before step `index`, as QEMU and the guest left it. */
export const dimmsBefore = ({ steps }: Trace, index: number): Map<string, Dimm> => {
  const dimms = new Map<string, Dimm>();
  for (const { action, id = '', address, size = 0, node, slot, result } of steps.slice(0, index)) {
    if (action === 'dimm-add' && address !== undefined) {
      dimms.set(id, { id, range: rangeAt(Number(address), size), node: node ?? 0, slot: slot ?? 0 });
    }
    if (action === 'dimm-del' && result?.removed === true) dimms.delete(id);
  }
  return dimms;
};

/** The crash kernel's region in the text of /proc/iomem. */
export const crashRegionIn = (iomem: string): AddressRange | undefined => {
  const match = /([0-9a-f]+)-([0-9a-f]+) : Crash kernel/.exec(iomem);
  return match === null ? undefined : { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
};

const option = (opts: string, name: string, fallback: number): number => {
  const match = new RegExp(`--${name}=(\\S+)`).exec(opts);
  return match === null ? fallback : Number(match[1]);
};

/** What a kexec-load step says itself of its request: all that is no matter of the architecture. */
export const requestFacts = (
  trace: Trace,
  step: RecordedStep,
): Pick<LoadRequest, 'type' | 'initrd' | 'memMin' | 'memMax' | 'purgatory' | 'crashNotes' | 'vmcoreinfo'> => {
  const [address = '0', size = '0'] = trace.vmcoreinfo.split(' ');
  const { bufsz, memsz } = trace.tools.purgatory;
  return {
    type: step.kind === '-p' ? 'crash' : 'normal',
    initrd: step.initrd === true ? { fileSize: trace.initrd.file_size } : undefined,
    memMin: option(step.opts ?? '', 'mem-min', 0),
    memMax: option(step.opts ?? '', 'mem-max', Infinity),
    purgatory: { bufsz: Number(bufsz), memsz: Number(memsz) },
    crashNotes: trace.crash_notes.map((note) => ({
      cpu: note.cpu,
      address: Number(`0x${note.address}`),
      size: Number(note.size),
    })),
    vmcoreinfo: { address: Number(address), size: Number(`0x${size}`) },
  };
};
