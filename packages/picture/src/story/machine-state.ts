import { hex, humanSize, memRange } from '@warmboot/address';
import type { KexecImage, Machine } from '@warmboot/core';

/** One thing that a machine is in, in words. */
export interface StateFact {
  readonly name: string;
  readonly value: string;
  /** Whether the step changed it. */
  readonly changed: boolean;
}

const blockWords = ({ memory }: Machine): string => {
  const counts = new Map<string, number>();
  for (const { state, zone } of memory.blocks.values()) {
    const word = state === 'online' ? (zone ?? 'online') : state;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].map(([word, count]) => `${count} ${word}`);
  return `${words.join(', ')} of ${humanSize(memory.blockSize)}`;
};

/** Counting the blocks of a large machine takes a while, and most steps change none. */
const counted = new WeakMap<Machine['memory']['blocks'], string>();

const blocks = (machine: Machine): string => {
  const known = counted.get(machine.memory.blocks) ?? blockWords(machine);
  counted.set(machine.memory.blocks, known);
  return known;
};

const image = (loaded: KexecImage | undefined): string =>
  loaded === undefined
    ? 'none'
    : `${loaded.segments.length === 1 ? '1 segment' : `${loaded.segments.length} segments`}, entry ${hex(loaded.entry)}`;

const FACTS: readonly (readonly [string, (machine: Machine) => string])[] = [
  [
    'kernel',
    ({ kernel }) =>
      kernel.isCapture ? `${kernel.generation + 1}, a capture kernel` : `${kernel.generation + 1}`,
  ],
  ['command line', ({ kernel }) => kernel.cmdline],
  ['memory blocks', blocks],
  ['auto_online_blocks', ({ memory }) => memory.autoOnline],
  ['loaded image', ({ kexec }) => image(kexec.normal)],
  ['crash image', ({ kexec }) => image(kexec.crash)],
  ['crash region', ({ kexec }) => (kexec.crashRegion === undefined ? 'none' : memRange(kexec.crashRegion))],
  ['end', ({ halted }) => (halted === undefined ? 'it runs' : `${halted.outcome}: ${halted.reason}`)],
];

/** What a machine is in, and what of it a step changed. */
export const machineState = (before: Machine, machine: Machine): readonly StateFact[] =>
  FACTS.map(([name, tell]) => {
    const value = tell(machine);
    return { name, value, changed: before !== machine && tell(before) !== value };
  });
