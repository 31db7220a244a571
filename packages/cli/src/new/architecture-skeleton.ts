import { packageJson } from './package-json.js';
import type { SkeletonFacts } from './skeleton.js';
import { STORY } from './skeleton.js';
import { BUILDS } from './tsconfig.js';

type ArchitectureFacts = SkeletonFacts<'arch'>;

const manifest = (facts: ArchitectureFacts): string =>
  packageJson(facts, {
    description: `${facts.name} for Warmboot`,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    files: ['dist', 'src'],
    scripts: { build: 'tsc', test: 'vitest run --reporter=verbose' },
    dependencies: ['@warmboot/address', '@warmboot/format'],
    peers: ['@warmboot/core'],
    testedWith: ['@warmboot/conformance'],
  });

const architectureTs = ({
  name,
}: ArchitectureFacts): string => `import { KiB, MiB, TiB } from '@warmboot/address';
import type { Architecture } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** Bytes of a page. asm/page.h: PAGE_SHIFT */
const PAGE_SIZE = 4 * KiB;

/**
 * ${name}. The numbers are placeholders that load: put those of the kernel in their place, with the file that they
 * are from. What is missing here is listed by \`npm test\`, in the order in which it is best written.
 */
export const architecture = Object.freeze<Architecture>({
  name: '${name}',
  aliases: [],
  memory: {
    pageSize: PAGE_SIZE,
    // asm/sparsemem.h: 2 ** SECTION_SIZE_BITS and 2 ** MAX_PHYSMEM_BITS
    sectionSize: 128 * MiB,
    physicalLimit: 256 * TiB,
    // ARCH_KEEP_MEMBLOCK
    keepsMemblock: false,
    blockSize: () => 128 * MiB,
    // zone_sizes_init()
    zones: () => [{ name: 'Normal', end: Infinity }],
  },
  resourceNames: { classify: resources.classify, kernelSections: [], kernelBase: () => 0 },
  // asm/kexec.h; the flag is the ELF machine number, shifted
  kexec: {
    archFlag: 0x1_0000,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [],
  notifiers: [],
});
`;

const indexTs = ({
  name,
  packageName,
}: ArchitectureFacts): string => `import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';

export { architecture } from './architecture.js';

/** Adds ${name}. */
export const plugin: WarmbootPlugin = {
  name: '${packageName}',
  description: '${name} for Warmboot',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
`;

const TEST = `import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

describeArchitecture(plugin);
`;

/** The commands with which somebody goes on, in the folder of an architecture. */
export const architectureCommands = (name: string): readonly (readonly [string, string])[] => [
  ['npm install', ''],
  ['npm run build', ''],
  ['npm test', 'what holds, what does not, and what to write next'],
  ['npx warmboot plugins --plugin .', 'what it brings'],
  [`npx warmboot compare story.yaml --plugin . --arch x86_64,${name}`, 'how far it carries'],
];

/** A plugin that builds and loads, and whose tests list what to write next: texts by path. */
export const architectureSkeleton = (facts: ArchitectureFacts): ReadonlyMap<string, string> =>
  new Map([
    ['package.json', manifest(facts)],
    ['tsconfig.json', BUILDS],
    ['src/architecture.ts', architectureTs(facts)],
    ['src/index.ts', indexTs(facts)],
    ['test/conformance.test.ts', TEST],
    ['story.yaml', STORY(`A story for ${facts.name}`)],
  ]);
