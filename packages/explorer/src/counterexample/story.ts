import type { Cell } from '../model/cell.js';
import { replay } from '../search/replay.js';
import type { Stagecraft } from '../search/stagecraft.js';
import type { Json } from '../model/json.js';
import { actionData, resultData } from './action-data.js';
import type { MapLine } from './address-map.js';
import { addressMap } from './address-map.js';

/** One step of a story. */
export interface StoryStep {
  readonly actor: string;
  /** What tells the step apart, for {@link replay}. */
  readonly step: string;
  /** For people. */
  readonly label: string;
  /** How a scenario writes it, where its actions do not say that: see `AtomicStep`. */
  readonly written?: Readonly<Record<string, Json>>;
  /** What it did to the machine, in core's words; empty where somebody only looked or thought. */
  readonly actions: readonly Json[];
  /** What came of each action. */
  readonly results: readonly Json[];
  /** Lines that dmesg shows by default. */
  readonly log: readonly string[];
}

/** A counterexample: how it begins, what happens in which order, and what it breaks. Plain data. */
export interface Story {
  readonly property: string;
  readonly situation: string;
  readonly architecture: string;
  readonly policies: readonly string[];
  readonly profile?: string;
  readonly reason: string;
  readonly steps: readonly StoryStep[];
  /** The machine right before the last step. */
  readonly map: readonly MapLine[];
}

/** Tells a path as a story. */
export const storyOf = (
  stage: Stagecraft,
  { situation, architecture, policies, profile }: Cell,
  property: string,
  { reason, path }: { readonly reason: string; readonly path: readonly string[] },
): Story => {
  const records = replay(stage, path);
  return {
    property,
    situation: situation.name,
    architecture,
    policies,
    ...(profile === undefined ? {} : { profile }),
    reason,
    steps: records.map(({ actor, step, label, written, performed, log }) => ({
      actor,
      step,
      label,
      ...(written === undefined ? {} : { written }),
      actions: performed.map(({ action }) => actionData(action)),
      results: performed.map(({ result }) => resultData(result)),
      log: log.filter(({ level }) => level !== 'debug').map(({ text }) => text),
    })),
    map: addressMap((records.at(-1)?.before ?? stage.world).machine),
  };
};
