import type {
  Action,
  ActionKind,
  ActionResults,
  Errno,
  ExecOutcome,
  LogLine,
  Machine,
  MachineEvent,
} from '@warmboot/core';
import type { ScenarioStep } from './scenario.js';

/** An action with what its caller was answered. */
export type Played = {
  [K in ActionKind]: {
    readonly action: Extract<Action, { kind: K }>;
    readonly result: ActionResults[K];
  };
}[ActionKind];

/** What a step came to, in the terms that all actions share. */
export interface Answer {
  readonly ok: boolean;
  /** Nothing came of it yet: it waits for a lock that somebody else holds, and the reason says whose. */
  readonly waits?: true;
  /** What the kernel gave, where it refused. */
  readonly errno?: Errno;
  readonly reason?: string;
  /** Name of the status that firmware gave. */
  readonly status?: string;
  /** What there is to know about it beside, in lines. */
  readonly detail?: readonly string[];
  /** How a jump ended. */
  readonly outcome?: ExecOutcome['outcome'];
  /** There where what was jumped into is not known to be a kernel, so that its end is not known either. */
  readonly unknown?: true;
}

/** One step carried out. */
export interface StepRecord {
  /** One-based, as people count. */
  readonly number: number;
  readonly step: ScenarioStep;
  /** The actions that it took; none when the step could not happen. */
  readonly played: readonly Played[];
  readonly answer: Answer;
  readonly log: readonly LogLine[];
  readonly events: readonly MachineEvent[];
  readonly before: Machine;
  readonly machine: Machine;
  /** Why the step did not happen: it is not for this architecture, or the machine is dead. */
  readonly skipped?: string;
  readonly verdicts: readonly Verdict[];
  /** What there is to be told unasked, in sentences without full stops. */
  readonly notes: readonly string[];
}

/** One expectation, and whether it came true. */
export interface Verdict {
  /** Line of the scenario. */
  readonly line: number;
  readonly held: boolean;
  /** `outcome: expected booted, found reset`; one for each member that did not hold. */
  readonly misses: readonly string[];
}
