import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { standardPlugins } from '@warmboot/answers';
import { Framework } from '@warmboot/core';
import { compare, parseScenario, play } from '@warmboot/scenario';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOf } from '../src/link/hash.js';
import { FIRST_STATE } from '../src/link/page-state.js';
import type { OpenStudio } from './chromium.js';
import { hasBrowser, NEEDS_BROWSER, openStudio } from './chromium.js';

const STORIES = [
  'thread',
  'handshake',
  'kmem',
  'offline-but-present',
  'renamed-memory',
  'segment-covers-block',
  'silent-unload',
  'stale-map',
  'too-late',
  'virtio-mem',
];

describe.skipIf(!hasBrowser)(`the page and the library${NEEDS_BROWSER}`, () => {
  const framework = new Framework(standardPlugins);
  let studio: OpenStudio;
  let page: Page;
  beforeAll(async () => {
    studio = await openStudio();
    page = await studio.open();
  }, 120_000);
  afterAll(() => studio?.close());

  test.each(STORIES)('say the same of %s', async (name) => {
    const file = fileURLToPath(new URL(`../../../examples/${name}.yaml`, import.meta.url));
    const text = readFileSync(file, 'utf8');
    const scenario = parseScenario(framework, text, file);
    const architectures = scenario.arch ?? framework.architectures.all().map((one) => one.name);
    const { steps } = compare(
      architectures.map((architecture) => play(framework, scenario, { architecture })),
    );

    await page.goto(`${studio.url}${hashOf({ ...FIRST_STATE, scenario: text, step: steps.length })}`);
    await page.locator('.side h2', { hasText: scenario.name }).waitFor();
    const shown = await page.locator('.steps li:not(.before)').evaluateAll((rows) =>
      rows.map((row) => ({
        title: row.querySelector('.title')!.textContent,
        answers: [...row.querySelectorAll('.answer')].map(
          (answer) => answer.textContent!.split(/[✓✗☠…–]/, 2)[1],
        ),
      })),
    );
    expect(shown).toEqual(
      steps.map(({ title, differs, answers }) => ({
        title: `${title}${differs ? ' ≠ the machines differ' : ''}`,
        answers: answers.map(({ lines }) => lines[0]!.split(/[✓✗☠…–]/, 1)[0]),
      })),
    );
    expect(studio.complaints()).toEqual([]);
  });
});
