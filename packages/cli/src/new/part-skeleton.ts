/** Parts of which a plugin may be the beginning. */
export const PARTS = ['actor', 'property', 'policy'] as const;
export type PartKind = (typeof PARTS)[number];

/** What a skeleton is made for. */
export interface PartFacts {
  readonly kind: PartKind;
  /** Of the part, as it is chosen: `night-shift`. */
  readonly name: string;
  /** Of the package. */
  readonly packageName: string;
  /** Of Warmboot's packages. */
  readonly version: string;
}

const packageJson = ({ kind, name, packageName, version }: PartFacts): string =>
  `${JSON.stringify(
    {
      name: packageName,
      version: '0.0.0',
      private: true,
      description: `${kind} ${name} for Warmboot`,
      keywords: ['warmboot-plugin'],
      type: 'module',
      engines: { node: '>=20.19' },
      exports: { '.': './index.js', './package.json': './package.json' },
      scripts: { test: 'vitest run --reporter=verbose' },
      peerDependencies: { '@warmboot/core': `^${version}`, '@warmboot/explorer': `^${version}` },
      devDependencies: {
        '@warmboot/arch-x86': `^${version}`,
        '@warmboot/conformance': `^${version}`,
        '@warmboot/core': `^${version}`,
        '@warmboot/explorer': `^${version}`,
        vitest: '^4.1.12',
      },
    },
    undefined,
    2,
  )}\n`;

/** `nightShift` of `night-shift`. */
const identifierOf = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const ACTOR = (name: string): string => `import { ACTOR } from '@warmboot/explorer';

/**
 * Somebody who does things to the machine in an order of his own. This one unloads the image, once, when there is one.
 * @type {import('@warmboot/explorer').ActorKind<never>}
 */
export const ${identifierOf(name)} = {
  name: '${name}',
  description: 'unloads an image, once',
  create: (constants, called) => {
    const self = /** @type {const} */ (\`actor:\${called}\`);
    // What a step reads and writes: orders that cannot matter are left out by it.
    const footprint = { reads: ['kexec', 'locks', self], writes: ['kexec', self] };
    return {
      name: called,
      start: 'awake',
      steps: (local, machine) =>
        local === 'done' || machine.kexec.normal === undefined
          ? []
          : [
              {
                id: 'unload',
                label: 'unloads the image',
                footprint,
                perform: (context) => {
                  context.apply({ kind: 'kexec-unload', image: 'normal' });
                  return 'done';
                },
              },
            ],
      futureFootprint: (local) => (local === 'done' ? { reads: [], writes: [] } : footprint),
    };
  },
};
`;

const PROPERTY = (name: string): string => `import { HOLDS, PROPERTY, violated } from '@warmboot/explorer';

/**
 * Something that should hold in every order of events. This one: whoever is told that an image is loaded can jump into it.
 * @type {import('@warmboot/explorer').Property}
 */
export const ${identifierOf(name)} = {
  name: '${name}',
  title: 'reboot() does what it is asked',
  words: 'who said so, and why it matters',
  // Of each step, the machine alone: what was done, what came of it, the machine before and after.
  onStep: ({ performed }) => {
    const begun = performed.find(({ action }) => action.kind === 'reboot-begin');
    if (begun === undefined) return undefined;
    return begun.result.ok ? HOLDS : violated(begun.result.reason);
  },
};
`;

const POLICY = (name: string): string => `import { notify } from '@warmboot/core/plugin';

/**
 * A protection. This one refuses to take any block offline while an image is loaded.
 * @type {import('@warmboot/core').Policy}
 */
export const ${identifierOf(name)} = {
  name: '${name}',
  summary: 'refuses to take memory offline while an image is loaded',
  origin: 'who proposed it, and what it is to do',
  notifiers: [
    {
      name: '${name}',
      priority: 0,
      notify: ({ machine }, { event }) =>
        event === 'MEM_GOING_OFFLINE' && machine.kexec.normal !== undefined
          ? notify.fromErrno('EBUSY')
          : notify.DONE,
    },
  ],
};
`;

const SOURCE: Readonly<Record<PartKind, (name: string) => string>> = {
  actor: ACTOR,
  property: PROPERTY,
  policy: POLICY,
};

const REGISTERS: Readonly<Record<PartKind, (part: string) => string>> = {
  actor: (part) => `context.part(ACTOR, ${part})`,
  property: (part) => `context.part(PROPERTY, ${part})`,
  policy: (part) => `context.policy(${part})`,
};

const indexJs = ({ kind, name, packageName }: PartFacts): string => `${SOURCE[kind](name)}
/** @type {import('@warmboot/core').WarmbootPlugin} */
export const plugin = {
  name: '${packageName}',
  description: '${kind} ${name}',
  interfaceVersion: 1,
  register: (context) => ${REGISTERS[kind](identifierOf(name))},
};
`;

const DESCRIBE: Readonly<Record<PartKind, string>> = {
  actor: 'describeActor',
  property: 'describeProperty',
  policy: 'describePolicy',
};

const test = ({ kind, name }: PartFacts): string => `import { plugin as x86 } from '@warmboot/arch-x86';
import { ${DESCRIBE[kind]} } from '@warmboot/conformance';
import { ${identifierOf(name)} } from '../index.js';

${DESCRIBE[kind]}(${identifierOf(name)}, { on: x86 });
`;

const readme = ({ kind, name, packageName }: PartFacts): string => {
  const option = { actor: '', property: ` --property ${name}`, policy: ` --policy none,${name}` }[kind];
  return `# ${packageName}

The ${kind} ${name} for Warmboot: \`index.js\` is all of it.

\`\`\`sh
npm install
npm test                           # what the kit finds of it
npx warmboot plugins --plugin .
npx warmboot explore SCENARIO --plugin .${option}
\`\`\`
`;
};

/** A plugin of one part that loads as it is: texts by path. */
export const partSkeleton = (facts: PartFacts): ReadonlyMap<string, string> =>
  new Map([
    ['package.json', packageJson(facts)],
    ['index.js', indexJs(facts)],
    ['test/conformance.test.js', test(facts)],
    ['README.md', readme(facts)],
  ]);
