import type { AddressRange, PhysAddr } from '@warmboot/address';
import { hex, overlaps, sizeOf } from '@warmboot/address';
import type { KernelFileReport, Machine } from '@warmboot/core';
import { blockRange, type commandLine, destinationOf, memoryContent, visible } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import type {
  EventOutcome,
  EventPrediction,
  LoadPrediction,
  LoadQuestion,
  NextKernelView,
} from '@warmboot/scenario';
import { describeRemark, describeVmcore } from '@warmboot/scenario';
import { showNeed } from '../text/need-lines.js';
import { kernelLine } from '../text/kernel-line.js';
import { table } from '../text/table.js';
import type { Paper } from '../text/paper.js';
import { aboutSize, rangeText } from '../text/units.js';
import { wrapped } from '../text/wrapped.js';

/** What each kind of segment is for. */
const MEANING: Readonly<Record<string, string>> = {
  kernel: 'the kernel, with room to unpack',
  initrd: 'initial ramdisk',
  dtb: 'devicetree for the next kernel',
  boot_params: 'zero page and command line',
  purgatory: 'checks the digest, then jumps',
  elfcorehdr: 'ELF headers of the vmcore',
  backup: 'copy of the first 640 KiB',
  setup_data: 'a node of setup_data',
  other: 'boot notes of an ELF kernel',
};

/** Everything about a load, for people. */
export const showLoad = (
  paper: Paper,
  prediction: LoadPrediction,
  question: LoadQuestion,
  title: string,
): void => {
  const { print, colour } = paper;
  const { answer, before, kernel, decisive, remarks } = prediction;
  print(colour.bold(title));
  print(colour.dim(kernelLine(kernel, decisive)));
  for (const remark of remarks.running) showRemark(paper, remark);
  if (answer.report !== undefined) showProbes(paper, answer.report, question);
  showOutput(paper, prediction, question.debug);
  if (answer.image === undefined) return;
  showPlaces(paper, answer.image.segments, before, answer.image.entry);
  showHandover(paper, prediction);
  showNext(paper, prediction, question);
  showEvents(paper, prediction.events);
};

/** A word of a command line that is not modelled. */
const showRemark = ({ print, colour, width }: Paper, remark: commandLine.Remark, indent = 0): void => {
  for (const line of wrapped(describeRemark(remark), width - indent)) {
    print(colour.yellow(`${' '.repeat(indent)}${line}`));
  }
};

const heading = ({ print, colour }: Paper, text: string): void => {
  print('');
  print(colour.bold(text));
};

const showProbes = (paper: Paper, report: KernelFileReport, { kernel, tools }: LoadQuestion): void => {
  const { colour, print } = paper;
  const { unpacked, probes, direct } = report;
  heading(paper, `Which loader takes ${kernel?.path ?? 'the kernel'}`);
  if (unpacked.compression !== undefined) {
    print(`  kexec-tools unpacks ${unpacked.compression}: ${aboutSize(unpacked.bytes.length)}`);
  }
  if (unpacked.problem !== undefined) print(colour.yellow(`  ${unpacked.problem}`));
  const rows = probes.map(({ type, takes, reason }) => [
    `kexec ${tools}`,
    type,
    takes ? colour.green('takes it') : colour.dim('no'),
    reason,
  ]);
  rows.push([
    'Linux',
    'kexec_file_load',
    direct.ok ? colour.green('takes it') : colour.yellow(direct.errno),
    direct.ok ? 'the file as it is, without kexec-tools' : direct.reason,
  ]);
  print(table(paper, rows, { indent: 2, widths: [12, 15, 8, undefined] }));
};

/** The segments as `kexec -d` prints them, or all that it prints. */
const showOutput = (paper: Paper, { answer: { tool, image, log } }: LoadPrediction, debug: boolean): void => {
  const { print, colour } = paper;
  const segments = /^(nr_segments|segment\[|kexec_load: entry)/;
  const printed =
    debug || tool.status !== 0 ? tool.output : tool.output.filter((line) => segments.test(line));
  const lines =
    printed.length === 0 && image !== undefined
      ? image.segments.map(
          ({ mem, memsz, bufsz }, index) =>
            `segment[${index}]: bufsz=${hex(bufsz)} mem=${hex(mem)} memsz=${hex(memsz)}`,
        )
      : printed;
  heading(paper, tool.output.length === 0 && image !== undefined ? 'What Linux places' : 'What kexec prints');
  for (const line of lines) print(colour.dim(`  ${line}`));
  for (const line of visible(log)) print(colour.dim(`  | ${line}`));
};

const DIGITS = 8;

/** Hex digits that the highest of the addresses needs, at least eight. */
const digitsFor = (addresses: readonly PhysAddr[]): number =>
  Math.max(DIGITS, ...addresses.map((address) => address.toString(16).length));

const showPlaces = (
  paper: Paper,
  segments: NonNullable<LoadPrediction['answer']['image']>['segments'],
  before: Machine,
  entry: bigint,
): void => {
  heading(paper, 'What goes where');
  const digits = digitsFor(segments.map(({ mem, memsz }) => mem + memsz));
  const rows = segments.map((segment) => {
    const range = destinationOf(segment);
    return [
      segment.kind,
      rangeText(range, digits),
      aboutSize(sizeOf(range)),
      homeOf(before, range),
      MEANING[segment.kind] ?? (memoryContent.handsOver(segment) ? 'for the next kernel' : ''),
    ];
  });
  const home = Math.max(...rows.map((row) => row[3]!.length));
  paper.print(
    table(paper, rows, {
      indent: 2,
      head: ['segment', 'physical address', 'size', 'in', 'what it is'],
      widths: [11, 2 * digits + 5, 9, Math.max(2, home), undefined],
    }),
  );
  paper.print(`  entered at ${hex(entry)}`);
};

/** The memory that a range lies in, as people name it. */
const homeOf = ({ platform, iomem, memory }: Machine, range: AddressRange): string => {
  const dimm = [...platform.dimms.values()].find((device) => overlaps(device.range, range));
  if (dimm !== undefined) return dimm.id;
  const device = [...(platform.virtioMem?.values() ?? [])].find(({ region }) => overlaps(region, range));
  if (device !== undefined) return device.id;
  const names = [...resources.preorder(iomem.root, range)].map(({ resource }) => resource.name);
  if (names.includes('Crash kernel')) return 'Crash kernel';
  const hot = [...memory.blocks.entries()].some(
    ([id, { early }]) => !early && overlaps(blockRange(memory, id), range),
  );
  return hot ? 'hot-added RAM' : (names[0] ?? 'nothing');
};

const showHandover = (paper: Paper, { handover, remarks }: LoadPrediction): void => {
  const { print, colour, width } = paper;
  if (handover === undefined) {
    heading(paper, 'What the next kernel is told');
    print('  nothing: no devicetree and no boot_params are among the segments');
    return;
  }
  heading(paper, `What the next kernel is told, by ${handover.format}`);
  const rows = handover.facts.map(({ name, value }) => [name, value === '' ? '(empty)' : value]);
  print(
    table(paper, rows, {
      indent: 2,
      widths: [Math.max(...rows.map(([name]) => name!.length)), undefined],
    }),
  );
  for (const lack of handover.lacks ?? []) {
    for (const line of wrapped(`${lack}.`, width - 2)) print(colour.yellow(`  ${line}`));
  }
  for (const remark of remarks.next) showRemark(paper, remark, 2);
  if (handover.memory.length === 0) return;
  const digits = digitsFor(handover.memory.map(({ range }) => range.end));
  print(
    table(
      paper,
      handover.memory.map(({ range, name }) => [rangeText(range, digits), aboutSize(sizeOf(range)), name]),
      { indent: 2, widths: [2 * digits + 5, 9, undefined] },
    ),
  );
};

const showNext = (paper: Paper, { next }: LoadPrediction, { image }: LoadQuestion): void => {
  if (next === undefined) return;
  const { print, colour } = paper;
  const { outcome, ram, unknown, ownImage, driverRam = [], need, places } = next;
  heading(paper, image === 'crash' ? 'After a panic' : 'After kexec -e');
  if (outcome.outcome !== 'booted') {
    const unknown = 'unknown' in outcome && outcome.unknown === true;
    print(
      `  ${colour.red(unknown ? 'What it comes to is not known.' : (DEATHS[outcome.outcome] ?? outcome.outcome))}`,
    );
    for (const line of wrapped(outcome.reason, paper.width - 2)) print(`  ${line}`);
    if (need !== undefined && need.verdict !== 'enough') showNeed(paper, need, 'It');
    return;
  }
  print(`  ${colour.green('The next kernel boots')} with ${aboutSize(total(ram))} of RAM:`);
  const digits = digitsFor(ram.map(({ end }) => end));
  for (const range of ram) {
    const own =
      range.start === ownImage?.start ? ': its own image, which is RAM whatever its command line says' : '';
    print(`  ${rangeText(range, digits)}  ${aboutSize(sizeOf(range))}${own}`);
  }
  if (places !== undefined) {
    const moved = `KASLR moves it to one of ${places} places at each boot: nokaslr is not on its command line. Above stands where it is loaded.`;
    for (const line of wrapped(moved, paper.width - 2)) print(`  ${line}`);
  }
  for (const range of driverRam) {
    print(`  ${rangeText(range, digits)}  ${aboutSize(sizeOf(range))}: once its driver finds it again`);
  }
  for (const range of unknown) {
    print(
      colour.yellow(`  ${rangeText(range, digits)}  ${aboutSize(sizeOf(range))}: it knows nothing of it`),
    );
  }
  showVmcore(paper, next);
  if (need !== undefined && (image === 'crash' || need.verdict !== 'enough')) showNeed(paper, need, 'It');
};

/** What a dump has, and whether memory that comes later would be in it. */
const showVmcore = (
  { print, width }: Paper,
  { vmcore, followsHotplug }: Pick<NextKernelView, 'vmcore' | 'followsHotplug'>,
): void => {
  if (vmcore === undefined) return;
  const later = {
    true: 'Memory that is plugged later will be in it too: this kernel writes the header anew.',
    false: 'Memory that is plugged later will not be in it: load again after each change.',
    undefined: '',
  };
  for (const text of [
    ...describeVmcore(vmcore).map((sentence) => `${sentence}.`),
    later[`${followsHotplug}`],
  ]) {
    for (const line of wrapped(text, width - 2)) print(`  ${line}`);
  }
};

const DEATHS: Readonly<Record<string, string>> = {
  panic: 'The next kernel panics early.',
  hang: 'The machine hangs.',
  reset: 'The machine resets.',
  refused: 'kexec -e is refused.',
};

const total = (ranges: readonly AddressRange[]): number =>
  ranges.reduce((sum, range) => sum + sizeOf(range), 0);

const EVENT_WORDS = {
  unplug: 'unplug',
  plug: 'plug',
  resize: 'resize to nothing:',
  offline: 'put offline',
} as const;

const showEvents = (paper: Paper, events: readonly EventPrediction[]): void => {
  heading(paper, 'If memory changes before the jump');
  if (events.length === 0) {
    paper.print('  No memory device is plugged, and none can be: nothing can change.');
    return;
  }
  for (const { event, outcomes } of events) {
    const { kind, id, range, segments } = event;
    const held = segments.length === 0 ? '' : `, where the ${segments.join(', ')} will be copied to`;
    paper.print(
      `  ${EVENT_WORDS[kind]} ${id} at ${rangeText(range, DIGITS)} (${aboutSize(sizeOf(range))})${held}`,
    );
    const rows = merged(outcomes).map(({ policies, outcome }) => [
      policies.join(', '),
      colourOf(paper, outcome)(ENDINGS[outcome.outcome]),
      outcome.reason,
    ]);
    paper.print(table(paper, rows, { indent: 4, widths: [28, 15, undefined] }));
  }
};

const ENDINGS: Readonly<Record<EventOutcome['outcome'], string>> = {
  boots: 'boots',
  refused: 'event refused',
  unloaded: 'image dropped',
  stopped: 'jump refused',
  panic: 'dies: panic',
  hang: 'dies: hangs',
  reset: 'dies: resets',
};

const colourOf = ({ colour }: Paper, { outcome }: EventOutcome): ((text: string) => string) => {
  if (outcome === 'boots') return colour.green;
  return outcome === 'panic' || outcome === 'hang' || outcome === 'reset' ? colour.red : colour.yellow;
};

/** Policies that come to the same, together. */
const merged = (
  outcomes: readonly EventOutcome[],
): readonly { readonly policies: readonly string[]; readonly outcome: EventOutcome }[] => {
  const groups = new Map<string, { policies: string[]; outcome: EventOutcome }>();
  for (const outcome of outcomes) {
    const key = `${outcome.outcome} ${outcome.reason}`;
    const group = groups.get(key) ?? { policies: [], outcome };
    group.policies.push(outcome.policy);
    groups.set(key, group);
  }
  return [...groups.values()];
};
