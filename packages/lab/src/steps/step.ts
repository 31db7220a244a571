import type { Verb, RecordedArguments, RecordedSegment } from '@warmboot/scenario';
import type { Stage } from './stage.js';

/** Something that was done in a guest, in the terms of recordings. */
export interface DoneAction {
  readonly arguments: RecordedArguments & { readonly segments?: readonly (readonly string[])[] };
  readonly result: object | null;
  /** Of a load: what the kernel accepted; absent where the kernel does not let anybody look. */
  readonly segments?: readonly LookedUpSegment[];
  readonly image?: Readonly<Record<string, unknown>>;
  /** How a jump ended; absent for everything else. */
  readonly outcome?: 'booted' | 'refused' | 'reset' | 'hang' | 'panic';
  /** What the kernel that was jumped into panicked of, in its own words. */
  readonly panic?: string;
}

/** A segment as a recording lists it, with its bytes where they are a hand-over. */
export interface LookedUpSegment extends Omit<RecordedSegment, 'file'> {
  readonly bytes?: Uint8Array;
}

/**
 * Plays a verb in a guest: an action at a time, so that the guest can be looked at after each. The twin of what the model
 * makes of the verb.
 */
export type StepOf<K extends Verb['kind']> = (
  verb: Extract<Verb, { kind: K }>,
  stage: Stage,
) => AsyncGenerator<DoneAction, void>;
