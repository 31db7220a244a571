import type { Kernel } from '@warmboot/core';
import type { Actor } from './actor.js';
import type { Deed, World } from './world.js';

/** What a property made of one step, or of an end. */
export type Finding =
  | { readonly kind: 'held' }
  /** In words: what went wrong, and where. */
  | { readonly kind: 'broken'; readonly reason: string };

/** The property holds. */
export const HELD: Finding = { kind: 'held' };
/** The property does not hold, and why. */
export const broken = (reason: string): Finding => ({ kind: 'broken', reason });

/** Where the property is asked. */
export interface Surroundings {
  readonly kernel: Kernel;
  readonly cast: readonly Actor[];
  /** The generation of the kernel with which the story began. */
  readonly firstGeneration: number;
}

/**
 * Something that should hold in every order of events. A property is asked of every step, and of every state in which
 * nobody has anything left to do; nothing said means that the question did not come up. What it says of a step may depend
 * on the machine alone: a step is asked about once, for all the states that differ only in what others know.
 */
export interface Property {
  /** As it is chosen: `no-write-to-absent-memory`. */
  readonly name: string;
  /** The head of its column. */
  readonly title: string;
  /** What the thread said. */
  readonly words: string;
  /** Judges one step. */
  onStep?(deed: Deed, where: Surroundings): Finding | undefined;
  /** Judges an end, after which nobody does anything more. */
  onEnd?(world: World, where: Surroundings): Finding | undefined;
}
