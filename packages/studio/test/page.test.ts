import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenStudio } from './chromium.js';
import { hasBrowser, NEEDS_BROWSER, openStudio } from './chromium.js';

describe.skipIf(!hasBrowser)(`the page in a browser${NEEDS_BROWSER}`, () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  test('opens on the story, and its views have addresses', async () => {
    const page = await studio.open();
    await page.getByText('arm64, x86_64').waitFor();
    await page.getByRole('link', { name: 'Verdicts' }).click();
    await page.getByRole('heading', { name: 'Verdicts' }).waitFor();
    expect(page.url()).toBe(`${studio.url}#verdicts`);
    await page.goBack();
    await page.getByText('arm64, x86_64').waitFor();
    expect(studio.complaints()).toEqual([]);
  });
});
