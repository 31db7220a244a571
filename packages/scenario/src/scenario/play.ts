import type {
  BuildFact,
  Framework,
  Kernel,
  LogLine,
  Machine,
  MachineEmitter,
  MachineEvent,
  ToldFacts,
  Action,
} from '@warmboot/core';
import { BOOT_FIRMWARE } from '@warmboot/core';
import { FormatError, parsingFile } from '@warmboot/format';
import { decisiveFacts } from '../facts/decisive-facts.js';
import { askedBy } from './asked-by.js';
import { kernelFor, saidBefore, tellerIn } from '../facts/told.js';
import { saidIn } from './said-in.js';
import { withBootDevices } from './boot-devices.js';
import { ActionResolver } from './actions.js';
import { summarise, waiting } from './answer.js';
import { appliesTo, checkExpectation } from './check-expectation.js';
import type { Expectation } from '../written/expectation.js';
import type { Scenario, ScenarioStep } from './scenario.js';
import type { OpenCapture, OpenFile, StartingPoint } from './starting-point.js';
import { scenarioRecord, startingPoint } from './starting-point.js';
import type { Answer, Played, StepRecord, Verdict } from './step-record.js';
import { UdevRule } from './udev.js';
import { applyKnown } from './known-steps.js';
import { notesOn } from './notes.js';

/** On what, and under which policies, a scenario is played. */
export interface PlayOptions {
  /** Name or alias of an architecture. */
  readonly architecture: string;
  /** Policies in force instead of the scenario's; the empty list for none. */
  readonly policies?: readonly string[];
  /** A kernel profile instead of the scenario's. */
  readonly profile?: string;
  /** What the player says of the kernel, before what the scenario says. */
  readonly said?: readonly ToldFacts[];
  /** Reads a recorded machine. Without it, scenarios that stand on one cannot be played. */
  readonly openCapture?: OpenCapture;
  /** Reads a file that a step names, such as a devicetree. Without it, such steps cannot be played. */
  readonly openFile?: OpenFile;
  /** Is told of every event, as it happens. */
  readonly emitter?: MachineEmitter;
}

/** A scenario that is ready to be played on one architecture. */
export interface Performance {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  /** Policies in force, in order. */
  readonly policies: readonly string[];
  readonly start: StartingPoint;
  /** The facts of the kernel's build that the story hangs on. */
  readonly decisive: readonly BuildFact[];
  /** Plays the steps one by one; the caller may stop at any of them. */
  steps(): Generator<StepRecord, readonly Verdict[]>;
}

/** Everything that came of a scenario on one architecture. */
export interface PlayedScenario {
  readonly scenario: Scenario;
  /** The kernel that played it. */
  readonly kernel: Kernel;
  readonly architecture: string;
  readonly policies: readonly string[];
  readonly start: StartingPoint;
  /** The facts of the kernel's build that the story hangs on. */
  readonly decisive: readonly BuildFact[];
  readonly steps: readonly StepRecord[];
  /** Verdicts on what holds at the end. */
  readonly atEnd: readonly Verdict[];
  /** Whether every expectation came true. */
  readonly held: boolean;
}

const noCaptures: OpenCapture = (path) => {
  throw new TypeError(`nobody said how to open captures, and the scenario stands on ${path}`);
};

const noFiles: OpenFile = (path) => {
  throw new TypeError(`nobody said how to open files, and a step names ${path}`);
};

/**
 * Brings up the machine of a scenario.
 * @throws FormatError for a machine that cannot be, UnknownNameError for names in the options
 */
export const prepare = (framework: Framework, scenario: Scenario, options: PlayOptions): Performance => {
  if (scenario.steps.length === 0) {
    throw new FormatError({
      format: 'scenario',
      file: scenario.file,
      field: 'steps',
      found: 'none',
      allowed: 'steps to play; what the explore section says is for warmboot explore',
    });
  }
  const policies = (options.policies ?? scenario.policy)
    .map((name) => framework.policies.get(name).name)
    .filter((name) => name !== 'none');
  const architecture = framework.architectures.get(options.architecture);
  const recorded = scenarioRecord(architecture, scenario, options.openCapture ?? noCaptures);
  const { profile, said = [] } = options;
  const named: readonly ToldFacts[] =
    profile === undefined
      ? said
      : [{ source: 'user', facts: { profile: framework.profiles.get(profile).name } }, ...said];
  const kernel = kernelFor(framework, {
    architecture: architecture.name,
    policies,
    said: saidBefore(named, saidIn(architecture, scenario)),
    record: recorded && tellerIn(recorded.capture, recorded.record),
  });
  const start = startingPoint(kernel, scenario, recorded);
  // Devices that cannot be there are the scenario's fault, and found before its first step.
  const bootFirmware = framework.parts(BOOT_FIRMWARE).all();
  const openFile = options.openFile ?? noFiles;
  const newResolver = (): ActionResolver =>
    new ActionResolver(kernel, scenario, start, bootFirmware, openFile);
  const machine = parsingFile(scenario.file, () =>
    withBootDevices(kernel, scenario, start.machine, newResolver()),
  );
  return {
    scenario,
    kernel,
    policies,
    start: { ...start, machine },
    decisive: decisiveFacts(kernel, machine, askedBy(scenario, machine, recorded !== undefined)),
    steps: () => {
      const udev = new UdevRule(scenario.udev ? policies.map((name) => framework.policies.get(name)) : []);
      return new Player(kernel, scenario, policies, start, newResolver(), udev, options.emitter).steps();
    },
  };
};

/** Plays a scenario to its end. @throws FormatError, UnknownNameError as {@link prepare} */
export const play = (framework: Framework, scenario: Scenario, options: PlayOptions): PlayedScenario => {
  const performance = prepare(framework, scenario, options);
  const running = performance.steps();
  const steps: StepRecord[] = [];
  let next = running.next();
  while (next.done !== true) {
    steps.push(next.value);
    next = running.next();
  }
  const atEnd = next.value;
  return {
    scenario,
    kernel: performance.kernel,
    architecture: performance.kernel.architecture.name,
    policies: performance.policies,
    start: performance.start,
    decisive: performance.decisive,
    steps,
    atEnd,
    held: [...steps.flatMap(({ verdicts }) => verdicts), ...atEnd].every(({ held }) => held),
  };
};

class Player {
  readonly #kernel: Kernel;
  readonly #scenario: Scenario;
  readonly #policies: readonly string[];
  readonly #resolver: ActionResolver;
  readonly #udev: UdevRule;
  readonly #emitter: MachineEmitter | undefined;
  #machine: Machine;

  constructor(
    kernel: Kernel,
    scenario: Scenario,
    policies: readonly string[],
    start: StartingPoint,
    resolver: ActionResolver,
    udev: UdevRule,
    emitter: MachineEmitter | undefined,
  ) {
    this.#kernel = kernel;
    this.#scenario = scenario;
    this.#policies = policies;
    this.#resolver = resolver;
    this.#udev = udev;
    this.#emitter = emitter;
    this.#machine = withBootDevices(kernel, scenario, start.machine, this.#resolver);
  }

  *steps(): Generator<StepRecord, readonly Verdict[]> {
    const log: LogLine[] = [];
    const steps: StepRecord[] = [];
    let answer: Answer = { ok: true };
    for (const [index, step] of this.#scenario.steps.entries()) {
      const played = this.#step(index + 1, step);
      const record = { ...played, notes: notesOn(this.#kernel, played, steps) };
      steps.push(record);
      log.push(...record.log);
      if (record.skipped === undefined) ({ answer } = record);
      yield record;
    }
    return this.#verdicts(this.#scenario.expect, answer, log);
  }

  #step(number: number, step: ScenarioStep): Omit<StepRecord, 'notes'> {
    const before = this.#machine;
    const skipped = this.#whyNot(step);
    if (skipped !== undefined) {
      const nothing = { played: [], answer: { ok: true }, log: [], events: [] };
      const verdicts = this.#isForHere(step) ? this.#missed(step.expect, skipped) : [];
      return { number, step, ...nothing, before, machine: before, skipped, verdicts };
    }
    const { played, answer, log, events } = this.#carryOut(step);
    this.#resolver.see(this.#machine);
    const verdicts = this.#verdicts(step.expect, answer, log);
    return { number, step, played, answer, log, events, before, machine: this.#machine, verdicts };
  }

  #isForHere({ only }: ScenarioStep): boolean {
    return only === undefined || only.includes(this.#kernel.architecture.name);
  }

  #whyNot(step: ScenarioStep): string | undefined {
    if (!this.#isForHere(step)) return `not on ${this.#kernel.architecture.name}`;
    return this.#machine.halted === undefined ? undefined : 'the machine is dead';
  }

  #missed(expectations: readonly Expectation[], why: string): readonly Verdict[] {
    const misses = [`it never came to this: ${why}`];
    return this.#expected(expectations).map(({ line }) => ({ line, held: false, misses }));
  }

  #carryOut({
    verb,
    unmovable = [],
  }: ScenarioStep): Pick<StepRecord, 'played' | 'answer' | 'log' | 'events'> {
    this.#machine = this.#resolver.withUnmovable(this.#machine, unmovable);
    const resolved = this.#resolver.resolve(this.#machine, verb);
    if ('refused' in resolved) return { played: [], answer: resolved.refused, log: [], events: [] };
    const played: Played[] = [];
    const log: LogLine[] = [];
    const events: MachineEvent[] = [];
    for (const action of resolved.actions) {
      const wait = this.#kernel.waitsFor(this.#machine, action);
      if (wait !== undefined) return { played, answer: waiting(wait), log, events };
      const step = this.#apply(action);
      this.#machine = step.machine;
      played.push(step.played);
      log.push(...step.log);
      events.push(...step.events);
      this.#udev.remember(action);
    }
    if (resolved.command !== undefined) this.#udev.remember(resolved.command);
    const answer = resolved.answer ?? summarise(played, events);
    this.#reload(log, events);
    this.#emitter?.announce(events);
    return { played, answer, log, events };
  }

  /** User space answers after the step: what it does is not what the step's caller is told. */
  #reload(log: LogLine[], events: MachineEvent[]): void {
    if (this.#machine.halted !== undefined) return;
    for (const load of this.#udev.answer(events)) {
      const step = this.#apply(load);
      this.#machine = step.machine;
      log.push(...step.log);
      events.push(...step.events);
    }
  }

  #apply(action: Action) {
    const { machine, result, log, events } = applyKnown(this.#kernel, this.#machine, action);
    // The kernel answers each kind of action with that kind of result, which TypeScript cannot follow through a union.
    return { machine, log, events, played: { action, result } as Played };
  }

  #expected(expectations: readonly Expectation[]): readonly Expectation[] {
    const run = {
      architecture: this.#kernel.architecture.name,
      policies: this.#policies,
      ownPolicies: this.#scenario.policy,
    };
    return expectations.filter((expectation) => appliesTo(expectation, run));
  }

  #verdicts(
    expectations: readonly Expectation[],
    answer: Answer,
    log: readonly LogLine[],
  ): readonly Verdict[] {
    const findings = { answer, log, machine: this.#machine, resolver: this.#resolver };
    return this.#expected(expectations).map((expectation) => checkExpectation(expectation, findings));
  }
}
