import type { SearchTask } from '../model/search-task.js';
import type { Situation } from '../model/situation.js';
import type { SearchOptions } from '../search/search.js';

/** Situations x architectures x policies x versions. Plain data. */
export interface Campaign {
  readonly situations: readonly Situation[];
  readonly architectures: readonly string[];
  /** Each a set of policies in force together. */
  readonly policies: readonly (readonly string[])[];
  /** Kernel profiles; the default one where absent. */
  readonly profiles?: readonly string[];
  /** Names of what is asked; everything that there is where absent. */
  readonly properties?: readonly string[];
  readonly limits?: SearchOptions['limits'];
  readonly reduce?: boolean;
  /** Take alike devices, blocks and actors for one. On unless told. */
  readonly symmetry?: boolean;
}

/** The searches of a campaign, in the order in which its results are told. */
export const tasksOf = ({ situations, architectures, policies, profiles }: Campaign): SearchTask[] =>
  policies.flatMap((together) =>
    architectures.flatMap((architecture) =>
      (profiles ?? [undefined]).flatMap((profile) =>
        situations
          .filter(({ only }) => only === undefined || only.includes(architecture))
          .map((situation) => ({
            situation,
            architecture,
            policies: together,
            ...(profile === undefined ? {} : { profile }),
          })),
      ),
    ),
  );
