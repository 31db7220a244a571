import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepSeen, type SeenStory } from '../../src/explore/seen-file.js';
import { scratchFolder } from '../scratch.js';

const folder = scratchFolder();

const seen = (property: string, verdict: SeenStory['verdict'], kernel = 'Linux 6.1.0'): SeenStory => ({
  policies: ['none'],
  architecture: 'x86_64',
  property,
  kernel,
  date: '2026-11-30',
  verdict,
  words: 'platform reset',
});

it('keeps what was seen, in place of what was known of the same cell on the same kernel', () => {
  const file = join(folder.path, 'confirmed.json');
  const kept = () => JSON.parse(readFileSync(file, 'utf8')) as unknown;
  keepSeen(file, [seen('b', 'confirmed'), seen('a', 'out of reach')]);
  keepSeen(file, [seen('a', 'confirmed'), seen('a', 'contradicted', 'Linux 6.12.0')]);
  expect(kept()).toEqual([
    seen('a', 'confirmed'),
    seen('a', 'contradicted', 'Linux 6.12.0'),
    seen('b', 'confirmed'),
  ]);
});

it('does not write into a file of another kind', () => {
  const file = join(folder.path, 'other.json');
  writeFileSync(file, '{ "name": "something" }');
  expect(() => keepSeen(file, [])).toThrow(/what --confirmed wrote/);
});
