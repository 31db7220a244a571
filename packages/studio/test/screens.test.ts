import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenStudio } from './chromium.js';
import { hasBrowser, NEEDS_BROWSER, openStudio } from './chromium.js';

const KEPT = fileURLToPath(new URL('screens/', import.meta.url));

/** Keeps what the page looks like now, instead of comparing it. */
const KEEP = process.env['WARMBOOT_KEEP_SCREENS'] !== undefined;

/**
 * Pixels of a picture for each of the page: letters are grains, so that another font is no other picture, and what is compared is
 * where things stand, how large they are, and their colours.
 */
const GRAIN = 0.2;

/** How much two colours may differ and be the same: see pixelmatch. */
const LIKENESS = 0.15;

/**
 * The part of a picture that may look otherwise. Letters of another family, serifs or of one width, make up to a tenth of a view:
 * columns grow with them, and words wrap elsewhere.
 */
const TOLERANCE = 0.1;

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

/** A view, the size and the colours in which it is looked at, and what there must be before it is. */
const SCREENS = [
  ['story', 'desk', 'light', '#story?step=4', 'svg.map >> nth=1'],
  ['story', 'desk', 'dark', '#story?step=4', 'svg.map >> nth=1'],
  ['story', 'phone', 'light', '#story?step=4', 'svg.map >> nth=1'],
  ['verdicts', 'desk', 'light', '#verdicts', '.verdicts tbody >> nth=9'],
  ['verdicts', 'desk', 'dark', '#verdicts', '.verdicts tbody >> nth=9'],
  ['bring', 'desk', 'light', '#bring', '.calculator .printed'],
  ['bring', 'desk', 'dark', '#bring', '.calculator .printed'],
] as const;

/** The part of two pictures of one size in which they differ. */
const difference = (one: PNG, other: PNG): number => {
  const { width, height } = one;
  const pixels = pixelmatch(one.data, other.data, undefined, width, height, { threshold: LIKENESS });
  return pixels / (width * height);
};

const kept = (name: string): PNG => PNG.sync.read(readFileSync(join(KEPT, `${name}.png`)));

describe.skipIf(!hasBrowser)(`what the page looks like${NEEDS_BROWSER}`, () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio();
  }, 120_000);
  afterAll(() => studio?.close());

  const seen = async (page: Page): Promise<Buffer> => {
    // A maker of pictures waits for fonts and for what is drawn in the next frames.
    await page.evaluate('document.fonts.ready');
    return page.screenshot({ animations: 'disabled', caret: 'hide' });
  };

  test.each(SCREENS)('%s on a %s, %s', async (view, size, theme, hash, there) => {
    const name = `${view}-${size}-${theme}`;
    const page = await studio.open(hash, {
      viewport: SIZES[size],
      colorScheme: theme,
      deviceScaleFactor: GRAIN,
      reducedMotion: 'reduce',
    });
    await page.locator(there).first().waitFor();
    const picture = await seen(page);
    await page.context().close();
    if (KEEP) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(join(KEPT, `${name}.png`), picture);
    }
    const now = PNG.sync.read(picture);
    const before = kept(name);
    expect([now.width, now.height]).toEqual([before.width, before.height]);
    const differs = difference(now, before);
    const place = join(tmpdir(), `warmboot-${name}.png`);
    if (differs > TOLERANCE) writeFileSync(place, picture);
    expect(differs, `${place} is what it looks like now`).toBeLessThanOrEqual(TOLERANCE);
  });

  test('two views, or one by day and by night, would not pass for each other', () => {
    const story = kept('story-desk-light');
    for (const other of ['story-desk-dark', 'verdicts-desk-light', 'bring-desk-light']) {
      expect(difference(story, kept(other))).toBeGreaterThan(TOLERANCE);
    }
  });
});
