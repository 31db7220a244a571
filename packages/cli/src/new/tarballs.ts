import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FormatError } from '@warmboot/format';
import { unpackTar } from 'modern-tar';

const fault = (field: string, found: string, allowed: string, advice: string): FormatError =>
  new FormatError({ format: 'warmboot new', field, found, allowed, advice });

const PACK = 'In a checkout of Warmboot, npm run pack -- FOLDER writes them.';

/** The name of the package in a tarball. */
const nameIn = async (file: string): Promise<string> => {
  try {
    const manifest = 'package/package.json';
    const [entry] = await unpackTar(gunzipSync(readFileSync(file)), {
      filter: ({ name }) => name === manifest,
    });
    const { name } = JSON.parse(new TextDecoder().decode(entry?.data)) as { name?: unknown };
    if (typeof name === 'string') return name;
  } catch {
    // What it is instead does not matter.
  }
  throw fault('--from', `${file}, which is no packed package`, 'tarballs that npm can install', PACK);
};

/**
 * Warmboot's packages among the tarballs of a folder.
 * @param folder as somebody wrote it
 * @param needed names that must be among them
 * @param from the directory whose package.json is to name them
 * @returns specs for that package.json, by name of the package
 * @throws FormatError for a folder that is none, and for packages that are not in it
 */
export const tarballsIn = async (
  folder: string,
  needed: readonly string[],
  from: string,
): Promise<ReadonlyMap<string, string>> => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw fault('--from', `${folder}, which is no folder`, 'a folder of tarballs', PACK);
  }
  const specs = new Map<string, string>();
  for (const entry of readdirSync(folder).filter((name) => name.endsWith('.tgz'))) {
    const file = join(folder, entry);
    const name = await nameIn(file);
    // Others' plugins may lie beside them; what is new needs none of these.
    if (name !== 'warmboot' && !name.startsWith('@warmboot/')) continue;
    specs.set(name, `file:${relative(resolve(from), resolve(file)).replaceAll(sep, '/')}`);
  }
  const missing = needed.filter((name) => !specs.has(name));
  if (missing.length > 0) {
    throw fault('--from', `${folder} without ${missing.join(', ')}`, 'a folder with all of Warmboot', PACK);
  }
  return specs;
};
