import type { AddressRange, PhysAddr } from '@warmboot/address';
import { hex, overlaps, sizeOf } from '@warmboot/address';
import type { KernelFileReport, Machine } from '@warmboot/core';
import { blockRange, type commandLine, destinationOf, memoryContent, visible } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import type { LoadPrediction, LoadQuestion, NextKernelView } from '@warmboot/scenario';
import { describeRemark, describeVmcore, needWords } from '@warmboot/scenario';
import { showEvents } from './events-report.js';
import { heading } from './heading.js';
import { assumedLines } from '../text/assumed-lines.js';
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

/** How much is shown. */
export interface LoadReportOptions {
  /** Everything: what each loader says, what kexec prints, the whole hand-over, every range and every reason. */
  readonly all?: boolean;
  /** What the record does not tell and what is taken instead, a sentence each. */
  readonly assumed?: readonly string[] | undefined;
}

/** A load, for people: what comes of it and why, then the parts; a screen of it unless all is asked for. */
export const showLoad = (
  paper: Paper,
  prediction: LoadPrediction,
  question: LoadQuestion,
  title: string,
  { all = false, assumed }: LoadReportOptions = {},
): void => {
  const { print, colour } = paper;
  const { answer, before, kernel, decisive, remarks } = prediction;
  print(colour.bold(title));
  showVerdict(paper, prediction, question);
  print(colour.dim(kernelLine(kernel, decisive)));
  for (const remark of remarks.running) showRemark(paper, remark);
  if (answer.report !== undefined && (all || answer.image === undefined || question.debug)) {
    showProbes(paper, answer.report, question);
  }
  if (all || answer.image === undefined || question.debug) showOutput(paper, prediction, question.debug);
  if (answer.image === undefined) {
    for (const line of assumedLines(paper, assumed)) print(line);
    return;
  }
  showPlaces(paper, answer.image.segments, before, answer.image.entry);
  if (all) showHandover(paper, prediction);
  else showTold(paper, prediction);
  showNext(paper, prediction, question, all);
  showEvents(paper, prediction.events, all);
  for (const line of assumedLines(paper, assumed)) print(line);
  if (!all) print(colour.dim(`--all: ${MORE}.`));
};

/** What a screen leaves out. */
const MORE = 'the words of loaders and of kexec, the whole hand-over, every range, need and reason';

const PATHS: Readonly<Record<LoadPrediction['answer']['path'], string>> = {
  kexec_load: 'kexec_load (-c)',
  kexec_file_load: 'kexec_file_load (-s)',
  auto: 'kexec -a',
};

/** The answer and its reason. */
const showVerdict = (paper: Paper, { answer, next }: LoadPrediction, { image }: LoadQuestion): void => {
  const { print, colour, width } = paper;
  if (answer.image === undefined) return;
  const loaded = `Loaded${image === 'crash' ? ' for a panic' : ''} by ${PATHS[answer.path]}.`;
  if (next === undefined) {
    print(colour.green(loaded));
    return;
  }
  const { outcome, ram, need } = next;
  const boots = outcome.outcome === 'booted';
  const enough = need === undefined || need.verdict === 'enough';
  const ending = boots ? `The next kernel boots with ${aboutSize(total(ram))} of RAM.` : endingOf(outcome);
  const why = boots ? [] : [sentence(outcome.reason)];
  const needs =
    boots && need !== undefined && (image === 'crash' || !enough) ? [sentence(`It ${needWords(need)}`)] : [];
  const paint = !boots ? colour.red : enough ? colour.green : colour.yellow;
  for (const line of wrapped([loaded, ending, ...why, ...needs].join(' '), width)) print(paint(line));
};

const endingOf = (outcome: NextKernelView['outcome']): string =>
  'unknown' in outcome && outcome.unknown === true
    ? 'What it comes to is not known.'
    : (DEATHS[outcome.outcome] ?? outcome.outcome);

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** A word of a command line that is not modelled. */
const showRemark = ({ print, colour, width }: Paper, remark: commandLine.Remark, indent = 0): void => {
  for (const line of wrapped(describeRemark(remark), width - indent)) {
    print(colour.yellow(`${' '.repeat(indent)}${line}`));
  }
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

/** Facts of a hand-over that hold the command line. */
const COMMAND_LINES: readonly string[] = ['command line', 'bootargs'];

/** Of the hand-over what nobody should miss: the command line, what is lacking, and words that are not modelled. */
const showTold = (paper: Paper, { handover, remarks }: LoadPrediction): void => {
  const { print, colour, width } = paper;
  if (handover === undefined) {
    print('  The next kernel is told nothing: no devicetree and no boot_params are among the segments.');
    return;
  }
  const said = handover.facts.find(({ name }) => COMMAND_LINES.includes(name));
  if (said !== undefined) {
    const text = `told by ${handover.format}: ${said.value === '' ? '(an empty command line)' : said.value}`;
    for (const line of wrapped(text, width - 2)) print(`  ${line}`);
  }
  for (const lack of handover.lacks ?? []) {
    for (const line of wrapped(sentence(lack), width - 2)) print(colour.yellow(`  ${line}`));
  }
  for (const remark of remarks.next) showRemark(paper, remark, 2);
};

/** Ranges of RAM that a screen has room for. */
const FEW = 4;

const showNext = (paper: Paper, { next }: LoadPrediction, { image }: LoadQuestion, all: boolean): void => {
  if (next === undefined) return;
  const { print, colour, width } = paper;
  const { outcome, ram, unknown, ownImage, driverRam = [], need, places } = next;
  if (outcome.outcome !== 'booted') {
    if (all && need !== undefined && need.verdict !== 'enough') showNeed(paper, need, 'It');
    return;
  }
  heading(paper, image === 'crash' ? 'After a panic' : 'After kexec -e');
  const digits = digitsFor(ram.map(({ end }) => end));
  const row = (range: AddressRange, more = ''): string =>
    `  ${rangeText(range, digits)}  ${aboutSize(sizeOf(range))}${more}`;
  const own = ': its own image, which is RAM whatever its command line says';
  const { shown, rest } = all || ram.length <= FEW + 1 ? { shown: ram, rest: [] } : largestOf(ram, FEW);
  for (const range of shown) print(row(range, range.start === ownImage?.start ? own : ''));
  if (rest.length > 0) print(colour.dim(`  and ${aboutSize(total(rest))} in ${rest.length} smaller ranges`));
  if (places !== undefined) {
    const moved = `KASLR moves it to one of ${places} places at each boot: nokaslr is not on its command line. Above stands where it is loaded.`;
    for (const line of wrapped(moved, width - 2)) print(`  ${line}`);
  }
  for (const range of driverRam) print(row(range, ': once its driver finds it again'));
  for (const range of unknown) print(colour.yellow(row(range, ': it knows nothing of it')));
  showVmcore(paper, next);
  if (all && need !== undefined && (image === 'crash' || need.verdict !== 'enough'))
    showNeed(paper, need, 'It');
};

/** The largest of ranges, in their order, and the others. */
const largestOf = (
  ranges: readonly AddressRange[],
  count: number,
): { readonly shown: readonly AddressRange[]; readonly rest: readonly AddressRange[] } => {
  const large = new Set([...ranges].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, count));
  return {
    shown: ranges.filter((range) => large.has(range)),
    rest: ranges.filter((range) => !large.has(range)),
  };
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
