import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  type RegEntry,
  cellCounts,
  findProperty,
  parseDtb,
  readAddressRanges,
  readString,
  readU64,
} from '@warmboot/devicetree';
import type { Handover } from './edit-sequences.js';

const CAPTURES = new URL('../../../captures/', import.meta.url);

/** Names of the recorded arm64 runs. */
export const recordings: readonly string[] = readdirSync(CAPTURES)
  .filter((name) => name.startsWith('arm64-'))
  .sort();

/** A file of a recording. */
export const recordedFile = (recording: string, file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`${recording}/${file}`, CAPTURES)));

interface Trace {
  readonly initrd: { readonly file_size: number };
  readonly steps: readonly {
    readonly action: string;
    readonly opts?: string;
    readonly kind?: string;
    readonly cmdline?: string;
    readonly initrd?: boolean;
    readonly result?: { readonly rc?: number; readonly out?: string };
    readonly observed?: { readonly iomem?: string };
    readonly segments?: readonly { readonly mem: string; readonly kind: string; readonly file?: string }[];
  }[];
}

/** One `kexec` run of a recording, what the loader was told, and the devicetree that came out of it. */
export interface RecordedLoad {
  readonly title: string;
  /** `-c` kexec_load by kexec-tools, `-s` kexec_file_load by the kernel. */
  readonly loader: 'kexec-tools' | 'kernel';
  readonly fdt: Uint8Array;
  readonly handover: Handover;
  /** The loaded devicetree; undefined where the load was refused. */
  readonly dtb: Uint8Array | undefined;
  readonly output: string;
}

/**
 * `--append="x"` and `--command-line="x"` are `x`; `--reuse-cmdline` is the running kernel's own, which stands in the
 * devicetree that it was booted with.
 */
const commandLine = (fdt: Uint8Array, option: string): string => {
  const given = /^--(?:append|command-line)="(.*)"$/.exec(option)?.[1];
  const running = findProperty(parseDtb(fdt), '/chosen', 'bootargs');
  return given ?? (running ? readString(running) : '');
};

const crashRegions = (iomem: string): RegEntry[] =>
  [...iomem.matchAll(/([0-9a-f]+)-([0-9a-f]+) : Crash kernel/g)].map(([, start, end]) => ({
    address: BigInt(`0x${start}`),
    size: BigInt(`0x${end}`) - BigInt(`0x${start}`) + 1n,
  }));

/** All kexec runs of a recording that either left a devicetree or were refused because of one. */
export const recordedLoads = (recording: string): RecordedLoad[] => {
  const trace = JSON.parse(new TextDecoder().decode(recordedFile(recording, 'trace.json'))) as Trace;
  return trace.steps.flatMap((step, index): RecordedLoad[] => {
    if (step.action !== 'kexec-load') return [];
    const output = step.result?.out ?? '';
    const refused = output.includes('setup_2nd_dtb failed');
    const file = step.segments?.find(({ kind }) => kind === 'dtb')?.file;
    // A crash kernel's segments cannot be read back while it is loaded, but it shows its devicetree once it runs.
    const crash = step.kind === '-p' && !refused;
    if (file === undefined && !refused && !crash) return [];
    const dtb = refused ? undefined : recordedFile(recording, file ?? 'after-fdt.dtb');

    const initrdSize = BigInt(trace.initrd.file_size);
    const initrdMem = step.segments?.find(({ kind }) => kind === 'initrd')?.mem;
    const fdt = recordedFile(recording, 'fdt.dtb');
    const handover: Handover = {
      commandLine: commandLine(fdt, step.cmdline ?? ''),
      initrd: step.initrd
        ? {
            address: initrdMem === undefined ? placedAt(dtb, 'linux,initrd-start') : BigInt(initrdMem),
            size: initrdSize,
          }
        : undefined,
      ...(crash && dtb
        ? {
            crash: {
              elfCoreHeader: elfCoreHeader(dtb),
              usable: crashRegions(trace.steps[0]?.observed?.iomem ?? '').toReversed(),
            },
          }
        : {}),
    };
    return [
      {
        title: `${recording} step ${index}: kexec ${step.opts} ${step.kind}`,
        loader: step.opts?.includes('-s') ? 'kernel' : 'kexec-tools',
        fdt,
        handover,
        dtb,
        output,
      },
    ];
  });
};

/** Where segments were placed is an input here; a crash kernel tells it only through its devicetree. */
const placedAt = (dtb: Uint8Array | undefined, name: string): bigint => {
  const property = dtb && findProperty(parseDtb(dtb), '/chosen', name);
  return property ? readU64(property) : 0n;
};

const elfCoreHeader = (dtb: Uint8Array): RegEntry => {
  const tree = parseDtb(dtb);
  const property = findProperty(tree, '/chosen', 'linux,elfcorehdr');
  const range = property && readAddressRanges(property, cellCounts(tree.root))[0];
  if (range === undefined) throw new Error('a recorded crash kernel has no linux,elfcorehdr');
  return range;
};

/** True where the second kernel's own view of its devicetree was recorded. */
export const hasAfterFdt = (recording: string): boolean =>
  existsSync(new URL(`${recording}/after-fdt.dtb`, CAPTURES));
