import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { warmboot } from './warmboot.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The section of the README from its heading to the next. */
const section = (title: string): string =>
  readFileSync(`${ROOT}README.md`, 'utf8')
    .split(/^## /m)
    .find((part) => part.startsWith(title)) ?? '';

/** Words of a command as a shell takes them; paths are those of the repository. */
const words = (line: string): string[] =>
  (line.match(/'[^']*'|\S+/g) ?? []).map((word) =>
    word.replaceAll("'", '').replace(/^(?=examples\/|captures\/)/, ROOT),
  );

const commands = [...section('From a capture to an answer').matchAll(/^ +npx warmboot (.*)$/gm)].map(
  ([, line]) => line!,
);

it('has commands to try', () => expect(commands.length).toBeGreaterThanOrEqual(6));

it.each(commands)('README: warmboot %s', async (line) => {
  const { status, out, err } = await warmboot(...words(line));
  expect(err).toBe('');
  expect(out.length).toBeGreaterThan(200);
  expect(status).toBe(0);
});
