import type { PartSource } from './part-source.js';

/** A policy that does something from the start, to be changed into another. */
export const policySource: PartSource = {
  point: undefined,
  registers: (identifier) => `context.policy(${identifier})`,
  describe: 'describePolicy',
  chosenWith: (name) => ` --policy none,${name}`,
  code: (name, identifier) => `import { notify } from '@warmboot/core/plugin';

/**
 * A protection. This one refuses to take any block offline while an image is loaded.
 * @type {import('@warmboot/core').Policy}
 */
export const ${identifier} = {
  name: '${name}',
  summary: 'refuses to take memory offline while an image is loaded',
  origin: 'who proposed it, and what it is to do',
  notifiers: [
    {
      name: '${name}',
      priority: 0,
      notify: (transition, { event }) => {
        if (event !== 'MEM_GOING_OFFLINE' || transition.machine.kexec.normal === undefined) return notify.DONE;
        // Who refuses says so in the log.
        transition.say('warn', '${name}: an image is loaded');
        return notify.fromErrno('EBUSY');
      },
    },
  ],
};
`,
};
