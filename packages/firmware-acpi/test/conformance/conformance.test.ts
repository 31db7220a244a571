import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AmlInterpreter } from '../../src/index.js';
import { simulatedSpaces } from '../aml/simulated-memory.js';
import { ask } from './answer.js';
import { departures } from './departures.js';
import { subjects } from './subjects.js';

const stored = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`./tables/${file}`, import.meta.url))));

describe.each(subjects.map(({ name, cases }) => [name, cases] as const))(
  'firmware-acpi 3 conformance: %s',
  (name, cases) => {
    it.each([32, 64])('%i-bit integers', (width) => {
      const handlers = simulatedSpaces();
      const interpreter = new AmlInterpreter({ handlers });
      interpreter.load(stored(`${name}-${width}.aml`));
      const expected = new TextDecoder()
        .decode(stored(`${name}-${width}.txt`))
        .trimEnd()
        .split('\n');
      expect(expected).toHaveLength(cases.length);
      const wrong: string[] = [];
      for (const [index, line] of expected.entries()) {
        const [path = '', ...answer] = line.split(' ');
        const found = ask(interpreter, path);
        const right = departures.get(cases[index]?.body ?? '')?.ours ?? answer.join(' ');
        if (found !== right)
          wrong.push(`${path} { ${cases[index]?.body ?? ''} }: ${found}, expected ${right}`);
      }
      expect(wrong).toEqual([]);
    });
  },
);
