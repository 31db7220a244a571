// A package in a project that has nothing else: installed from its tarball, compiled, imported, bundled, and its README
// followed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { build } from 'vite';
import { examplesIn, importedBy } from './code-blocks.mjs';
import { CheckFailed, mustRun } from './run.mjs';
import { followPage } from './run-page.mjs';

/** Names under which a package can be imported: its own, and one for each further entry of its exports. */
export const entryPoints = ({ name, exports }) =>
  Object.entries(exports)
    .filter(([key, target]) => !key.endsWith('.json') && typeof target === 'object')
    .map(([key]) => name + key.slice(1));

/** Packages of this repository that a package works with and does not need. */
const optionalPeers = ({ peerDependenciesMeta = {} }, tarballs) =>
  Object.keys(peerDependenciesMeta).filter((name) => tarballs.has(name));

/** What starts other programs needs Node. */
const NODE_ALONE = ['@warmboot/lab'];

/** Whether browsers are promised: not by the command, not by what tests call, and not by what starts other programs. */
export const runsInBrowser = ({ name, bin, peerDependencies = {} }) =>
  bin === undefined && peerDependencies.vitest === undefined && !NODE_ALONE.includes(name);

/**
 * Uses a package in a project that has nothing else: its types compile, Node imports it, and, where browsers
 * are promised, a bundler makes something of it that runs where there is no Node. The examples of its README print what
 * stands below them, in Node and in such a bundle.
 */
export const useAlone = async (root, folder, { folder: source, manifest, tarballs }) => {
  const peers = optionalPeers(manifest, tarballs);
  // What needs another package to be there is an entry of its own, and is used with it below.
  const entries = entryPoints(manifest).filter((name) => peers.length === 0 || name === manifest.name);
  const readme = readFileSync(join(source, 'README.md'), 'utf8');
  const examples = examplesIn(readme, 'ts');
  // An example may show the package at work with others.
  const others = examples.flatMap(({ code }) => importedBy(code));
  await install(root, folder, [...new Set([manifest.name, ...others])], tarballs);
  await compile(root, folder, entries, examples, hostOf(manifest));
  await importInNode(folder, entries);
  for (const [index, example] of examples.entries()) await runInNode(folder, index, example);
  if (runsInBrowser(manifest)) {
    await bundle(folder, entries);
    for (const [index, example] of examples.entries()) await runInBundle(folder, index, example);
  }
  await followPage(`${manifest.name}/README.md`, readme, { cwd: folder });
  if (peers.length > 0) {
    const together = `${folder}-with-peers`;
    await install(root, together, [manifest.name, ...peers], tarballs);
    await compile(root, together, entryPoints(manifest), []);
    await importInNode(together, entryPoints(manifest));
  }
};

/** Makes a project that has these packages, by their tarballs, and nothing else. */
export const install = async (root, folder, names, tarballs) => {
  mkdirSync(folder, { recursive: true });
  const packed = Object.fromEntries([...tarballs].map(([key, file]) => [key, `file:${file}`]));
  const dependencies = Object.fromEntries(names.map((name) => [name, packed[name]]));
  const project = { name: 'scratch', private: true, type: 'module', dependencies };
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

/** Whose types are there: Node's, a page's where a package draws with preact, whose types bring them, or nobody's. */
const hostOf = ({ name, dependencies = {} }) =>
  NODE_ALONE.includes(name) ? 'node' : 'preact' in dependencies ? 'page' : 'none';

const compile = async (root, folder, entries, examples, host = 'none') => {
  const onNode = host === 'node';
  const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`);
  writeFileSync(join(folder, 'scratch.ts'), lines.join(''));
  const files = examples.map((_, index) => `example${index}.ts`);
  for (const [index, { code }] of examples.entries()) writeFileSync(join(folder, files[index]), code);
  // Libraries need no more than the language; examples print, and some have texts to encode.
  writeFileSync(
    join(folder, 'globals.d.ts'),
    host !== 'none'
      ? ''
      : 'declare const console: { log(...words: readonly unknown[]): void };\n' +
          'declare class TextEncoder { encode(text: string): Uint8Array<ArrayBuffer>; }\n',
  );
  const options = {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    // Whoever uses what needs Node has Node's types.
    types: onNode ? ['node'] : [],
    ...(onNode ? { typeRoots: [join(root, 'node_modules', '@types')] } : {}),
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['scratch.ts', 'globals.d.ts', ...files] }),
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await mustRun(process.execPath, [tsc, '-p', folder]);
};

const importInNode = async (folder, entries) => {
  const script = entries.map(
    (entry) =>
      `if (Object.keys(await import('${entry}')).length === 0) throw new Error('${entry} exports nothing');\n`,
  );
  writeFileSync(join(folder, 'scratch.mjs'), script.join(''));
  await mustRun(process.execPath, ['scratch.mjs'], { cwd: folder });
};

const asJavaScript = (code) =>
  ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;

const mustPrint = (where, printed, { line, output }) => {
  if (printed.trimEnd() === output.trimEnd()) return;
  throw new CheckFailed(`README.md:${line} prints ${where}\n\n${printed}\nand says\n\n${output}`);
};

const runInNode = async (folder, index, example) => {
  writeFileSync(join(folder, `example${index}.mjs`), asJavaScript(example.code));
  const { output } = await mustRun(process.execPath, [`example${index}.mjs`], { cwd: folder });
  mustPrint('in Node', output, example);
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

/** Bundles a module to a script without imports. */
const scriptOf = async (entry) => {
  const [{ output }] = await build({
    configFile: false,
    root: dirname(entry),
    logLevel: 'silent',
    plugins: [refuseNode],
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'bundled' } },
  });
  return output[0].code;
};

const bundle = async (folder, entries) => {
  const lines = entries.map((entry, index) => `export * as entry${index} from '${entry}';\n`);
  const entry = join(folder, 'browser.mjs');
  writeFileSync(entry, lines.join(''));
  const sandbox = createContext({ ...BROWSER_GLOBALS });
  const count = 'this.names = Object.values(bundled).map((entry) => Object.keys(entry).length);';
  new Script(`${await scriptOf(entry)}\n${count}`).runInContext(sandbox);
  if (sandbox.names.some((names) => names === 0))
    throw new CheckFailed('an entry of the bundle exports nothing');
};

const runInBundle = async (folder, index, example) => {
  const code = asJavaScript(example.code);
  const imports = /^(?:import [^;]*;\n)*/.exec(code)[0];
  const entry = join(folder, `browser${index}.mjs`);
  // A classic script cannot wait; a function can.
  writeFileSync(entry, `${imports}export const main = async () => {\n${code.slice(imports.length)}};\n`);
  const printed = [];
  const console = { log: (...words) => printed.push(words.join(' ')) };
  const sandbox = createContext({ ...BROWSER_GLOBALS, console });
  new Script(`${await scriptOf(entry)}\nthis.done = bundled.main();`).runInContext(sandbox);
  await sandbox.done;
  mustPrint('in a bundle, where there is no Node,', printed.join('\n'), example);
};
