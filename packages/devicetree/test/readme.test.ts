import { readFileSync } from 'node:fs';
import * as devicetree from '@warmboot/devicetree';
import { expect, it } from 'vitest';

/** The code blocks of the README, in order. */
const [example = '', output = ''] = [
  ...readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(/```(?:js)?\n([^`]*)```/g),
].map(([, block]) => block);

it('the example in the README prints what the README says', () => {
  const body = example.replaceAll(
    /^import (\{.*\}) from '@warmboot\/devicetree';$/gm,
    'const $1 = devicetree;',
  );
  const printed: string[] = [];
  const run = new Function('devicetree', 'console', body) as (library: object, console: object) => void;
  run(devicetree, { log: (line: string) => printed.push(line) });
  expect(`${printed.join('\n').trimEnd()}\n`).toBe(output);
});
