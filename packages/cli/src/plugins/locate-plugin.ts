import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PluginError } from '@warmboot/core';
import { resolve as resolveModule } from 'import-meta-resolve';
import type { NamedPlugin } from './named-plugin.js';
import { request } from './named-plugin.js';

/** Whether a name is a path rather than a package. */
const isPath = (name: string): boolean => /^\.\.?(?:\/|$)/.test(name) || isAbsolute(name);

/**
 * The file that holds a plugin: a module, the entry of the package in a directory, or the entry of an installed package.
 * Packages are looked for from the directory of who asked, then beside the command.
 * @throws PluginError that says where was looked
 */
export const locatePlugin = (named: NamedPlugin): string =>
  isPath(named.name) ? locatePath(named) : locatePackage(named);

const locatePath = (named: NamedPlugin): string => {
  const path = resolve(named.directory, named.name);
  if (!existsSync(path)) throw new PluginError(`${request(named)}: there is no ${fromHere(path)}`);
  return statSync(path).isDirectory() ? locateEntry(named, path) : path;
};

/** The parts of a package.json that tell its entry. */
interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
}

const locateEntry = (named: NamedPlugin, directory: string): string => {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) {
    throw new PluginError(`${request(named)}: ${fromHere(directory)} is no package: it has no package.json`);
  }
  const { name, main, exports } = readManifest(named, file);
  // With exports a package can import itself by its name, and that is what its users will get.
  const entry =
    exports !== undefined && typeof name === 'string'
      ? resolved(name, file)
      : join(directory, typeof main === 'string' ? main : 'index.js');
  if (entry === undefined) {
    throw new PluginError(`${request(named)}: ${fromHere(file)} exports no entry "."`);
  }
  return existing(named, entry);
};

const readManifest = (named: NamedPlugin, file: string): Manifest => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    throw new PluginError(`${request(named)}: ${fromHere(file)} is no JSON: ${(error as Error).message}`);
  }
};

const locatePackage = (named: NamedPlugin): string => {
  const entry =
    resolved(named.name, join(named.directory, 'package.json')) ??
    resolved(named.name, fileURLToPath(import.meta.url));
  if (entry !== undefined) return existing(named, entry);
  const asPath = existsSync(resolve(named.directory, named.name))
    ? ` For the directory of that name write ./${named.name}.`
    : '';
  throw new PluginError(
    `${request(named)}: no package ${named.name} is installed, neither for ${fromHere(named.directory)} nor beside the command.${asPath}`,
  );
};

/** The file that an import of `name` in `importer` would read; undefined where there is none. */
const resolved = (name: string, importer: string): string | undefined => {
  try {
    const url = resolveModule(name, pathToFileURL(importer).href);
    return url.startsWith('file:') ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
};

const existing = (named: NamedPlugin, entry: string): string => {
  if (existsSync(entry)) return entry;
  throw new PluginError(
    `${request(named)}: its entry ${fromHere(entry)} is not there; a plugin in TypeScript has to be built first`,
  );
};

/** A path as somebody in the current directory would write it. */
const fromHere = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
};
