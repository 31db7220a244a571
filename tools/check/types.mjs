// Types as a stranger's compiler reads them: every declaration of every package checked, under each way to find modules
// and from the oldest language that is promised on.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryPoints, install } from './alone.mjs';
import { mustRun } from './run.mjs';

const RESOLUTIONS = [
  { module: 'NodeNext', moduleResolution: 'NodeNext' },
  { module: 'ESNext', moduleResolution: 'Bundler' },
];

const LANGUAGES = ['ES2020', 'ESNext'];

/** @param types what whoever imports them has of his own: Node's, or nothing */
const compileAll = async (root, folder, name, manifests, types) => {
  const lines = manifests
    .flatMap((manifest) => entryPoints(manifest))
    .map((entry, index) => `export * as entry${index} from '${entry}';\n`);
  writeFileSync(join(folder, `${name}.ts`), lines.join(''));
  for (const resolution of RESOLUTIONS) {
    for (const language of LANGUAGES) {
      const options = {
        ...resolution,
        target: language,
        lib: [language],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        // The language's own declarations are TypeScript's to check: a third of the time.
        skipDefaultLibCheck: true,
        noEmit: true,
        types,
        typeRoots: [join(root, 'node_modules', '@types')],
      };
      const file = join(folder, `tsconfig.${name}.json`);
      writeFileSync(file, JSON.stringify({ compilerOptions: options, files: [`${name}.ts`] }));
      await mustRun(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', file]);
    }
  }
};

/** Packages whose declarations name what Node has. */
const ON_NODE = new Set(['@warmboot/lab']);

/** All declarations of all packages, with Node's own types for what needs Node. */
export const typesHold = async (root, folder, manifests, tarballs) => {
  await install(
    root,
    folder,
    manifests.map(({ name }) => name),
    tarballs,
  );
  const [onNode, anywhere] = [true, false].map((wanted) =>
    manifests.filter(({ name }) => ON_NODE.has(name) === wanted),
  );
  await compileAll(root, folder, 'anywhere', anywhere, []);
  await compileAll(root, folder, 'node', onNode, ['node']);
};
