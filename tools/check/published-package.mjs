// What a package is worth to somebody who installs it: packed, looked over, and used alone.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { build } from 'vite';
import { CheckFailed, mustRun } from './run.mjs';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The packages of the workspace, by folder name. */
export const packagesOf = (root) =>
  readdirSync(join(root, 'packages')).map((folder) => ({
    folder: join(root, 'packages', folder),
    manifest: readJson(join(root, 'packages', folder, 'package.json')),
  }));

/** Packs every package into `folder`. Returns the tarballs by package name. */
export const packAll = async (root, folder) => {
  const tarballs = new Map();
  for (const { folder: source, manifest } of packagesOf(root)) {
    const pnpm = join(root, 'node_modules', '.bin', 'pnpm');
    const { stdout } = await mustRun(pnpm, ['pack', '--json', '--pack-destination', folder], { cwd: source });
    tarballs.set(manifest.name, JSON.parse(stdout).filename);
  }
  return tarballs;
};

/** What publint and "are the types wrong" say about a tarball. */
export const lookOver = async (root, tarball) => {
  const bin = join(root, 'node_modules', '.bin');
  await mustRun(join(bin, 'publint'), ['--strict', tarball]);
  await mustRun(join(bin, 'attw'), [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']);
};

/** Names under which a package can be imported: its own, and one for each further entry of its exports. */
const entryPoints = ({ name, exports }) =>
  Object.entries(exports)
    .filter(([key, target]) => !key.endsWith('.json') && typeof target === 'object')
    .map(([key]) => name + key.slice(1));

/**
 * Uses a package in a project that has nothing else: its types compile, Node imports it, and, unless it is the
 * command, a bundler makes something of it that runs where there is no Node.
 */
export const useAlone = async (root, folder, { manifest, tarballs }) => {
  const entries = entryPoints(manifest);
  await installAlone(root, folder, manifest.name, tarballs);
  await compileAlone(root, folder, entries);
  await importAlone(folder, entries);
  if (manifest.bin === undefined) await bundleAlone(folder, entries);
};

const installAlone = async (root, folder, name, tarballs) => {
  mkdirSync(folder, { recursive: true });
  const packed = Object.fromEntries([...tarballs].map(([key, file]) => [key, `file:${file}`]));
  const project = { name: 'scratch', private: true, type: 'module', dependencies: { [name]: packed[name] } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  // Without hoisting, a package sees what it declares and nothing else.
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    JSON.stringify({ packages: ['.'], overrides: packed, hoist: false }),
  );
  await mustRun(
    join(root, 'node_modules', '.bin', 'pnpm'),
    ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile', '--reporter=append-only'],
    { cwd: folder },
  );
};

const compileAlone = async (root, folder, entries) => {
  const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`);
  writeFileSync(join(folder, 'scratch.ts'), lines.join(''));
  const options = {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: [],
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['scratch.ts'] }),
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await mustRun(process.execPath, [tsc, '-p', folder]);
};

const importAlone = async (folder, entries) => {
  const script = entries.map(
    (entry) =>
      `if (Object.keys(await import('${entry}')).length === 0) throw new Error('${entry} exports nothing');\n`,
  );
  writeFileSync(join(folder, 'scratch.mjs'), script.join(''));
  await mustRun(process.execPath, ['scratch.mjs'], { cwd: folder });
};

const BUILTIN = new Set(builtinModules);

/** A bundler would put an empty module in the place of one of Node's; here that is an error. */
const refuseNode = {
  name: 'refuse-node',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.startsWith('node:') && !BUILTIN.has(source)) return null;
    throw new CheckFailed(`${importer} imports ${source}, which a browser does not have`);
  },
};

/** What browsers have beyond the language and this project may use. */
const BROWSER_GLOBALS = { TextDecoder, TextEncoder, URL, structuredClone };

const bundleAlone = async (folder, entries) => {
  const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`);
  writeFileSync(join(folder, 'browser.mjs'), lines.join(''));
  const [{ output }] = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [refuseNode],
    build: {
      write: false,
      minify: false,
      lib: { entry: join(folder, 'browser.mjs'), formats: ['iife'], name: 'bundled' },
    },
  });
  const sandbox = createContext({ ...BROWSER_GLOBALS });
  new Script(
    `${output[0].code}\nthis.names = Object.values(bundled).map((entry) => Object.keys(entry).length);`,
  ).runInContext(sandbox);
  if (sandbox.names.some((count) => count === 0))
    throw new CheckFailed('an entry of the bundle exports nothing');
};
