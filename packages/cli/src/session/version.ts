import { readFileSync } from 'node:fs';

/** The version of the command, and of Warmboot's packages: they have one for all. */
export const ownVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
};
