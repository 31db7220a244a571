import type { PartSource } from './part-source.js';

/** A property that asks something from the start, to be changed into another. */
export const propertySource: PartSource = {
  point: 'PROPERTY',
  registers: (identifier) => `context.part(PROPERTY, ${identifier})`,
  describe: 'describeProperty',
  chosenWith: (name) => ` --property ${name}`,
  code: (name, identifier) => `import { HOLDS, PROPERTY, violated } from '@warmboot/explorer';

/**
 * Something that should hold in every order of events. This one: whoever is told that an image is loaded can jump into it.
 * @type {import('@warmboot/explorer').Property}
 */
export const ${identifier} = {
  name: '${name}',
  title: 'reboot() does what it is asked',
  words: 'who said so, and why it matters',
  // Of each step, the machine alone: what was done, what happened, the machine before and after.
  onStep: ({ performed, events }) => {
    // The question comes up when somebody calls reboot().
    if (!performed.some(({ action }) => action.kind === 'reboot-begin')) return undefined;
    const refused = events.find((event) => event.type === 'kexec:exec-refused');
    return refused === undefined ? HOLDS : violated(\`\${refused.errno}: \${refused.reason}\`);
  },
};
`,
};
