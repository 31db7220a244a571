import { actorSource } from './actor-source.js';
import { firmwareSource } from './firmware-source.js';
import { packageJson } from './package-json.js';
import type { PartSource } from './part-source.js';
import { policySource } from './policy-source.js';
import { propertySource } from './property-source.js';
import type { PartKind, SkeletonFacts } from './skeleton.js';
import { STORY } from './skeleton.js';
import { CHECKS } from './tsconfig.js';

type PartFacts = SkeletonFacts<PartKind>;

const SOURCES: Readonly<Record<PartKind, PartSource>> = {
  actor: actorSource,
  property: propertySource,
  policy: policySource,
  firmware: firmwareSource,
};

/** `nightShiftActor` of the actor `night-shift`: with its kind, no name is a word of the language or of an import. */
const identifierOf = ({ kind, name }: PartFacts): string =>
  `${name}-${kind}`.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a part of the explorer imports, and others need not. */
const peersOf = ({ point }: PartSource): readonly string[] =>
  point === undefined ? ['@warmboot/core'] : ['@warmboot/core', '@warmboot/explorer'];

const manifest = (facts: PartFacts, source: PartSource): string =>
  packageJson(facts, {
    description: `${facts.kind} ${facts.name} for Warmboot`,
    exports: { '.': './index.js', './package.json': './package.json' },
    files: ['index.js'],
    scripts: { test: 'tsc && vitest run --reporter=verbose' },
    peers: peersOf(source),
    testedWith: ['@warmboot/arch-x86', '@warmboot/conformance'],
  });

const indexJs = (facts: PartFacts, source: PartSource): string => {
  const { kind, name, packageName } = facts;
  const identifier = identifierOf(facts);
  return `${source.code(name, identifier)}
/** @type {import('@warmboot/core').WarmbootPlugin} */
export const plugin = {
  name: '${packageName}',
  description: '${kind} ${name}',
  interfaceVersion: 1,
  register: (context) => ${source.registers(identifier)},
};
`;
};

const testJs = (facts: PartFacts, { describe, test }: PartSource): string => {
  const identifier = identifierOf(facts);
  return (
    test?.(identifier) ??
    `import { plugin as x86 } from '@warmboot/arch-x86';
import { ${describe} } from '@warmboot/conformance';
import { ${identifier} } from '../index.js';

${describe}(${identifier}, { on: x86 });
`
  );
};

/** The commands with which somebody goes on, in the folder of a part. */
export const partCommands = (kind: PartKind, name: string): readonly (readonly [string, string])[] => {
  const { chosenWith } = SOURCES[kind];
  return [
    ['npm install', ''],
    ['npm test', 'its types, and what the kit finds of it'],
    ['npx warmboot plugins --plugin .', 'what it brings'],
    ...(chosenWith === undefined
      ? []
      : [
          [`npx warmboot explore story.yaml --plugin .${chosenWith(name)}`, 'every order of events'] as const,
        ]),
  ];
};

/** A plugin of one part that loads as it is: texts by path. */
export const partSkeleton = (facts: PartFacts): ReadonlyMap<string, string> => {
  const { kind, name } = facts;
  const source = SOURCES[kind];
  const story = `${STORY(`A story for ${name}`)}${source.situation?.(name) ?? ''}`;
  return new Map([
    ['package.json', manifest(facts, source)],
    ['tsconfig.json', CHECKS],
    ['index.js', indexJs(facts, source)],
    ['test/conformance.test.js', testJs(facts, source)],
    ...(source.chosenWith === undefined ? [] : [['story.yaml', story] as const]),
  ]);
};
