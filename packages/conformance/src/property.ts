import type { Model, Property, PropertyResult, State, StepEffect } from '@warmboot/explorer';
import { enabledSteps, isTerminal, PROPERTY, takeStep } from '@warmboot/explorer';
import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';
import { calling, demand } from './check/nonconformity.js';
import { portraitOf, textOf } from './check/sameness.js';
import type { ExploredPartOptions } from './part-subject.js';
import { PartSubject } from './part-subject.js';

/** A property, and a situation in which its question comes up. */
export type PropertySubject = PartSubject<Property>;

/** The property in the kit's own situation, unless there is a better one. */
export const propertySubject = (part: Property, options: ExploredPartOptions): PropertySubject =>
  new PartSubject(part, PROPERTY, options);

const TIER = 'property';

/** States that are looked at. */
const MOST_STATES = 2000;

/** A question that a property is asked: of a step, or of a state in which nobody has anything left to do. */
interface Question {
  readonly what: string;
  readonly state: State;
  ask(): PropertyResult | undefined;
}

/** What a property may look at of a step: states of the actors are not in it. */
const bare = ({ before, after, ...effect }: StepEffect): StepEffect => ({
  ...effect,
  before: { machine: before.machine },
  after: { machine: after.machine },
});

/** Every question of the first states of a situation, and the answer. */
const questions = function* (model: Model, { onStep, onTerminal }: Property): Generator<Question> {
  const { actors, kernel, firstGeneration } = model;
  const waiting: State[] = [model.initial];
  for (let seen = 0; seen < MOST_STATES && waiting.length > 0; seen += 1) {
    const state = waiting.shift()!;
    if (isTerminal(state.machine, firstGeneration)) continue;
    const enabled = enabledSteps(actors, state);
    if (enabled.length === 0 && onTerminal !== undefined)
      yield { what: 'onTerminal(state, context)', state, ask: () => onTerminal(state, model) };
    for (const { actor, step } of enabled) {
      const entry = takeStep(kernel, actors, state, actor, step);
      waiting.push(entry.after);
      if (onStep !== undefined)
        yield { what: 'onStep(effect, context)', state, ask: () => onStep(bare(entry), model) };
    }
  }
};

const answerTo = ({ what, ask }: Question): PropertyResult | undefined =>
  calling(what, 'return HOLDS, violated(reason), or nothing; of a step, look at the machine alone', ask);

/** Methods lose their object when they are called apart: a property is made of functions. */
const bound = (property: Property): Property => ({
  ...property,
  ...(property.onStep === undefined
    ? {}
    : { onStep: (effect, context) => property.onStep?.(effect, context) }),
  ...(property.onTerminal === undefined
    ? {}
    : { onTerminal: (state, context) => property.onTerminal?.(state, context) }),
});

/** What every property holds. */
export const propertyChecks: readonly Check<PropertySubject>[] = [
  {
    name: 'it has a name to choose it by, a title for its column, and words',
    tier: TIER,
    run: ({ part: { name, title, words } }) => {
      demand(/^[a-z][a-z0-9-]*$/.test(name), `its name is "${name}"`, 'use small letters, digits and -');
      for (const [field, text] of Object.entries({ title, words })) {
        demand(
          text.trim() !== '' && !text.includes('\n'),
          `${field} is ${textOf(text)}`,
          `write ${field} as one line`,
        );
      }
    },
  },
  {
    name: 'its answers are results, and a violation has a reason',
    tier: TIER,
    run: (subject) => {
      for (const question of questions(subject.model(), bound(subject.part))) {
        const answer = answerTo(question);
        const isResult =
          answer === undefined ||
          answer.kind === 'holds' ||
          (answer.kind === 'violated' && typeof answer.reason === 'string' && answer.reason.trim() !== '');
        demand(
          isResult,
          `${question.what} answers ${textOf(answer)}`,
          'return HOLDS, violated(reason), or nothing',
        );
      }
    },
  },
  {
    name: 'the same question has the same answer',
    tier: TIER,
    run: (subject) => {
      for (const question of questions(subject.model(), bound(subject.part))) {
        const first = textOf(answerTo(question));
        const second = textOf(answerTo(question));
        demand(
          first === second,
          `${question.what} answers ${first}, and then ${second}`,
          'keep nothing in the property: answer from what you are shown',
        );
      }
    },
  },
  {
    name: 'it changes no machine that it is shown',
    tier: TIER,
    run: (subject) => {
      const model = subject.model();
      for (const question of questions(model, bound(subject.part))) {
        const { machine } = question.state;
        const before = portraitOf(model.kernel, machine);
        answerTo(question);
        demand(
          portraitOf(model.kernel, machine) === before,
          'a machine is another after the property looked at it',
          'try things with context.kernel.apply, which gives another machine',
        );
      }
    },
  },
  {
    name: 'it has something to say',
    tier: TIER,
    run: (subject) => {
      for (const question of questions(subject.model(), bound(subject.part))) {
        if (answerTo(question) !== undefined) return;
      }
      demand(
        false,
        `it answers nothing in the first ${MOST_STATES} states of ${subject.situation.name}`,
        'give the kit a situation in which its question comes up',
      );
    },
  },
];

/** What the kit finds of a property. @throws TypeError for a skip without reason or test */
export const examineProperty = (
  part: Property,
  { skip, ...options }: ExploredPartOptions & { readonly skip?: readonly Skip[] },
): readonly Finding[] => examine(propertyChecks, propertySubject(part, options), skip);
