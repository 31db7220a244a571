import { commandLine } from '@warmboot/core';
import type { Architecture, Kernel, MachineEvent } from '@warmboot/core';

import { imageLoadedAt } from './loaded-image.js';
import { refusalNotes } from './refusal-note.js';
import type { StepRecord } from './step-record.js';
import { describeVmcore, vmcoreAccount } from './vmcore-note.js';

/** What a command line of the running kernel, or of the next one, has that is not modelled. */
export const remarksOn = ({ architecture, build }: Kernel, cmdline: string): readonly commandLine.Remark[] =>
  commandLine.remarks(architecture, build, cmdline);

/** `kho=on: reserves scratch memory ...` */
export const describeRemark = ({ word, effect }: commandLine.Remark): string => `${word}: ${effect}`;

/**
 * What everybody wants to be told of a step, and nobody asks: words of the next kernel's command line that are not modelled,
 * what the hand-over does not pass on, what a dump has and lacks, what a real machine might have refused. Sentences without full stops.
 * @param before the steps before it, in order
 */
export const notesOn = (
  kernel: Kernel,
  record: Omit<StepRecord, 'notes'>,
  before: readonly StepRecord[],
): readonly string[] => [
  ...nextCommandLine(kernel, record),
  ...handedOver(kernel.architecture, record),
  ...dumped(record, before),
  ...refusalNotes(kernel, record, before),
];

/** Words that the running kernel has too were told at the start. */
const nextCommandLine = (
  kernel: Kernel,
  { played, before }: Pick<StepRecord, 'played' | 'before'>,
): readonly string[] => {
  const loads = played.flatMap(({ action }) => (action.kind === 'kexec-load' ? [action.request] : []));
  if (loads.length === 0) return [];
  const known = new Set(remarksOn(kernel, before.kernel.cmdline).map(describeRemark));
  return loads.flatMap(({ cmdline }) =>
    remarksOn(kernel, cmdline)
      .map(describeRemark)
      .filter((text) => !known.has(text)),
  );
};

/** What a normal image does not pass on. A capture kernel is told what it needs by its command line. */
const handedOver = (
  { summariseHandover }: Architecture,
  record: Omit<StepRecord, 'notes'>,
): readonly string[] => {
  const image = imageLoadedAt(record);
  if (image?.type !== 'normal' || !image.segments.some(({ bytes }) => bytes !== undefined)) return [];
  return summariseHandover?.(image.segments, record.before)?.lacks ?? [];
};

const dumped = (record: Omit<StepRecord, 'notes'>, before: readonly StepRecord[]): readonly string[] => {
  if (record.step.verb.kind !== 'crash' || record.answer.outcome !== 'booted') return [];
  const account = vmcoreAccount(record.before, record.machine);
  return account === undefined ? [] : describeVmcore(account, whyLacking(account.of, before));
};

const arrives = (event: MachineEvent): string | undefined => {
  switch (event.type) {
    case 'dimm:plugged':
    case 'virtio-mem:plugged':
      return event.id;
    case 'kmem:bound':
      return event.name;
    default:
      return undefined;
  }
};

/** Memory that came after the image was loaded is in no header that was made before. */
const whyLacking = (names: readonly string[], before: readonly StepRecord[]): string | undefined => {
  const loadedAt = before.findLastIndex((step) => imageLoadedAt(step)?.type === 'crash');
  if (loadedAt < 0) return undefined;
  const late = new Set(
    before.slice(loadedAt).flatMap(({ events }) => events.flatMap((event) => arrives(event) ?? [])),
  );
  return names.every((name) => late.has(name))
    ? `the capture kernel was loaded before ${names.length === 1 ? 'it' : 'they'} came, and nothing wrote its header anew`
    : undefined;
};
