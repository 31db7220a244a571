// What packing changes in the folder of a package, and how that ends: also after a run that was broken off.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const MANIFEST = 'package.json';
/** Where the workspace's own manifest waits meanwhile. */
export const OWN_MANIFEST = '.package.json.own';
export const LICENCE = 'LICENSE';

/** Where a file from elsewhere lies in the package: `../../examples/a.yaml` in `examples`. */
export const placeOf = (file) => join(basename(dirname(file)), basename(file));

/** @param companions files from elsewhere in the repository that go along */
export const takeBack = (companions) => {
  if (existsSync(OWN_MANIFEST)) renameSync(OWN_MANIFEST, MANIFEST);
  rmSync(LICENCE, { force: true });
  for (const folder of new Set(companions.map((file) => dirname(placeOf(file))))) {
    rmSync(folder, { recursive: true, force: true });
  }
};
