// Which of its two builds the command runs: the bundle, which is there in one piece, or one file for each module.
import { existsSync, readdirSync, statSync } from 'node:fs';

const here = (path) => new URL(path, import.meta.url);

const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The folder of the bundle. It lies as deep in the package as the modules do, whose paths to other files stay right. */
export const BUNDLE = here('../dist/bundle/');

/**
 * Whether the bundle holds what was built last. In a checkout, which has its project files, a package may have been built
 * since; a published package is as it is.
 */
export const bundleIsCurrent = () => {
  const bundled = writtenAt(new URL('main.js', BUNDLE));
  if (bundled === 0 || !existsSync(here('../tsconfig.json'))) return bundled > 0;
  const packages = here('../../');
  return readdirSync(packages).every(
    (name) => writtenAt(new URL(`${name}/dist/.tsbuildinfo`, packages)) <= bundled,
  );
};
