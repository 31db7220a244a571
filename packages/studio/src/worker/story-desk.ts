import type { Framework, ToldFacts } from '@warmboot/core';
import { isAwaited, machineStep, storyOutline, type MachineStep } from '@warmboot/picture';
import type { Comparison, Scenario } from '@warmboot/scenario';
import { compare, parseScenario, play } from '@warmboot/scenario';
import type { Switches } from '../link/page-state.js';
import { faultOf } from './fault.js';
import type { Played } from './model-api.js';

/** What the file of a page's scenario is called, in messages. */
const FILE = 'scenario.yaml';

/** Steps of each machine that are kept drawn: enough for going back and forth without a wait. */
const MOST_KEPT = 400;

/** Blocks of a machine up to which it is asked at once what a jump would come to: a boot lays each of them out anew. */
const FEW_BLOCKS = 65_536;

/** Plays stories, and looks things up in the one that was played last. */
export class StoryDesk {
  readonly #framework: Framework;
  #comparison: Comparison | undefined;
  #steps = new Map<number, readonly MachineStep[]>();
  #read: { readonly text: string; readonly scenario: Scenario } | undefined;

  constructor(framework: Framework) {
    this.#framework = framework;
  }

  /** What came of a scenario under the switches; what was played before is kept where it cannot be played. */
  play(text: string, switches: Switches): Played {
    try {
      const scenario = this.#parse(text);
      const architectures =
        switches.architectures ??
        scenario.arch ??
        scenario.boardOf ??
        this.#framework.architectures.all().map(({ name }) => name);
      const comparison = compare(
        architectures.map((architecture) =>
          play(this.#framework, scenario, {
            architecture,
            said: saidBy(switches),
            ...(switches.policies === undefined ? {} : { policies: switches.policies }),
            ...(switches.profile === undefined ? {} : { profile: switches.profile }),
          }),
        ),
      );
      this.#comparison = comparison;
      this.#steps = new Map();
      const own = { architectures, policies: scenario.policy };
      return { ok: true, outline: storyOutline(comparison), own };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  /**
   * Every machine after a step; of large ones without what the next kernel would believe.
   * @throws TypeError for a step that there is not
   */
  step(number: number): readonly MachineStep[] {
    return this.#steps.get(number) ?? this.#keep(number, FEW_BLOCKS);
  }

  /** Every machine after a step, whatever it takes. @throws TypeError for a step that there is not */
  wholeStep(number: number): readonly MachineStep[] {
    const known = this.#steps.get(number);
    return known === undefined || known.some(isAwaited) ? this.#keep(number, Infinity) : known;
  }

  #keep(number: number, mostBlocks: number): readonly MachineStep[] {
    const made = this.played.performances.map((played) => machineStep(played, number, { mostBlocks }));
    if (this.#steps.size >= MOST_KEPT) this.#steps.delete(this.#steps.keys().next().value!);
    this.#steps.set(number, made);
    return made;
  }

  /** What was played last. @throws TypeError where nothing was */
  get played(): Comparison {
    if (this.#comparison === undefined) throw new TypeError('nothing was played yet');
    return this.#comparison;
  }

  /** A switch leaves the text as it was. */
  #parse(text: string): Scenario {
    if (this.#read?.text !== text) {
      this.#read = { text, scenario: parseScenario(this.#framework, text, FILE) };
    }
    return this.#read.scenario;
  }
}

const saidBy = ({ pageSize }: Switches): readonly ToldFacts[] =>
  pageSize === undefined ? [] : [{ source: 'user', where: 'the page', facts: { pageSize } }];
