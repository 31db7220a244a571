import type { Framework } from '@warmboot/core';
import type { Recording } from '@warmboot/lab';
import { record, verdictOf } from '@warmboot/lab';
import type { Scenario } from '@warmboot/scenario';
import { Command, Option } from 'commander';
import { inParallel, jobsOption } from '../lab/in-parallel.js';
import { guestwareOf, type Guestware, type GuestOptions, withGuestOptions } from '../lab/options.js';
import { smallerStory } from '../lab/smaller-story.js';
import { showVerdict } from '../lab/verdict-report.js';
import { watcherOn } from '../lab/watcher.js';
import { EXIT } from '../session/exit-status.js';
import { archOption, chosenArchitectures, collect, machineOption } from '../session/options.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import { writeFile } from '../session/write-file.js';

interface VerifyOptions extends Omit<GuestOptions, 'kernel'> {
  readonly kernel: readonly string[];
  readonly policy?: string;
  readonly shrink?: string;
  readonly jobs: number;
}

const EXAMPLES = `
Examples:
  warmboot verify examples/thread.yaml --kernel debian
  warmboot verify examples/thread.yaml --kernel debian,debian-6.12 --jobs 2
  warmboot verify examples/thread.yaml --kernel arch/x86/boot/bzImage --policy notifier-corrected
  warmboot verify examples/thread.yaml --kernel debian --arch x86_64 --policy validate-at-exec --shrink smaller.yaml`;

/** `warmboot verify SCENARIO`: a real kernel and the model, side by side. */
export const verifyCommand = (session: Session): Command =>
  withGuestOptions(
    new Command('verify')
      .description('play a scenario on a real kernel and in the model, side by side')
      .argument('<scenario>', 'a scenario file, YAML or JSON')
      .addOption(archOption('on these architectures; all that the kernel is of by default'))
      .addOption(
        new Option('--kernel <file...>', 'the kernels: files, debian, or debian-VERSION')
          .argParser(collect)
          .makeOptionMandatory(),
      )
      .option('--policy <name>', 'the protection that the kernel is said to have; none by default')
      .option('--shrink <file>', 'where there is a difference, drop steps while it stays, and write the rest')
      .addOption(jobsOption())
      .addOption(machineOption()),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: VerifyOptions) => {
      const { scenario, framework, machineOf } = await openScenario(file, session.plugins, options.machine);
      const wanted = chosenArchitectures(framework, options.arch, machineOf);
      const policy = framework.policies.get(options.policy ?? 'none').name;
      const guestwares = options.kernel.flatMap((kernel) =>
        guestwareOf(framework, { ...options, kernel }, wanted),
      );
      const judge = new Judge(session, framework, policy, options.firmware);
      const recorded = inParallel(guestwares, options.jobs, async (guestware) => ({
        guestware,
        recording: await judge.record(scenario, guestware),
      }));
      for await (const { guestware, recording } of recorded) {
        const isSame = judge.show(scenario, recording);
        if (isSame || options.shrink === undefined) continue;
        // One smaller story is enough, and has the machine for itself.
        await recorded.return();
        await judge.shrink(file, scenario, guestware, recording, options.shrink);
        return;
      }
    });

/** Holds recordings of a scenario against the model. */
class Judge {
  readonly #session: Session;
  readonly #framework: Framework;
  readonly #policy: string;
  readonly #firmware: string | undefined;

  constructor(session: Session, framework: Framework, policy: string, firmware: string | undefined) {
    this.#session = session;
    this.#framework = framework;
    this.#policy = policy;
    this.#firmware = firmware;
  }

  /** @throws LabError */
  record(scenario: Scenario, guestware: Guestware): Promise<Recording> {
    return record(
      this.#framework,
      { scenario, ...guestware, policy: this.#policy, efiCode: this.#firmware },
      watcherOn(this.#session.terminal, `${guestware.architecture} ${guestware.kernel.name}`),
    );
  }

  /** @returns whether both sides agree */
  show(scenario: Scenario, recording: Recording): boolean {
    this.#session.terminal.status?.('');
    const verdict = verdictOf(this.#framework, scenario, recording);
    showVerdict(this.#session.terminal, scenario, recording.directory.trace, verdict);
    if (!verdict.same) this.#session.status = EXIT.failed;
    return verdict.same;
  }

  async shrink(
    file: string,
    scenario: Scenario,
    guestware: Guestware,
    recording: Recording,
    target: string,
  ): Promise<void> {
    const { terminal } = this.#session;
    const verdict = verdictOf(this.#framework, scenario, recording);
    const smaller = await smallerStory(file, scenario, verdict, async (fewer) =>
      verdictOf(this.#framework, fewer, await this.record(fewer, guestware)),
    );
    terminal.status?.('');
    writeFile(target, smaller.text);
    terminal.print(`${target}: ${smaller.steps} of ${scenario.steps.length} steps make the same difference`);
  }
}
