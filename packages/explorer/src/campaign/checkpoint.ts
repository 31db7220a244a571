import { FormatError } from '@warmboot/format';
import type { Property } from '../model/property.js';
import type { Campaign } from './campaign.js';
import type { TaskResult } from './run-task.js';

/** What a campaign has come to so far: plain data, to be written down and given back later. */
export interface Checkpoint {
  readonly version: 1;
  /** Tells one campaign from another: a checkpoint of another one is refused. */
  readonly campaign: string;
  readonly done: readonly TaskResult[];
}

/** A short text that changes with anything in the value: two FNV-1a hashes over its JSON, 64 bits together. */
const fingerprint = (value: unknown): string => {
  let low = 0x811c9dc5;
  let high = 0x1000193;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0)!;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (low >>> 13);
  }
  return `${(low >>> 0).toString(16).padStart(8, '0')}${(high >>> 0).toString(16).padStart(8, '0')}`;
};

/** What tells a campaign from another: everything it says, and what it asks. */
export const campaignMark = (campaign: Campaign, properties: readonly Property[]): string =>
  fingerprint([campaign, properties.map(({ name }) => name)]);

const FORMAT = 'checkpoint';
const KIND = 'warmboot-checkpoint';

/** The first line of a checkpoint as text. Lines are appended, each written whole when its search has ended. */
export const checkpointHeader = (mark: string): string =>
  `${JSON.stringify({ kind: KIND, version: 1, campaign: mark })}\n`;

/** The line of one search. */
export const checkpointLine = (result: TaskResult): string => `${JSON.stringify(result)}\n`;

/** A checkpoint that was read. */
export interface ReadCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Characters of whole lines. What follows is a line that was never finished: whoever goes on cuts it off first. */
  readonly length: number;
}

/**
 * Reads a checkpoint as text. A last line without its end was being written when the writer was killed, and counts for
 * nothing.
 * @returns undefined for a text without a whole first line, which nobody has begun
 * @throws FormatError for another kind of file, a checkpoint of another campaign, or a broken line before the last
 */
export const parseCheckpoint = (text: string, mark: string): ReadCheckpoint | undefined => {
  const length = text.lastIndexOf('\n') + 1;
  const [first, ...lines] = text.slice(0, length).split('\n').slice(0, -1);
  if (first === undefined) {
    // Our own header, cut off, is no more than an empty file. Anything else belongs to somebody.
    if (checkpointHeader(mark).startsWith(text)) return undefined;
    throw foreign(text);
  }
  const header = jsonOf(first, 1) as { kind?: unknown; version?: unknown; campaign?: unknown } | null;
  if (header?.kind !== KIND || header.version !== 1) throw foreign(first);
  if (header.campaign !== mark) {
    throw new FormatError({
      format: FORMAT,
      line: 1,
      field: 'campaign',
      found: `${String(header.campaign)}, which is another campaign`,
      allowed: `${mark}; situations, architectures, policies, profiles, limits and properties must be the same`,
    });
  }
  const done = lines.map((line, index) => jsonOf(line, index + 2) as TaskResult);
  return { checkpoint: { version: 1, campaign: mark, done }, length };
};

const foreign = (line: string): FormatError =>
  new FormatError({
    format: FORMAT,
    line: 1,
    field: 'header',
    found: JSON.stringify(line.slice(0, 60)),
    allowed: `a file that warmboot explore wrote, or none`,
  });

const jsonOf = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (number === 1) throw foreign(line);
    throw new FormatError(
      {
        format: FORMAT,
        line: number,
        field: 'search',
        found: JSON.stringify(line.slice(0, 60)),
        allowed: 'the result of a search, as JSON',
      },
      { cause: error },
    );
  }
};
