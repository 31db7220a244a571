import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Framework } from '@warmboot/core';
import { parseScenario, play } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { plugin } from '../src/index.js';

const SCENARIOS = fileURLToPath(new URL('../scenarios/', import.meta.url));

const framework = new Framework([plugin]);

const scenarios = readdirSync(SCENARIOS).map((name) =>
  parseScenario(framework, readFileSync(`${SCENARIOS}${name}`, 'utf8'), name),
);

describe.each(scenarios)('$file', (scenario) => {
  it.each(['none', 'notifier-corrected'])('comes out as it says with policy %s', (policy) => {
    const { steps, atEnd } = play(framework, scenario, { architecture: 's390x', policies: [policy] });
    const missed = [...steps.flatMap(({ verdicts }) => verdicts), ...atEnd].filter(({ held }) => !held);
    expect(missed).toEqual([]);
  });
});
