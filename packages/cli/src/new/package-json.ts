import type { SkeletonFacts } from './skeleton.js';

/** What a kind of skeleton has in its package.json beside what all have. */
export interface PackageParts {
  readonly description: string;
  readonly exports: unknown;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** Packages of Warmboot that its own code imports values of. */
  readonly dependencies?: readonly string[];
  /** Packages of Warmboot that whoever loads the plugin brings. */
  readonly peers: readonly string[];
  /** Packages of Warmboot that only its tests import. */
  readonly testedWith: readonly string[];
}

/** Versions that the skeleton was tried with. */
const TOOLS = { typescript: '^6.0.3', vitest: '^4.1.12' };

/**
 * The package.json of a skeleton. Packages that come as tarballs are all named, because a registry that lacks one of
 * them lacks what it needs, too.
 */
export const packageJson = (
  { packageName, version, tarballs }: SkeletonFacts,
  { description, exports, files, scripts, dependencies = [], peers, testedWith }: PackageParts,
): string => {
  const range = (name: string): readonly [string, string] => [name, tarballs.get(name) ?? `^${version}`];
  const development = new Set(['warmboot', ...testedWith, ...peers, ...tarballs.keys()]);
  for (const name of dependencies) development.delete(name);
  const sorted = (entries: readonly (readonly [string, string])[]) =>
    Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    name: packageName,
    version: '0.0.0',
    private: true,
    description,
    keywords: ['warmboot-plugin'],
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    exports,
    files,
    scripts,
    ...(dependencies.length === 0 ? {} : { dependencies: sorted(dependencies.map(range)) }),
    peerDependencies: sorted(peers.map((name) => [name, `^${version}`])),
    devDependencies: sorted([...Object.entries(TOOLS), ...[...development].map(range)]),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
};
