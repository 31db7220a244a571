import { statSync } from 'node:fs';
import { readFile } from '../session/read-file.js';
import { BROUGHT_SCRIPT, broughtScript } from './brought-script.js';
import { siteHash } from './site-hash.js';

/** What the page is opened on. */
export interface OpenedOn {
  /** Of the page's address. */
  readonly hash: string;
  /** Files that are served beside those of the page, by their paths. */
  readonly beside: ReadonlyMap<string, string>;
}

const NAME_OF_SCENARIO = /\.ya?ml$/i;

/** A story has steps, in YAML or in JSON. */
const STEPS = /^(?:steps|explore)\s*:|"(?:steps|explore)"\s*:/m;

/** The first bytes of a file, in which a story has begun: those of a dump are not looked through. */
const LOOKED_AT = 1024 * 1024;

const isScenario = (path: string): boolean => {
  if (NAME_OF_SCENARIO.test(path)) return true;
  if (statSync(path).size > LOOKED_AT) return false;
  return STEPS.test(new TextDecoder().decode(readFile(path)));
};

/** A scenario opens the first view, anything else the view of what somebody brings. @throws as `broughtScript` does */
export const openedOn = async (path: string | undefined): Promise<OpenedOn> => {
  if (path === undefined) return { hash: '', beside: new Map() };
  if (!statSync(path).isDirectory() && isScenario(path)) return { hash: siteHash(path), beside: new Map() };
  return { hash: '#bring?given=yes', beside: new Map([[BROUGHT_SCRIPT, await broughtScript(path)]]) };
};
