import type { MachineStep, StoryOutline } from '@warmboot/picture';
import type { Switches } from '../link/page-state.js';

/** What can be asked of the model, which runs in a worker: plain data goes in and comes out. */
export interface ModelApi {
  /** Plays a scenario, and keeps what came of it for {@link step} and {@link page}. */
  play(scenario: string, switches: Switches): Played;
  /** Every machine after a step of what was played last; 0 for before the first. */
  step(number: number): readonly MachineStep[];
  /** The same, with what {@link step} leaves for later where it takes its time. */
  wholeStep(number: number): readonly MachineStep[];
  /** What was played last as one HTML file. */
  page(): Promise<string>;
  /** The JSON Schema of scenarios. */
  schema(): object;
}

/** A word with what it means. */
export interface Described {
  readonly name: string;
  readonly title: string;
}

/** The words of the plugins and of the model. */
export interface Vocabulary {
  readonly architectures: readonly {
    readonly name: string;
    /** Bytes; empty where there is no choice. */
    readonly pageSizes: readonly number[];
  }[];
  readonly policies: readonly Described[];
  readonly profiles: readonly { readonly name: string }[];
}

/** What is wrong with a scenario, in the model's words. */
export interface Fault {
  readonly message: string;
  /** One-based. */
  readonly line?: number;
  /** One-based. */
  readonly column?: number;
  /** What a person can do about it. */
  readonly advice?: string;
}

/** What came of a scenario, or what is wrong with it. */
export type Played =
  | {
      readonly ok: true;
      readonly outline: StoryOutline;
      /** What the scenario says itself, where no switch says otherwise. */
      readonly own: { readonly architectures: readonly string[]; readonly policies: readonly string[] };
    }
  | { readonly ok: false; readonly fault: Fault };
