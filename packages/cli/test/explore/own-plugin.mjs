/** A plugin as a user writes it: a policy of his own, an actor, and a property. */
import { ACTOR, PROPERTY } from '@warmboot/explorer';

const bystander = {
  name: 'bystander',
  description: 'looks on, once',
  create: (_setting, name) => ({
    name,
    start: 'awake',
    steps: (state) =>
      state === 'asleep'
        ? []
        : [
            {
              id: 'look',
              label: 'looks on',
              footprint: { reads: [], writes: [`actor:${name}`] },
              perform: () => 'asleep',
            },
          ],
    futureFootprint: () => ({ reads: [], writes: [] }),
  }),
};

const clumsy = {
  name: 'clumsy',
  description: 'fails',
  create: (_setting, name) => ({
    name,
    start: 'awake',
    steps: () => {
      throw new Error('oops');
    },
    futureFootprint: () => ({ reads: [], writes: [] }),
  }),
};

const deadly = {
  ...clumsy,
  name: 'deadly',
  create: (_setting, name) => ({ ...clumsy.create(_setting, name), steps: () => process.exit(3) }),
};

const nobodyLooks = {
  name: 'nobody-looks',
  title: 'nobody looks',
  words: 'a test',
  onStep: ({ step }) => (step === 'look' ? { kind: 'violated', reason: 'somebody looked' } : undefined),
};

export const plugin = {
  name: 'own-plugin',
  description: 'for a test',
  interfaceVersion: 1,
  register: (context) => {
    context.policy({ name: 'mine', summary: 'does nothing', origin: 'a test' });
    context.part(ACTOR, bystander);
    context.part(ACTOR, clumsy);
    context.part(ACTOR, deadly);
    context.part(PROPERTY, nobodyLooks);
  },
};
