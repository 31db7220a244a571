import { LabError, record, requireFresh, writeTrace } from '@warmboot/lab';
import { Command } from 'commander';
import { guestwareOf, type GuestOptions, withGuestOptions } from '../lab/options.js';
import { watcherOn } from '../lab/watcher.js';
import { archOption, chosenArchitectures, machineOption } from '../session/options.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';

interface RecordOptions extends GuestOptions {
  readonly output: string;
}

const EXAMPLES = `
Examples:
  warmboot record examples/thread.yaml --kernel debian --arch x86_64 -o recorded
  warmboot record examples/thread.yaml --kernel arch/x86/boot/bzImage -o recorded
  warmboot replay recorded --check`;

/** `warmboot record SCENARIO`: plays it on a real kernel under QEMU. */
export const recordCommand = (session: Session): Command =>
  withGuestOptions(
    new Command('record')
      .description('play a scenario on a real kernel under QEMU, and record what it does')
      .argument('<scenario>', 'a scenario file, YAML or JSON')
      .addOption(archOption('on this architecture; that of the kernel file by default'))
      .addOption(machineOption())
      .requiredOption('--kernel <file>', 'the kernel: a file, debian, or debian-VERSION'),
  )
    .requiredOption('-o, --output <directory>', 'where the recording goes')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: RecordOptions) => {
      requireFresh(options.output);
      const { scenario, framework, machineOf } = await openScenario(file, session.plugins, options.machine);
      const wanted = chosenArchitectures(framework, options.arch, machineOf);
      const [guestware, ...others] = guestwareOf(framework, options, wanted);
      if (others.length > 0) throw new LabError('a recording is of one architecture: name it with --arch');
      const recording = await record(
        framework,
        { scenario, ...guestware!, policy: 'none', efiCode: options.firmware },
        watcherOn(session.terminal, guestware!.architecture),
      );
      writeTrace(options.output, recording.directory);
      session.terminal.status?.('');
      for (const { number, skipped } of recording.steps) {
        if (skipped !== undefined) session.terminal.complain(`step ${number} was not played: ${skipped}`);
      }
      session.terminal.print(
        `${options.output}: ${recording.directory.trace.steps.length} steps of ${recording.directory.trace.kernel}`,
      );
    });
