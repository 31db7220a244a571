import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { longStory } from '../long-story.mjs';
import { hashOf } from '../src/link/hash.js';
import { FIRST_STATE } from '../src/link/page-state.js';
import type { OpenStudio } from './chromium.js';
import { hasBrowser, NEEDS_BROWSER, openStudio } from './chromium.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps somebody from using the page. */
const barriers = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

describe.skipIf(!hasBrowser)(`the page in a browser${NEEDS_BROWSER}`, () => {
  let studio: OpenStudio;
  const open = async (hash = ''): Promise<Page> => {
    const page = await studio.open(hash);
    await page.locator('.scene').waitFor();
    return page;
  };
  const heading = (page: Page): Promise<string> => page.locator('.step-head h2').innerText();

  beforeAll(async () => {
    studio = await openStudio();
  }, 120_000);
  afterEach(() => {
    const complaints = studio.complaints();
    if (complaints.length > 0) throw new Error(`what a page must not do: ${complaints.join('; ')}`);
  });
  afterAll(() => studio?.close());

  test('opens on a story on two machines, with a map of each', async () => {
    const page = await open();
    expect(await page.locator('svg.map').count()).toBe(2);
    expect(await heading(page)).toBe('Before the first step');
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('shows its story, and every step of it, before the model is there', async () => {
    const page = await studio.open();
    // It never answers.
    await page.route('**/model.worker*', () => {});
    await page.goto(studio.url);
    await page.locator('.scene').waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: '5. kexec -e' }).waitFor();
    expect(await page.locator('.machine .headline b').count()).toBe(2);
    await page.close();
  });

  test('its views have addresses', async () => {
    const page = await open();
    await page.getByRole('link', { name: 'Verdicts' }).click();
    await page.getByRole('heading', { name: 'Verdicts' }).waitFor();
    expect(page.url()).toBe(`${studio.url}#verdicts`);
    await page.goBack();
    await page.locator('.scene').waitFor();
    await page.close();
  });

  test('keys go through the story, and a click goes to any step', async () => {
    const page = await open();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: '1. plug dimm1 (1 GiB)' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: '5. kexec -e' }).waitFor();
    expect(await page.locator('.machine .headline b').allInnerTexts()).toEqual([
      'dead kernel: hangs',
      'platform reset',
    ]);
    await page.getByRole('button', { name: /^3 kexec -l/ }).click();
    await page.getByRole('heading', { name: /^3\. kexec -l/ }).waitFor();
    expect(await page.locator('.band-segment').count()).toBeGreaterThan(4);
    await page.close();
  });

  test('a switch plays the story again, and tells where it turns', async () => {
    const page = await open('#story?step=5');
    await page.getByRole('combobox', { name: 'Policy' }).selectOption('notifier-corrected');
    await page.getByText('The story turns at step 4').waitFor();
    expect(await page.locator('.steps .turned').count()).toBe(2);
    expect(await page.locator('.was').first().innerText()).toContain('↶ was: removed');
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('a link shows somebody else the same', async () => {
    const one = await open();
    await one.getByRole('combobox', { name: 'Kernel' }).selectOption('linux-6.12');
    await one.getByRole('checkbox', { name: 'x86_64' }).uncheck();
    await one.keyboard.press('Escape');
    await one.getByRole('button', { name: /^3 kexec -l/ }).click();
    await one.getByRole('combobox', { name: 'Map of' }).selectOption('dimm1');
    await one.locator('.machine').nth(1).waitFor({ state: 'detached' });
    await one.waitForURL(/focus=dimm1/);
    const other = await open(new URL(one.url()).hash);
    await other.getByRole('heading', { name: /^3\. kexec -l/ }).waitFor();
    expect(await other.locator('.scene').innerText()).toBe(await one.locator('.scene').innerText());
    expect(await other.locator('svg.map').innerHTML()).toBe(await one.locator('svg.map').innerHTML());
    await one.close();
    await other.close();
  });

  test('a scenario is edited beside it, and plays while somebody types', async () => {
    const page = await open(hashOf({ ...FIRST_STATE, scenario: longStory(3) }));
    await page.getByRole('button', { name: 'Edit the scenario' }).click();
    const content = page.locator('.cm-content');
    await content.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('  - unpl');
    await page.getByRole('option', { name: 'unplug' }).waitFor();
    // An editor takes no completion in its first moments (75 ms), lest somebody takes one by chance.
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    await page.keyboard.type('dimm1');
    await page.locator('.position', { hasText: '/ 4' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toBe('');
    await page.close();
  });

  test('a mistake in the YAML is marked in its line, in the words of the command', async () => {
    const scenario = longStory(3).replace('size: 1G', 'size: a lot');
    const page = await studio.open(hashOf({ ...FIRST_STATE, scenario }));
    await page.getByRole('alert').getByText('line 4').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain(
      'scenario: steps[0].plug.size is "a lot"; allowed:',
    );
    await page.locator('.cm-lintRange-error').waitFor();
    await page.close();
  });

  test('a machine of 64 TiB is drawn, and its 32768 blocks are a few bands', async () => {
    const scenario = 'name: large\narch: x86_64\nmachine: { memory: 64T }\nsteps: [load]\n';
    const page = await open(hashOf({ ...FIRST_STATE, scenario, step: 1 }));
    expect(await page.locator('.lane-blocks .band').count()).toBeLessThan(10);
    expect(await page.locator('.state').innerText()).toContain('32761 Normal');
    await page.close();
  });

  test('a machine of 131072 blocks is drawn before it is known what a jump would come to', async () => {
    const scenario = 'name: large\narch: arm64\nmachine: { memory: 16T }\nsteps: [load]\n';
    const page = await open(hashOf({ ...FIRST_STATE, scenario, step: 1 }));
    await page.getByText('RAM of the next kernel').waitFor();
    await page.close();
  });

  test('five hundred steps, there and back', async () => {
    const page = await open(hashOf({ ...FIRST_STATE, scenario: longStory(500) }));
    for (const [key, where] of [
      ['ArrowRight', 500],
      ['ArrowLeft', 0],
    ] as const) {
      await page.evaluate(async (name) => {
        for (let count = 0; count < 500; count += 1) {
          dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
          // Somebody who holds a key down is drawn what there is time for.
          if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
        }
      }, key);
      await page.locator('.position', { hasText: `${where} / 500` }).waitFor();
    }
    await page.getByRole('heading', { name: 'Before the first step' }).waitFor();
    await page.close();
  });

  test('verdicts: a small search in the page, whose "no" plays in the first view', async () => {
    const scenario = [
      'name: small',
      'machine: { memory: 1G, maxmem: 8G, slots: 8 }',
      'steps:',
      '  - plug: { id: dimm1, size: 256M }',
      '  - online: online_movable',
      '  - load: { mem-min: dimm1, mem-max: dimm1.last }',
      '  - unplug: dimm1',
      '  - exec:',
      '',
    ].join('\n');
    const page = await open(hashOf({ ...FIRST_STATE, scenario }));
    await page.getByRole('link', { name: 'Verdicts' }).click();
    await page.getByText('Search the scenario of the first view').click();
    await page.getByRole('checkbox', { name: 'notifier-as-posted' }).uncheck();
    await page.getByRole('checkbox', { name: 'x86_64' }).uncheck();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Every search went to its end.').waitFor();
    expect(await barriers(page)).toEqual([]);
    const cells = await page.locator('.verdicts td').allInnerTexts();
    // Somebody who gets the link searches the same, and sees the same.
    await page.waitForURL(/search=none,notifier-corrected&on=arm64/);
    const other = await studio.open(new URL(page.url()).hash);
    await other.getByText('Every search went to its end.').waitFor();
    expect(await other.locator('.verdicts td').allInnerTexts()).toEqual(cells);
    await other.close();
    await page
      .getByRole('button', { name: /^no, \d+ steps?$/ })
      .first()
      .click();
    await page.locator('.scene').waitFor();
    await page.getByText('Found by warmboot explore').waitFor({ state: 'attached' });
    expect(await page.locator('.missed').count()).toBe(0);
    await page.close();
  });

  test('verdicts: those of the first story are there at once, and each of their stories plays', async () => {
    const page = await studio.open('#verdicts?filter=validate-at-copy');
    await page.getByRole('rowheader', { name: 'validate-at-copy' }).waitFor();
    expect(await page.locator('.verdicts tbody').count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'no, 11 steps' }).first().click();
    await page.locator('.scene').waitFor();
    await page.getByText('Found by warmboot explore').waitFor({ state: 'attached' });
    expect(await page.locator('.missed').count()).toBe(0);
    await page.close();
  });

  test('it goes on when there is no network', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await page.getByRole('combobox', { name: 'Policy' }).selectOption('validate-at-exec');
    await page.keyboard.press('Escape');
    await page.getByText('The story turns at step 5').waitFor();
    await page.close();
  });
});
