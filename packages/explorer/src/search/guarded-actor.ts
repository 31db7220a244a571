import { PluginError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { Actor, ActorKind, AtomicStep, Constants } from '../model/actor.js';

/** Members that actors had before, and what became of each. */
const FORMER: Readonly<Record<string, string>> = {
  hear: 'onEvents(local, events)',
  takesMail: 'receives(local)',
  future: 'futureFootprint(local, message)',
};

/** Who brought a kind of actor, in words: `plugin mine (./mine.js)`. */
export type Origin = string;

/** One sentence for whatever an actor throws. What is wrong with a situation is the situation's. */
const named = <T>(subject: string, call: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (error instanceof PluginError || error instanceof FormatError) throw error;
    throw new PluginError(`${subject}: ${call} throws ${String(error)}`, { cause: error });
  }
};

/**
 * Makes an actor whose failures name it and the plugin that brought it.
 * @throws PluginError for one that cannot be made, or that has members of before under names that nothing asks for
 */
export const guardedActor = (
  part: ActorKind<unknown>,
  origin: Origin,
  constants: Constants,
  name: string,
  options: unknown,
): Actor => {
  const subject = `actor ${name} of ${origin}`;
  const made = named(subject, 'create(constants, name, options)', () =>
    part.create(constants, name, options),
  );
  const former = Object.keys(FORMER).find((member) => member in made);
  if (former !== undefined)
    throw new PluginError(`${subject} has ${former}, which nothing calls: it is ${FORMER[former]!} now`);
  const guard = (step: AtomicStep<unknown>): AtomicStep<unknown> => ({
    ...step,
    perform: (context) => named(subject, `"${step.label}"`, () => step.perform(context)),
  });
  return {
    name: made.name,
    start: made.start,
    steps: (local, machine, message) =>
      named(subject, 'steps(local, machine, message)', () => made.steps(local, machine, message)).map(guard),
    futureFootprint: (local, message) =>
      named(subject, 'futureFootprint(local, message)', () => made.futureFootprint(local, message)),
    ...(made.receives === undefined
      ? {}
      : { receives: (local) => named(subject, 'receives(local)', () => made.receives!(local)) }),
    ...(made.blocked === undefined
      ? {}
      : {
          blocked: (local, machine, message) =>
            named(subject, 'blocked(local, machine, message)', () => made.blocked!(local, machine, message)),
        }),
    ...(made.onEvents === undefined
      ? {}
      : {
          onEvents: (local, events) =>
            named(subject, 'onEvents(local, events)', () => made.onEvents!(local, events)),
        }),
  };
};
