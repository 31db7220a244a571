import type { Framework, KernelProfile } from '@warmboot/core';
import { hex, KERNEL_PROFILES, parseSize, shortSize, sizeOf, UnknownNameError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { Command } from 'commander';
import { openMachine } from '../capture/open-machine.js';
import type { Outcome, Subject } from '../crashkernel/reservation.js';
import { reserve, totalRam } from '../crashkernel/reservation.js';
import { checkGrammar, crashKernelWords } from '../crashkernel/spec.js';
import { whyOf } from '../crashkernel/why.js';
import { EXIT } from '../session/exit-status.js';
import { jsonLine } from '../print/json.js';
import { archOption, chosenArchitectures, listOption } from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import { table } from '../print/table.js';
import type { Terminal } from '../print/terminal.js';
import { wrapped } from '../print/wrapped.js';

interface CrashKernelOptions {
  readonly ram?: string;
  readonly machine?: string;
  readonly firmware?: string;
  readonly arch?: readonly string[];
  readonly profile?: readonly string[];
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  warmboot crashkernel 256M --ram 8G
  warmboot crashkernel '2G-64G:256M,64G-:512M' --ram 128G --arch x86_64
  warmboot crashkernel '1G,high 128M,low' --machine warmboot-capture.tar
  warmboot crashkernel 3G --ram 8G --profile linux-6.8 --json

Exit status: 0 every kernel reserves memory, 1 one of them reserves none, 2 usage or bad input.`;

/** `warmboot crashkernel SPEC`: each reservation, where, and why there. */
export const crashkernelCommand = (session: Session): Command =>
  new Command('crashkernel')
    .description('what crashkernel= reserves, where, and why it fell back')
    .argument('<spec...>', 'what stands after crashkernel=, one or several')
    .option('--ram <size>', 'on an ordinary machine with so much memory')
    .option('--machine <capture>', 'on a recorded machine, when it boots again')
    .option('--firmware <name>', 'with --ram: bios, efi or dt, as the architecture has it')
    .addOption(archOption('by the rules of these architectures; all by default'))
    .addOption(
      listOption('--profile <name...>', 'by the rules of these kernels; of each generation by default'),
    )
    .option('--json', 'one JSON object a kernel')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: CrashKernelOptions) => {
      const framework = await openFramework(session.plugins);
      const subject = await subjectOf(framework, options);
      const own = subject.kind === 'machine' ? [subject.record.arch] : undefined;
      const cmdline = crashKernelWords(words.join(' '));
      checkGrammar(cmdline, subject.kind === 'ram' ? subject.bytes : Number.MAX_SAFE_INTEGER);
      const outcomes = chosenArchitectures(framework, options.arch, own).flatMap((architecture) =>
        chosenProfiles(options.profile).map((profile) =>
          reserve(framework, architecture, profile, cmdline, subject),
        ),
      );
      (options.json === true ? showJson : showTable)(session.terminal, cmdline, outcomes);
      if (outcomes.some(({ region }) => region === undefined)) session.status = EXIT.failed;
    });

const subjectOf = async (
  framework: Framework,
  { ram, machine, firmware }: CrashKernelOptions,
): Promise<Subject> => {
  const fault = (field: string, found: string, allowed: string): FormatError =>
    new FormatError({ format: 'crashkernel', field, found, allowed });
  if (ram !== undefined && machine !== undefined) {
    throw fault('the machine', 'given twice, by --ram and by --machine', 'one of the two');
  }
  if (machine !== undefined) return { kind: 'machine', record: await openMachine(framework, machine) };
  if (ram === undefined) throw fault('the machine', 'not given', '--ram 8G, or --machine CAPTURE');
  const bytes = parseSize(ram);
  if (bytes === undefined || bytes === 0) throw fault('--ram', JSON.stringify(ram), 'a size such as 8G');
  return { kind: 'ram', bytes, ...(firmware === undefined ? {} : { firmware }) };
};

/** The first profile of each generation of rules, unless people name others. @throws UnknownNameError */
const chosenProfiles = (names: readonly string[] | undefined): readonly KernelProfile[] => {
  if (names === undefined) {
    return KERNEL_PROFILES.filter(
      ({ crashReservation }, index) =>
        KERNEL_PROFILES.findIndex((other) => other.crashReservation === crashReservation) === index,
    );
  }
  return names.map((name) => {
    const found = KERNEL_PROFILES.find((profile) => profile.name === name);
    if (found !== undefined) return found;
    throw new UnknownNameError(
      'kernel profile',
      name,
      KERNEL_PROFILES.map((profile) => profile.name),
    );
  });
};

const showTable = (terminal: Terminal, cmdline: string, outcomes: readonly Outcome[]): void => {
  const { colour } = terminal;
  const rows = outcomes.map(({ architecture, profile, region, low, memory }) => [
    architecture,
    profile.name,
    shortSize(totalRam(memory)),
    region === undefined ? colour.red('nothing') : span(region),
    low === undefined ? colour.dim('-') : span(low),
  ]);
  terminal.print(colour.bold(cmdline));
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

const span = (range: { readonly start: number; readonly end: number }): string =>
  `${shortSize(sizeOf(range))} at ${hex(range.start)}-${hex(range.end - 1)}`;

const showJson = (terminal: Terminal, cmdline: string, outcomes: readonly Outcome[]): void => {
  for (const outcome of outcomes) {
    const { architecture, profile, region, low, log, memory } = outcome;
    const shown = (range: typeof region) =>
      range === undefined ? null : { start: hex(range.start), end: hex(range.end - 1), size: sizeOf(range) };
    terminal.print(
      jsonLine({
        cmdline,
        architecture,
        profile: profile.name,
        ram: totalRam(memory),
        reserved: shown(region),
        low: shown(low),
        why: whyOf(cmdline, outcome),
        log: log.map(({ text }) => text),
      }),
    );
  }
};
