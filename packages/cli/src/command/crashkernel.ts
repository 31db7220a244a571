import type { Framework, ToldFacts } from '@warmboot/core';
import { KERNEL_PROFILES } from '@warmboot/core';
import { hex, parseSize, shortSize, sizeOf } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { buildRecord } from '@warmboot/scenario';
import { Command } from 'commander';
import { openMachine } from '../capture/open-machine.js';
import type { Outcome, Subject } from '../crashkernel/reservation.js';
import { reserve, totalRam } from '../crashkernel/reservation.js';
import { checkGrammar, crashKernelWords } from '../crashkernel/spec.js';
import { sufficesWords } from '../crashkernel/suffices.js';
import { whyOf } from '../crashkernel/why.js';
import { EXIT } from '../session/exit-status.js';
import { assumedLines } from '../print/assumed-lines.js';
import { initrdOf } from '../load/input-files.js';
import { kernelLine, profileWarner } from '../print/kernel-line.js';
import { jsonLine } from '../print/json.js';
import {
  archOption,
  chosenArchitectures,
  type KernelOptions,
  listOption,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import { table } from '../print/table.js';
import type { Terminal } from '../print/terminal.js';
import { wrapped } from '../print/wrapped.js';

interface CrashKernelOptions extends Omit<KernelOptions, 'profile'> {
  readonly ram?: string;
  readonly machine?: string;
  readonly firmware?: string;
  readonly arch?: readonly string[];
  readonly profile?: readonly string[];
  readonly initrd?: string;
  readonly userSpace?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  warmboot crashkernel 256M --ram 8G
  warmboot crashkernel '2G-64G:256M,64G-:512M' --ram 128G --arch x86_64
  warmboot crashkernel '1G,high 128M,low' --machine warmboot-capture.tar
  warmboot crashkernel 3G --ram 8G --profile linux-6.8 --json
  warmboot crashkernel 512M --ram 64G --arch arm64 --release 6.12.117 --page-size 64K

Exit status: 0 every kernel reserves memory, 1 one of them reserves none, 2 usage or bad input.`;

/** `warmboot crashkernel SPEC`: each reservation, where, and why there. */
export const crashkernelCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('crashkernel')
      .description('what crashkernel= reserves, where, and why it fell back')
      .argument('<spec...>', 'what stands after crashkernel=, one or several')
      .option('--ram <size>', 'on an ordinary machine with so much memory')
      .option('--machine <capture>', 'on a recorded machine, when it boots again')
      .option('--firmware <name>', 'with --ram: bios, efi or dt, as the architecture has it')
      .addOption(archOption('by the rules of these architectures; all by default'))
      .addOption(
        listOption(
          '--profile <name...>',
          'by the rules of these kernels; by default that of the release, or of each generation',
        ),
      ),
  )
    .option('--initrd <file>', 'the initrd of the capture kernel')
    .option('--user-space <size>', 'what programs of the initrd take of memory beside their files (4M)')
    .option('--json', 'one JSON object a kernel')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: CrashKernelOptions) => {
      const framework = await openFramework(session.plugins);
      const { profile: named, ...build } = options;
      const said = saidByOptions(framework, build);
      const subject = await subjectOf(framework, options, said);
      const own = subject.kind === 'machine' ? [subject.record.arch] : undefined;
      const cmdline = crashKernelWords(words.join(' '));
      const capture =
        options.initrd === undefined ? {} : { initrd: initrdOf(options.initrd, options.userSpace) };
      checkGrammar(cmdline, subject.kind === 'ram' ? subject.bytes : Number.MAX_SAFE_INTEGER);
      const outcomes = chosenArchitectures(framework, options.arch, own).flatMap((architecture) =>
        profilesSaid(framework, named, subject.kind === 'machine' || build.release !== undefined).map(
          (profile) => reserve(framework, architecture, [...profile, ...said], cmdline, subject, capture),
        ),
      );
      const warn = profileWarner(session.terminal);
      for (const { kernel } of outcomes) warn(kernel);
      if (options.json === true) showJson(session.terminal, cmdline, outcomes);
      else {
        showTable(session.terminal, cmdline, outcomes);
        showSuffices(session.terminal, outcomes, (outcome) => sufficesWords(framework, outcome, capture));
        const assumed = subject.kind === 'machine' ? subject.record.assumed : [];
        for (const line of assumedLines(session.terminal, assumed)) session.terminal.print(line);
      }
      if (outcomes.some(({ region }) => region === undefined)) session.status = EXIT.failed;
    });

const subjectOf = async (
  framework: Framework,
  { ram, machine, firmware }: CrashKernelOptions,
  said: readonly ToldFacts[],
): Promise<Subject> => {
  const fault = (field: string, found: string, allowed: string): FormatError =>
    new FormatError({ format: 'crashkernel', field, found, allowed });
  if (ram !== undefined && machine !== undefined) {
    throw fault('the machine', 'given twice, by --ram and by --machine', 'one of the two');
  }
  if (machine !== undefined) return { kind: 'machine', record: await openMachine(framework, machine, said) };
  if (ram === undefined) throw fault('the machine', 'not given', '--ram 8G, or --machine CAPTURE');
  const bytes = parseSize(ram);
  if (bytes === undefined || bytes === 0) throw fault('--ram', JSON.stringify(ram), 'a size such as 8G');
  return { kind: 'ram', bytes, ...(firmware === undefined ? {} : { firmware }) };
};

/**
 * What is said of the version, for each kernel that is asked: the profiles that people name; nothing where a release picks
 * one; else the first of each generation of rules.
 * @throws UnknownNameError
 */
const profilesSaid = (
  framework: Framework,
  names: readonly string[] | undefined,
  released: boolean,
): readonly (readonly ToldFacts[])[] => {
  if (names !== undefined) return names.map((profile) => saidByOptions(framework, { profile }));
  if (released) return [[]];
  return KERNEL_PROFILES.filter(
    ({ crashReservation }, index) =>
      KERNEL_PROFILES.findIndex((other) => other.crashReservation === crashReservation) === index,
  ).map(({ name: profile }) => [
    { source: 'user', where: 'the first of its generation of rules', facts: { profile } },
  ]);
};

const showTable = (terminal: Terminal, cmdline: string, outcomes: readonly Outcome[]): void => {
  const { colour } = terminal;
  const rows = outcomes.map(({ architecture, profile, region, low, memory, odds }) => [
    architecture,
    profile.name,
    shortSize(totalRam(memory)),
    `${region === undefined ? colour.red('nothing') : span(region)}${mayFail(odds) ? colour.yellow(' (may fail)') : ''}`,
    low === undefined ? colour.dim('-') : span(low),
  ]);
  terminal.print(colour.bold(cmdline));
  for (const line of kernelLines(outcomes)) terminal.print(colour.dim(line));
  terminal.print('');
  terminal.print(table(terminal, rows, { head: ['', 'rules of', 'RAM', 'reserved', 'low part'] }));
  terminal.print('');
  const groups = alike(cmdline, outcomes);
  for (const { sentences, members } of groups) {
    terminal.print(colour.bold(groups.length === 1 ? 'Why' : `Why, ${namesOf(members)}`));
    for (const line of wrapped(`${sentences.join('; ')}.`, terminal.width - 2)) terminal.print(`  ${line}`);
    const lines = new Set(members.flatMap(({ log }) => log.map(({ text }) => text)));
    for (const text of lines) terminal.print(colour.dim(`  | ${text}`));
  }
};

/** Said once for kernels of which the same is true. */
const showSuffices = (
  { colour, print, width }: Terminal,
  outcomes: readonly Outcome[],
  wordsOf: (outcome: Outcome) => string | undefined,
): void => {
  const told = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const words = wordsOf(outcome);
    if (words !== undefined) told.set(words, [...(told.get(words) ?? []), outcome]);
  }
  if (told.size > 0) {
    print('');
    print(colour.bold('Whether it suffices, by estimate'));
  }
  for (const [words, members] of told) {
    const whose = told.size === 1 ? '' : `${namesOf(members)}: `;
    for (const line of wrapped(`${whose}${words}.`, width - 2)) print(`  ${line}`);
  }
};

/** The kernels that are asked, those of which the same is known in one line: with their architectures where there are several. */
const kernelLines = (outcomes: readonly Outcome[]): readonly string[] => {
  const lines = new Map<string, string[]>();
  for (const { kernel, decisive, architecture } of outcomes) {
    const line = kernelLine(kernel, decisive);
    lines.set(line, [...(lines.get(line) ?? []), architecture]);
  }
  return outcomes.length === 1
    ? [...lines.keys()]
    : [...lines].map(([line, architectures]) => `${line}: ${architectures.join(', ')}`);
};

interface Group {
  readonly sentences: readonly string[];
  readonly members: readonly Outcome[];
}

/** Outcomes with the same reasons are told once. */
const alike = (cmdline: string, outcomes: readonly Outcome[]): readonly Group[] => {
  const groups = new Map<string, { readonly sentences: readonly string[]; readonly members: Outcome[] }>();
  for (const outcome of outcomes) {
    const sentences = whyOf(cmdline, outcome);
    const key = sentences.join('; ');
    const group = groups.get(key) ?? { sentences, members: [] };
    group.members.push(outcome);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** `arm64 (linux-6.1, linux-6.8), x86_64 (linux-6.1)` */
const namesOf = (members: readonly Outcome[]): string =>
  [...new Set(members.map(({ architecture }) => architecture))]
    .map((name) => {
      const profiles = members.filter(({ architecture }) => architecture === name);
      return `${name} (${profiles.map(({ profile }) => profile.name).join(', ')})`;
    })
    .join(', ');

/** Whether the place of the kernel decides if anything is reserved. */
const mayFail = (odds: Outcome['odds']): boolean =>
  odds !== undefined && odds.reserved > 0 && odds.reserved < 1;

const span = (range: { readonly start: number; readonly end: number }): string =>
  `${shortSize(sizeOf(range))} at ${hex(range.start)}-${hex(range.end - 1)}`;

const showJson = (terminal: Terminal, cmdline: string, outcomes: readonly Outcome[]): void => {
  for (const outcome of outcomes) {
    const { architecture, profile, kernel, decisive, region, low, log, memory, odds } = outcome;
    const shown = (range: typeof region) =>
      range === undefined ? null : { start: hex(range.start), end: hex(range.end - 1), size: sizeOf(range) };
    terminal.print(
      jsonLine({
        cmdline,
        architecture,
        profile: profile.name,
        kernel: buildRecord(kernel, decisive),
        ram: totalRam(memory),
        reserved: shown(region),
        low: shown(low),
        ...(odds === undefined
          ? {}
          : { chance: { places: odds.places, reserved: odds.reserved, as_shown: odds.share } }),
        why: whyOf(cmdline, outcome),
        need: outcome.need ?? null,
        log: log.map(({ text }) => text),
      }),
    );
  }
};
