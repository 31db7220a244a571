// What a package.json says to somebody outside: versions in the place of the workspace's own words.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Rooms whose folders are packages. */
const ROOMS = ['packages', 'examples'];

/** Every package of the workspace that somebody may install: what is published, and the example plugins. */
export const packagesOf = (root, rooms = ROOMS) =>
  rooms
    .flatMap((room) => readdirSync(join(root, room)).map((name) => join(root, room, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
    .filter(({ manifest }) => manifest.private !== true);

/** The versions that the workspace pins, by package. */
export const catalogueOf = (root) => {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const lines = /^catalog:\n((?: {2}.*\n)+)/m.exec(text)[1].trimEnd().split('\n');
  return Object.fromEntries(lines.map((line) => /^ {2}'?([^':]+)'?: (\S+)$/.exec(line).slice(1)));
};

/** Dependencies that who installs a package gets or has to have. */
const KINDS = ['dependencies', 'peerDependencies', 'optionalDependencies'];

/** `workspace:^` is a range, `workspace:*` the very version; `catalog:` is what the workspace pins. */
const versionOf = (name, spec, versions, catalogue) => {
  if (!/^(?:workspace|catalog):/.test(spec)) return spec;
  const version = spec === 'catalog:' ? catalogue[name] : versions[name];
  if (version === undefined) throw new Error(`${name} is ${spec}, and the workspace has no version of it`);
  return spec === 'workspace:^' ? `^${version}` : version;
};

/** The manifest of a package as it is published: without what only this workspace runs or needs. */
export const publishedManifest = (root, manifest) => {
  const versions = Object.fromEntries(
    packagesOf(root).map(({ manifest: { name, version } }) => [name, version]),
  );
  const catalogue = catalogueOf(root);
  const outside = { ...manifest };
  delete outside.scripts;
  delete outside.devDependencies;
  for (const kind of KINDS) {
    if (manifest[kind] === undefined) continue;
    outside[kind] = Object.fromEntries(
      Object.entries(manifest[kind]).map(([name, spec]) => [
        name,
        versionOf(name, spec, versions, catalogue),
      ]),
    );
  }
  return outside;
};
