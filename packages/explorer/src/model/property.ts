import type { Kernel } from '@warmboot/core';
import type { Actor } from './actor.js';
import type { State, StepEffect } from './state.js';

/** What a property says of one step, or of a terminal state. */
export type PropertyResult =
  | { readonly kind: 'holds' }
  /** In words: what went wrong, and context. */
  | { readonly kind: 'violated'; readonly reason: string };

/** It holds. */
export const HOLDS: PropertyResult = { kind: 'holds' };
/** It does not hold, and why. */
export const violated = (reason: string): PropertyResult => ({ kind: 'violated', reason });

/** Where the property is asked. */
export interface PropertyContext {
  readonly kernel: Kernel;
  readonly actors: readonly Actor[];
  /** The generation of the kernel of the initial state. */
  readonly firstGeneration: number;
}

/**
 * Something that should hold in every order of events: an invariant of steps, of terminal states in which nobody has
 * anything left to do, or of both. Where it says nothing, the question did not come up. What it says of a step may depend
 * on the machine alone: a step is asked about once, for all the states that differ only in local states of others.
 */
export interface Property {
  /** As it is chosen: `no-write-to-absent-memory`. */
  readonly name: string;
  /** The head of its column. */
  readonly title: string;
  /** What the thread said. */
  readonly words: string;
  /** An action invariant: judges one step. */
  onStep?(effect: StepEffect, context: PropertyContext): PropertyResult | undefined;
  /** Judges a terminal state, in which no step is enabled. */
  onTerminal?(state: State, context: PropertyContext): PropertyResult | undefined;
}
