import { parseSize } from '@warmboot/address';
import type { CrashKernelSubject } from '@warmboot/answers';
import { answerCrashKernel, reservationJson, showReservations } from '@warmboot/answers';
import { assumedLines, jsonLine } from '@warmboot/answers/text';
import type { Framework, ToldFacts } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { noBoots } from '@warmboot/scenario';
import { Command } from 'commander';
import { openMachine } from '../capture/open-machine.js';
import { initrdOf } from '../load/input-files.js';
import { profileWarner } from '../print/warner.js';
import { EXIT } from '../session/exit-status.js';
import {
  archOption,
  bootOption,
  chosenArchitectures,
  type KernelOptions,
  listOption,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

interface CrashKernelOptions extends Omit<KernelOptions, 'profile'> {
  readonly ram?: string;
  readonly machine?: string;
  readonly firmware?: string;
  readonly arch?: readonly string[];
  readonly profile?: readonly string[];
  readonly initrd?: string;
  readonly userSpace?: string;
  readonly json?: boolean;
  readonly boot?: number;
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
      .addOption(bootOption())
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
      const { terminal } = session;
      const framework = await openFramework(session.plugins);
      const { profile: named, ...build } = options;
      const said = saidByOptions(framework, build);
      const subject = await subjectOf(framework, options, said);
      const own = subject.kind === 'machine' ? [subject.record.arch] : undefined;
      const capture =
        options.initrd === undefined ? {} : { initrd: initrdOf(options.initrd, options.userSpace) };
      const { cmdline, outcomes } = answerCrashKernel(framework, {
        spec: words.join(' '),
        subject,
        architectures: chosenArchitectures(framework, options.arch, own),
        ...(named === undefined ? {} : { profiles: named }),
        said,
        capture,
      });
      const warn = profileWarner(terminal);
      for (const { kernel } of outcomes) warn(kernel);
      if (options.json === true) {
        for (const outcome of outcomes) terminal.print(jsonLine(reservationJson(cmdline, outcome)));
      } else {
        showReservations(framework, terminal, cmdline, outcomes, capture);
        const assumed = subject.kind === 'machine' ? subject.record.assumed : [];
        for (const line of assumedLines(terminal, assumed)) terminal.print(line);
      }
      if (outcomes.some(({ region }) => region === undefined)) session.status = EXIT.failed;
    });

const subjectOf = async (
  framework: Framework,
  { ram, machine, firmware, boot }: CrashKernelOptions,
  said: readonly ToldFacts[],
): Promise<CrashKernelSubject> => {
  const fault = (field: string, found: string, allowed: string): FormatError =>
    new FormatError({ format: 'crashkernel', field, found, allowed });
  if (ram !== undefined && machine !== undefined) {
    throw fault('the machine', 'given twice, by --ram and by --machine', 'one of the two');
  }
  if (machine !== undefined) {
    return { kind: 'machine', record: await openMachine(framework, machine, said, boot) };
  }
  if (boot !== undefined) throw noBoots('no log: --machine names one');
  if (ram === undefined) throw fault('the machine', 'not given', '--ram 8G, or --machine CAPTURE');
  const bytes = parseSize(ram);
  if (bytes === undefined || bytes === 0) throw fault('--ram', JSON.stringify(ram), 'a size such as 8G');
  return { kind: 'ram', bytes, ...(firmware === undefined ? {} : { firmware }) };
};
