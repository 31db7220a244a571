import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PACKAGES, ROOT } from './workspace.js';

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Licences that let anybody use what is under them in anything, as ours does (SPDX). */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** What npm runs when a package is installed. */
const ON_INSTALL = ['preinstall', 'install', 'postinstall'];

/** A dependency as Node finds it from the folder of who needs it; undefined for an optional one that is not there. */
const folderOf = (name: string, from: string): string | undefined => {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
};

const manifestIn = (folder: string): Installed =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed;

/** Everything that somebody gets who installs our packages, theirs included, by folder. */
const installedWithOurs = (): ReadonlyMap<string, Installed> => {
  const found = new Map<string, Installed>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    const manifest = manifestIn(folder);
    found.set(folder, manifest);
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const next = folderOf(name, folder);
      expect(next, `${name}, which ${manifest.name} needs`).toBeDefined();
      visit(next!);
    }
    for (const name of Object.keys(manifest.optionalDependencies ?? {})) {
      const next = folderOf(name, folder);
      if (next !== undefined) visit(next);
    }
  };
  for (const { path } of PACKAGES) visit(realpathSync(path));
  return found;
};

/** Whether a licence, or one that may be chosen of several, is on the list. */
const isAllowed = (license: unknown): boolean =>
  typeof license === 'string' &&
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.includes(one)));

describe('what is installed with our packages', () => {
  const theirs = [...installedWithOurs().values()];

  it('is looked at whole', () => {
    expect(theirs.length).toBeGreaterThan(PACKAGES.length + 10);
  });

  it('has licences of the list', () => {
    const others = theirs.filter(({ license }) => !isAllowed(license));
    expect(others.map(({ name, version, license }) => `${name} ${version}: ${String(license)}`)).toEqual([]);
  });

  it('runs no scripts', () => {
    const scripts = theirs.flatMap(({ name, scripts = {} }) =>
      ON_INSTALL.filter((script) => script in scripts).map((script) => `${name}: ${script}`),
    );
    expect(scripts).toEqual([]);
  });
});

describe('the set-up', () => {
  it('lets no package run scripts', () => {
    expect(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')).toMatch(/^onlyBuiltDependencies: \[\]$/m);
  });

  it('has a checksum for every package that comes from a registry', () => {
    const lock = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
    const resolutions = lock.match(/^ {4}resolution: .*$/gm) ?? [];
    expect(resolutions.length).toBeGreaterThan(100);
    for (const line of resolutions) expect(line).toMatch(/\{integrity: sha512-[A-Za-z0-9+/=]+[,}]/);
  });
});
