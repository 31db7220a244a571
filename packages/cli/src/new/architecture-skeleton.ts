/** What a skeleton is made for. */
export interface SkeletonFacts {
  /** Of the architecture, as `uname -m` prints it. */
  readonly architecture: string;
  /** Of the package. */
  readonly packageName: string;
  /** Of Warmboot's packages. */
  readonly version: string;
}

const packageJson = ({ architecture, packageName, version }: SkeletonFacts): string =>
  `${JSON.stringify(
    {
      name: packageName,
      version: '0.0.0',
      private: true,
      description: `${architecture} for Warmboot`,
      keywords: ['warmboot-plugin'],
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
      files: ['dist', 'src'],
      scripts: { build: 'tsc', test: 'vitest run --reporter=verbose' },
      dependencies: { '@warmboot/address': `^${version}` },
      peerDependencies: { '@warmboot/core': `^${version}` },
      devDependencies: {
        '@warmboot/conformance': `^${version}`,
        '@warmboot/core': `^${version}`,
        typescript: '^6.0.3',
        vitest: '^4.1.12',
      },
    },
    undefined,
    2,
  )}\n`;

const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023'],
      module: 'NodeNext',
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      declaration: true,
      types: [],
      rootDir: 'src',
      outDir: 'dist',
    },
    include: ['src'],
  },
  undefined,
  2,
)}\n`;

const architectureTs = ({
  architecture,
}: SkeletonFacts): string => `import { KiB, MiB, TiB } from '@warmboot/address';
import type { Architecture } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** Bytes of a page. asm/page.h: PAGE_SHIFT */
const PAGE_SIZE = 4 * KiB;

/**
 * ${architecture}. The numbers are placeholders that load: put those of the kernel in their place, with the file that they
 * are from. What is missing here is listed by \`npm test\`, in the order in which it is best written.
 */
export const architecture: Architecture = Object.freeze({
  name: '${architecture}',
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
  architecture,
  packageName,
}: SkeletonFacts): string => `import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';

export { architecture } from './architecture.js';

/** Adds ${architecture}. */
export const plugin: WarmbootPlugin = {
  name: '${packageName}',
  description: '${architecture} for Warmboot',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
`;

const TEST = `import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

describeArchitecture(plugin);
`;

const readme = ({ architecture, packageName }: SkeletonFacts): string => `# ${packageName}

${architecture} for Warmboot.

\`\`\`sh
npm install
npm run build
npm test                           # what holds, what does not, and what to write next
npx warmboot plugins --plugin .
\`\`\`
`;

/** A plugin that builds and loads, and whose tests list what to write next: texts by path. */
export const architectureSkeleton = (facts: SkeletonFacts): ReadonlyMap<string, string> =>
  new Map([
    ['package.json', packageJson(facts)],
    ['tsconfig.json', TSCONFIG],
    ['src/architecture.ts', architectureTs(facts)],
    ['src/index.ts', indexTs(facts)],
    ['test/conformance.test.ts', TEST],
    ['README.md', readme(facts)],
  ]);
