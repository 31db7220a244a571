import type { CellResult } from './cell.js';

/** What a campaign has come to so far: plain data, to be written down and given back later. */
export interface Checkpoint {
  readonly version: 1;
  /** Tells one campaign from another: a checkpoint of another one is refused. */
  readonly campaign: string;
  readonly done: readonly CellResult[];
}

/** A short text that changes with anything in the campaign: FNV-1a over its JSON, in 53 bits. */
export const fingerprint = (value: unknown): string => {
  let low = 0x811c9dc5;
  let high = 0x1000193;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0)!;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (low >>> 13);
  }
  return `${(low >>> 0).toString(16).padStart(8, '0')}${(high >>> 0).toString(16).padStart(8, '0')}`;
};
