import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { standardPlugins } from '@warmboot/answers';
import { Framework } from '@warmboot/core';
import type { MachineStep } from '@warmboot/picture';
import { machineStep } from '@warmboot/picture';
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

/** What rows of steps say, in the page. */
const answersIn = (rows: readonly Element[]) =>
  rows.map((row) => ({
    title: row.querySelector('.title')!.textContent,
    answers: [...row.querySelectorAll('.answer')].map((answer) => {
      const [, mark] = answer.children;
      return [...answer.childNodes].slice([...answer.childNodes].indexOf(mark!) + 1)[0]!.textContent;
    }),
  }));

/** What panels of machines say, in the page. */
const machinesIn = (panels: readonly Element[]) =>
  panels.map((panel) => {
    const textOf = (selector: string) => panel.querySelector(selector)?.textContent ?? '';
    const words = [...panel.querySelectorAll<SVGGElement>('.band')].map((band) => band.dataset['words']!);
    return {
      words,
      panel: {
        architecture: textOf('h3'),
        lanes: [...panel.querySelectorAll('.lane-title')].map((title) => title.firstChild!.textContent),
        state: [...panel.querySelectorAll('.state > div')].map((row) => [
          row.querySelector('dt')!.textContent,
          row.querySelector('dd')!.firstChild!.textContent,
          row.classList.contains('changed'),
        ]),
        iomem: [...panel.querySelectorAll('.diff .came, .diff .went')].map((line) =>
          line.textContent!.trimEnd(),
        ),
        log: textOf('.log'),
        reason: textOf('.details > .reason'),
      },
    };
  });

/** A machine after a step, as a panel shows it. */
const asShown = ({ architecture, map, state, iomem, log, reason = '' }: MachineStep) => ({
  architecture,
  lanes: map.lanes.map(({ title }) => title),
  state: state
    .filter(({ value }) => value !== 'none' && value !== '')
    .map(({ name, value, changed }) => [name, value, changed]),
  iomem: iomem.flatMap((line) =>
    line.kind === 'came' || line.kind === 'went' ? [`${line.kind === 'came' ? '+' : '-'} ${line.text}`] : [],
  ),
  log: log.join('\n'),
  reason,
});

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
    const { performances, steps } = compare(
      architectures.map((architecture) => play(framework, scenario, { architecture })),
    );

    await page.goto(`${studio.url}${hashOf({ ...FIRST_STATE, scenario: text })}`);
    await page.locator('.side h2', { hasText: scenario.name }).waitFor();
    expect(await page.locator('.steps li:not(.before)').evaluateAll(answersIn)).toEqual(
      steps.map(({ title, differs, answers }) => ({
        title: `${title}${differs ? ' ≠ the machines differ' : ''}`,
        answers: answers.map(({ lines }) => lines[0]),
      })),
    );
    for (const number of [0, ...steps.map((step) => step.number)]) {
      if (number > 0) await page.keyboard.press('ArrowRight');
      const head = number === 0 ? 'Before the first step' : `${number}. ${steps[number - 1]!.title}`;
      await page.locator('.step-head h2').getByText(head, { exact: true }).waitFor();
      const shown = await page.locator('.machine').evaluateAll(machinesIn);
      const told = performances.map((played) => machineStep(played, number));
      expect(shown.map(({ panel }) => panel)).toEqual(told.map(asShown));
      // Bands that fall on one spot are drawn once; what is drawn is what the library says lies there.
      for (const [column, { words }] of shown.entries()) {
        const known = told[column]!.map.lanes.flatMap(({ bands }) => bands.map((band) => band.words));
        expect(words.length).toBeGreaterThan(0);
        expect(known).toEqual(expect.arrayContaining(words));
      }
    }
    expect(studio.complaints()).toEqual([]);
  });
});
