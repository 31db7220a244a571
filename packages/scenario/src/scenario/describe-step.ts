import type { AddressText, BlockText, KexecSegment, Machine } from '@warmboot/core';
import { destinationOf, addressNames } from '@warmboot/core';
import { hex, humanSize, rangeAt } from '@warmboot/address';

import { describeDriver, describeDriverAnswer } from './describe-driver.js';
import { needWords } from './need-words.js';
import { describePhase } from './describe-phase.js';
import { imageLoadedAt } from './loaded-image.js';
import { holderOf } from './places.js';
import type { LoadOptions, Verb } from '../written/verb.js';
import { mayBeRefused } from './refusal-note.js';
import type { ScenarioStep } from './scenario.js';
import type { Answer, StepRecord } from './step-record.js';

const CALL = { kexec_load: '-c', kexec_file_load: '-s', auto: '-a' } as const;

/** The command line that does it. */
const kexecCommand = (load: LoadOptions): string =>
  [
    'kexec',
    load.image === 'crash' ? '-p' : load.preserveContext === true ? '--load-preserve-context' : '-l',
    CALL[load.path],
    ...(load.debug === true ? ['-d'] : []),
    ...(load.skipChecks === true ? ['-i'] : []),
    ...(load.hotplug === true ? ['--hotplug'] : []),
    ...(load.fileType === undefined ? [] : ['-t', load.fileType]),
    ...(load.memMin === undefined ? [] : [`--mem-min=${load.memMin}`]),
    ...(load.memMax === undefined ? [] : [`--mem-max=${load.memMax}`]),
    ...(load.entry === undefined ? [] : [`--entry=${load.entry}`]),
    ...(load.initrd ? ['--initrd'] : []),
    ...(load.dtb === undefined ? [] : [`--dtb=${load.dtb}`]),
    ...(load.reuseCmdline ? ['--reuse-cmdline'] : []),
    ...(load.append === undefined ? [] : [`--append="${load.append}"`]),
    ...(load.commandLine === undefined ? [] : [`--command-line="${load.commandLine}"`]),
  ].join(' ');

const blocksText = (blocks: 'all' | readonly BlockText[]): string =>
  blocks === 'all'
    ? 'all blocks'
    : blocks.map((text) => (typeof text === 'number' ? `memory${text}` : text)).join(', ');

/** What a verb asks for, in a few words. */
const describeVerb = (verb: Verb): string => {
  switch (verb.kind) {
    case 'plug':
    case 'insert':
      return `${verb.kind} ${verb.id} (${humanSize(addressNames.size(verb.size)!)})${verb.at === undefined ? '' : ` at ${addressText(verb.at)}`}`;
    case 'unplug':
      return `unplug ${verb.id}`;
    case 'online':
      return `online ${blocksText(verb.blocks)} (${verb.type})`;
    case 'offline':
      return `offline ${blocksText(verb.blocks)}`;
    case 'auto-online':
      return `auto_online_blocks = ${verb.type}`;
    case 'load':
      return kexecCommand(verb);
    case 'raw-load': {
      const segments = verb.segments.length === 1 ? '1 segment' : `${verb.segments.length} segments`;
      return `kexec_load(${verb.entry}, ${segments})${verb.image === 'crash' ? ', crash' : ''}`;
    }
    case 'unload':
      return verb.image === 'crash' ? 'kexec -p -u' : 'kexec -u';
    case 'exec':
      return 'kexec -e';
    case 'crash':
      return 'the kernel panics';
    case 'load-disabled':
      return `kexec_load_disabled = ${verb.value}`;
    case 'write': {
      const { to, byte } = verb;
      const where = typeof to === 'object' ? `the ${to.segment} of the ${to.image} image` : `${to}`;
      return `something writes 0x${byte.toString(16)} to ${where}`;
    }
    case 'virtio-mem':
    case 'request':
    case 'retry':
    case 'kmem':
    case 'kmem-unbind':
      return describeDriver(verb);
    case 'by-plugin':
      return verb.text;
    case 'get-memory-map':
      return `${verb.loader}: GetMemoryMap`;
    case 'allocate-pages':
      return `AllocatePages (${humanSize(addressNames.size(verb.size)!)} of ${verb.type})`;
    case 'exit-boot-services':
      return `${verb.loader}: ExitBootServices`;
    default:
      return describePhase(verb, kexecCommand, blocksText);
  }
};

/** Who does what in a step. */
export const describeStep = ({ by, verb }: ScenarioStep): string =>
  by === undefined || describeVerb(verb).startsWith(`${by} `)
    ? describeVerb(verb)
    : `${by}: ${describeVerb(verb)}`;

/**
 * What came of a step, in lines: the first is the answer, the others are what there is to know about it, asked for or not.
 */
export const describeAnswer = (record: StepRecord): readonly string[] => [
  ...answered(record),
  ...record.notes,
];

const answered = (record: StepRecord): readonly string[] => {
  const { skipped, answer, log } = record;
  if (skipped !== undefined) return [`(${skipped})`];
  if (!answer.ok) {
    const said = [
      ...new Set(log.filter(({ level }) => level === 'warn' || level === 'error').map(({ text }) => text)),
    ];
    return [describeOutcome(record.answer), ...said, ...memoryLines(record)];
  }
  const [first = 'ok', ...others] = success(record);
  return [mayBeRefused(record) ? `may be refused, else ${first}` : first, ...others];
};

/** A refusal or the end of a jump, in a word or two. */
export const describeOutcome = ({ outcome, errno, status, waits, unknown }: Answer): string => {
  if (unknown === true) return 'not known';
  if (waits === true) return 'waits';
  if (outcome !== undefined && outcome !== 'refused') return OUTCOMES[outcome] ?? outcome;
  const why = errno ?? status;
  return `refused${why === undefined ? '' : `, ${why}`}`;
};

/** How a jump ended, as somebody at the console would say it. */
const OUTCOMES: Readonly<Record<string, string>> = {
  booted: 'boots',
  returned: 'returns',
  panic: 'kernel panic',
  hang: 'dead kernel: hangs',
  reset: 'platform reset',
};

const success = (record: StepRecord): readonly string[] => {
  const { step, machine, events } = record;
  const { verb } = step;
  switch (verb.kind) {
    case 'plug':
    case 'insert': {
      const dimm = machine.platform.dimms.get(verb.id);
      if (dimm === undefined) return ['ok'];
      const { start, end } = dimm.range;
      return [`${hex(start)}-${hex(end - 1)}`, blockSpan(machine, start, end)];
    }
    case 'online':
    case 'offline': {
      const changed = events.flatMap((event) =>
        event.type === 'memory:online' || event.type === 'memory:offline' ? [event] : [],
      );
      const zones = new Set(changed.flatMap((event) => (event.type === 'memory:online' ? [event.zone] : [])));
      const word = verb.kind === 'online' ? 'online' : 'offline';
      const count = changed.length === 1 ? '1 block' : `${changed.length} blocks`;
      return [`${count} ${word}${zones.size === 0 ? '' : ` (${[...zones].join(', ')})`}`];
    }
    case 'unplug':
      return ['removed'];
    case 'load':
    case 'raw-load':
    case 'load-finish': {
      const image = imageLoadedAt(record);
      return image === undefined ? ['ok'] : placement(machine, image.segments);
    }
    case 'exec':
    case 'reboot-jump':
    case 'crash': {
      const outcome = OUTCOMES[record.answer.outcome ?? 'booted']!;
      const at = events.findLast((event) => event.type === 'boot:reached')?.kernelAt;
      return [
        outcome,
        ...(at === undefined
          ? []
          : [`kernel at ${hex(at)} in ${holderOf(machine.platform, rangeAt(at, 1))}`]),
        ...memoryLines(record),
      ];
    }
    case 'virtio-mem':
    case 'request':
    case 'retry':
    case 'kmem':
    case 'kmem-unbind':
      return describeDriverAnswer(verb, record);
    default:
      return record.answer.detail ?? ['ok'];
  }
};

const blockSpan = ({ memory }: Machine, start: number, end: number): string => {
  const first = Math.floor(start / memory.blockSize);
  const last = Math.ceil(end / memory.blockSize) - 1;
  return first === last ? `memory${first}` : `memory${first} to memory${last}`;
};

/** How many segments and where, then each of them that people ask for first; nodes of setup_data that lie apart, last. */
const placement = (machine: Machine, segments: readonly KexecSegment[]): readonly string[] => {
  const holder = (segment: KexecSegment): string => holderOf(machine.platform, destinationOf(segment));
  const places = new Set(segments.filter(({ kind }) => kind !== 'setup_data').map(holder));
  const isApart = (segment: KexecSegment): boolean =>
    segment.kind === 'setup_data' && places.size > 0 && !places.has(holder(segment));
  const main = segments.filter((segment) => !isApart(segment));
  const [only = ''] = places.size === 0 ? main.map(holder) : places;
  const count = main.length === 1 ? '1 segment' : `${main.length} segments`;
  const together = places.size <= 1;
  const line = (segment: KexecSegment, where: string): string =>
    `${segment.kind} at ${hex(segment.mem)}${where}`;
  return [
    `${count}${together ? ` in ${only}` : ''}`,
    ...main
      .filter(({ kind }) => !together || kind === 'kernel' || kind === 'initrd' || main.length === 1)
      .map((segment) => line(segment, together ? '' : ` in ${holder(segment)}`)),
    ...segments.filter(isApart).map((segment) => line(segment, ` in ${holder(segment)}`)),
  ];
};

/** What a kernel needs of memory: of a capture kernel always, of others where it may not suffice. */
const memoryLines = ({ events, machine }: StepRecord): readonly string[] => {
  const need = events.findLast((event) => event.type === 'boot:memory')?.need;
  return need === undefined || (need.verdict === 'enough' && !machine.kernel.isCapture)
    ? []
    : [needWords(need)];
};

/** YAML makes a number of an address; people do not. */
const addressText = (address: AddressText): string => (typeof address === 'number' ? hex(address) : address);
