// What inputs begin from: recordings of real machines, examples, and what tests keep.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Files larger than this are no corpus: a change in them is seldom a change in what is read. */
const LARGEST_SEED = 256 * 1024;

const RECORDINGS = ['captures', 'captures-6.12', 'captures-random', 'captures-pages', 'captures-riscv64'];

const filesUnder = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

/** At most `count` of several, spread over all of them. */
const spread = (values, count) =>
  values.length <= count
    ? values
    : Array.from({ length: count }, (_, index) => values[Math.floor((index * values.length) / count)]);

/**
 * Contents of the files under `folders` whose paths match, each content once.
 * @param {readonly string[]} folders
 * @param {RegExp} pattern
 */
export const filesOf = (folders, pattern, count = 24) => {
  const contents = new Map();
  for (const path of folders.flatMap(filesUnder).filter((name) => pattern.test(name))) {
    const bytes = readFileSync(join(root, path));
    if (bytes.length > 0 && bytes.length <= LARGEST_SEED)
      contents.set(bytes.toString('latin1'), new Uint8Array(bytes));
  }
  return spread([...contents.values()], count);
};

/** Files that the recorder kept: `fdt.dtb`, `acpi-SRAT.bin`, ... */
export const recorded = (pattern, count) => filesOf(RECORDINGS, pattern, count);

/** Traces of recordings, as values, the smallest first. */
export const recordedTraces = (count) =>
  RECORDINGS.flatMap(filesUnder)
    .filter((name) => name.endsWith('/trace.json'))
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .sort((a, b) => a.length - b.length)
    .slice(0, count)
    .map((text) => JSON.parse(text));

const encoder = new TextEncoder();

/** Texts as inputs. */
export const texts = (...written) => written.map((text) => encoder.encode(text));

/** A file of the repository. */
export const fileAt = (path) => new Uint8Array(readFileSync(join(root, path)));
