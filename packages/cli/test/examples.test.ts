import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { play } from '@warmboot/scenario';
import { openScenario } from '../src/scenario-file.js';
import { standardFramework } from '../src/standard-framework.js';

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));

const framework = standardFramework();

const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));

const architectures = framework.architectures.all().map(({ name }) => name);

const policies = framework.policies.all().map(({ name }) => name);

describe.each(files)('examples/%s', (file) => {
  const { scenario, openCapture } = openScenario(framework, `${EXAMPLES}${file}`);

  it.each(architectures)('comes out as it says on %s, whichever policy is in force', (architecture) => {
    for (const chosen of [undefined, ...policies.map((name) => [name])]) {
      const options = { architecture, openCapture, ...(chosen === undefined ? {} : { policies: chosen }) };
      const { steps, atEnd } = play(framework, scenario, options);
      const missed = [...steps.flatMap(({ verdicts }) => verdicts), ...atEnd].filter(({ held }) => !held);
      expect(missed, `${file} on ${architecture} with ${chosen?.join() ?? 'its own policy'}`).toEqual([]);
    }
  });

  it('tells its story, names its schema, and expects something of its end', () => {
    expect(readFileSync(`${EXAMPLES}${file}`, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/packages\/scenario\/schemas\/scenario\.schema\.json\n/,
    );
    expect(scenario.story).toMatch(/\.$/);
    expect([...scenario.steps.at(-1)!.expect, ...scenario.expect]).not.toEqual([]);
  });
});

it('differ from each other in name', () => {
  const names = files.map((file) => openScenario(framework, `${EXAMPLES}${file}`).scenario.name);
  expect(new Set(names).size).toBe(files.length);
  expect(files.length).toBeGreaterThanOrEqual(6);
});
