import type { Confirmation } from '@warmboot/lab';
import { existsSync, readFileSync } from 'node:fs';
import { FormatError } from '@warmboot/format';
import { writeFile } from '../session/write-file.js';

/** What a real kernel made of a story against a protection. */
export interface SeenStory {
  readonly policies: readonly string[];
  readonly architecture: string;
  readonly property: string;
  /** `uname -srm`; of a kernel that nobody had to boot its release, or the word for it. */
  readonly kernel: string;
  /** The day, `2026-11-30`. */
  readonly date: string;
  readonly verdict: Confirmation['verdict'];
  readonly words: string;
}

/** The mark of a verdict in a table. */
export const SEEN_MARKS: Readonly<Record<Confirmation['verdict'], string>> = {
  confirmed: '✓',
  contradicted: '✗',
  'out of reach': '°',
};

/** The cell of the table that a story is told against. */
export const seenCell = ({
  policies,
  architecture,
  property,
}: Pick<SeenStory, 'policies' | 'architecture' | 'property'>): string =>
  [policies.join('+'), architecture, property].join('\n');

const broken = (file: string, found: string): FormatError =>
  new FormatError({
    format: 'confirmed stories',
    file,
    field: 'the file',
    found,
    allowed: 'what --confirmed wrote',
  });

const read = (file: string): readonly SeenStory[] => {
  if (!existsSync(file)) return [];
  let stories: unknown;
  try {
    stories = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw broken(file, 'text that is no JSON');
  }
  if (Array.isArray(stories) && stories.every((one) => Array.isArray(one?.policies))) return stories;
  throw broken(file, 'something else');
};

/**
 * Keeps what was seen in a file, in place of what was known of the same cells on the same kernels.
 * @throws FormatError for a file of another kind
 */
export const keepSeen = (file: string, stories: readonly SeenStory[]): void => {
  const kept = new Map(
    [...read(file), ...stories].map((story) => [`${seenCell(story)}\n${story.kernel}`, story]),
  );
  const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, story]) => story);
  writeFile(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
};
