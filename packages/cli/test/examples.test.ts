import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '@warmboot/scenario';
import { play } from '@warmboot/scenario';
import { openScenario } from '../src/session/scenario-file.js';
import { standardFramework } from '../src/session/standard-framework.js';

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));

const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));

const architectures = standardFramework()
  .architectures.all()
  .map(({ name }) => name);

/** The policies that a scenario says something about: its own, and each that an expectation names. */
const policiesOf = ({ policy, steps, expect: atEnd }: Scenario): readonly (readonly string[])[] => {
  const expectations = [...steps.flatMap((step) => step.expect), ...atEnd];
  const named = new Set(expectations.flatMap((expectation) => expectation.policy ?? []));
  return [policy, ...[...named].map((name) => [name])];
};

const opened = await Promise.all(files.map((file) => openScenario(`${EXAMPLES}${file}`)));

describe.each(opened)('examples: $scenario.name', ({ scenario, framework, openCapture }) => {
  const { file } = scenario;

  it.each(architectures)('comes out as it says on %s, with each policy that it speaks of', (architecture) => {
    for (const policies of policiesOf(scenario)) {
      const options = { architecture, openCapture, policies };
      const { steps, atEnd } = play(framework, scenario, options);
      const missed = [...steps.flatMap(({ verdicts }) => verdicts), ...atEnd].filter(({ held }) => !held);
      expect(missed, `${file} on ${architecture} with ${policies.join()}`).toEqual([]);
    }
  });

  it('tells its story, names its schema, and expects something of its end', () => {
    expect(readFileSync(file, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/packages\/scenario\/schemas\/scenario\.schema\.json\n/,
    );
    expect(scenario.story).toMatch(/\.$/);
    expect([...scenario.steps.at(-1)!.expect, ...scenario.expect]).not.toEqual([]);
  });
});

it('differ from each other in name', () => {
  const names = opened.map(({ scenario }) => scenario.name);
  expect(new Set(names).size).toBe(files.length);
  expect(files.length).toBeGreaterThanOrEqual(6);
});
