// Makes the bundle of the command: few files, each loaded when it is needed, and nothing else to find on the way. The
// libraries stay as they are, one file a module; the command runs from those where it shares modules with a plugin.
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { BUNDLE, bundleIsCurrent } from '../packages/cli/bin/built.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'packages', 'cli', 'dist');

/** What starts threads from a file of its own, and what whoever needs it installs. */
const EXTERNAL = ['piscina', 'bullmq', 'ioredis'];

/** What more than one command needs lies together, for each file costs time to find. What one needs stays with it. */
const GROUPS = [
  // The errors that end a command are known before it is.
  { name: 'format', test: /\/packages\/format\//, priority: 2 },
  { name: 'model', test: /\/packages\/(?:core|arch-[a-z0-9]+)\//, priority: 1 },
];

/** The folder of the package that a module is of, where that is somebody else's. */
const strangerOf = (module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module)?.[0];

/** The licences of what the bundle holds of others. */
const licencesOf = (modules) => {
  const folders = new Set(modules.map(strangerOf).filter((folder) => folder !== undefined));
  const texts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    return `${name} ${version} (${license})\n${text}`;
  });
  return texts.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
};

const bundle = async () => {
  const made = fileURLToPath(BUNDLE);
  const fresh = `${made.replace(/\/$/, '')}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const build = await rolldown({
    input: { main: join(dist, 'main.js'), worker: join(dist, 'explore', 'worker.js') },
    platform: 'node',
    external: EXTERNAL,
  });
  const { output } = await build.write({
    dir: fresh,
    format: 'esm',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: GROUPS },
    // Names stay, so that a stack trace can be read.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: false },
  });
  await build.close();
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  writeFileSync(join(fresh, 'LICENSES.txt'), licencesOf(modules));
  // Who runs the command meanwhile has the old files or the new ones.
  if (existsSync(made)) rmSync(made, { recursive: true });
  renameSync(fresh, made);
};

if (!bundleIsCurrent()) await bundle();
