import { record, verdictOf } from '@warmboot/lab';
import { Command } from 'commander';
import { guestwareOf, type GuestOptions, withGuestOptions } from '../lab/options.js';
import { smallerStory } from '../lab/smaller-story.js';
import { showVerdict } from '../lab/verdict-report.js';
import { watcherOn } from '../lab/watcher.js';
import { EXIT } from '../session/exit-status.js';
import { archOption, chosenArchitectures, machineOption } from '../session/options.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import { writeFile } from '../session/write-file.js';

interface VerifyOptions extends GuestOptions {
  readonly policy?: string;
  readonly shrink?: string;
}

const EXAMPLES = `
Examples:
  warmboot verify examples/thread.yaml --kernel debian
  warmboot verify examples/thread.yaml --kernel arch/x86/boot/bzImage --policy notifier-corrected
  warmboot verify examples/thread.yaml --kernel debian --arch x86_64 --shrink smaller.yaml`;

/** `warmboot verify SCENARIO`: a real kernel and the model, side by side. */
export const verifyCommand = (session: Session): Command =>
  withGuestOptions(
    new Command('verify')
      .description('play a scenario on a real kernel and in the model, side by side')
      .argument('<scenario>', 'a scenario file, YAML or JSON')
      .addOption(archOption('on these architectures; all that the kernel is of by default'))
      .option('--policy <name>', 'the protection that the kernel is said to have; none by default')
      .option('--shrink <file>', 'where there is a difference, drop steps while it stays, and write the rest')
      .addOption(machineOption()),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: VerifyOptions) => {
      const { terminal } = session;
      const { scenario, framework, machineOf } = await openScenario(file, session.plugins, options.machine);
      const wanted = chosenArchitectures(framework, options.arch, machineOf);
      const policy = framework.policies.get(options.policy ?? 'none').name;
      for (const guestware of guestwareOf(framework, options, wanted)) {
        const { architecture } = guestware;
        const request = { scenario, ...guestware, policy, efiCode: options.firmware };
        const watcher = watcherOn(terminal, architecture);
        const recording = await record(framework, request, watcher);
        terminal.status?.('');
        const verdict = verdictOf(framework, scenario, recording);
        showVerdict(terminal, scenario, recording.directory.trace, verdict);
        if (verdict.same) continue;
        session.status = EXIT.failed;
        if (options.shrink !== undefined) {
          const smaller = await smallerStory(file, scenario, verdict, async (fewer) =>
            verdictOf(framework, fewer, await record(framework, { ...request, scenario: fewer }, watcher)),
          );
          terminal.status?.('');
          writeFile(options.shrink, smaller.text);
          terminal.print(
            `${options.shrink}: ${smaller.steps} of ${scenario.steps.length} steps make the same difference`,
          );
          return;
        }
      }
    });
