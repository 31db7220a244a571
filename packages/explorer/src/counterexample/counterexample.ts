import { locks } from '@warmboot/core';
import type { Json } from '../model/json.js';
import type { SearchTask } from '../model/search-task.js';
import type { Applier } from '../model/state.js';
import { isTerminal } from '../model/state.js';
import { waitsIn } from '../model/waiting.js';
import { enabledSteps } from '../search/enabled-steps.js';
import type { Model } from '../search/model.js';
import { replay } from '../search/replay.js';
import { actionData, resultData } from './action-data.js';
import type { MapLine } from './address-map.js';
import { addressMap } from './address-map.js';

/** One step of a counterexample. */
export interface CounterexampleStep {
  readonly actor: string;
  /** What tells the step apart, for {@link replay}. */
  readonly step: string;
  /** For people. */
  readonly label: string;
  /** How a scenario writes it, where its actions do not say that: see `AtomicStep`. */
  readonly written?: Readonly<Record<string, Json>>;
  /** What it did to the machine, in core's words; empty for a step on local state alone. */
  readonly actions: readonly Json[];
  /** What came of each action. */
  readonly results: readonly Json[];
  /** Lines that dmesg shows by default. */
  readonly log: readonly string[];
}

/** Who waits for whom when nobody can do anything any more. */
export interface CounterexampleWait {
  readonly actor: string;
  /** What it would do, in core's words. */
  readonly action: Json;
  /** `waits for the kexec lock, which reboot() holds` */
  readonly words: string;
}

/** A counterexample: how it begins, what happens in which order, and what it violates. Plain data; people read it as a story. */
export interface Counterexample {
  readonly property: string;
  readonly situation: string;
  readonly architecture: string;
  readonly policies: readonly string[];
  readonly profile?: string;
  readonly reason: string;
  readonly steps: readonly CounterexampleStep[];
  /** Where the story ends in waiting: who waits. */
  readonly waits?: readonly CounterexampleWait[];
  /** The machine right before the last step. */
  readonly map: readonly MapLine[];
}

/**
 * Takes the steps of a path again, and gathers what a report needs of them.
 * @param kernel as for {@link replay}
 */
export const counterexampleOf = (
  model: Model,
  { situation, architecture, policies, profile }: SearchTask,
  property: string,
  { reason, path }: { readonly reason: string; readonly path: readonly string[] },
  kernel: Applier = model.kernel,
): Counterexample => {
  const trace = replay(model, path, kernel);
  const end = trace.at(-1)?.after ?? model.initial;
  const isEnd =
    !isTerminal(end.machine, model.firstGeneration) && enabledSteps(model.actors, end).length === 0;
  const waits = isEnd ? waitsIn(end, model) : [];
  return {
    property,
    situation: situation.name,
    architecture,
    policies,
    ...(profile === undefined ? {} : { profile }),
    reason,
    steps: trace.map(({ actor, step, label, written, performed, log }) => ({
      actor,
      step,
      label,
      ...(written === undefined ? {} : { written }),
      actions: performed.map(({ action }) => actionData(action)),
      results: performed.map(({ result }) => resultData(result)),
      log: log.filter(({ level }) => level !== 'debug').map(({ text }) => text),
    })),
    ...(waits.length === 0
      ? {}
      : {
          waits: waits.map(({ actor, action, wait }) => ({
            actor,
            action: actionData(action),
            words: locks.waitWords(wait),
          })),
        }),
    map: addressMap((trace.at(-1)?.before ?? model.initial).machine),
  };
};
