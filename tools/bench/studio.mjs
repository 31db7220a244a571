// The page in a browser, as rows measure it. These times are of clocks: what somebody in front of it waits for.
import { deflateRawSync } from 'node:zlib';
import { serveSite } from '../../packages/cli/dist/index.js';
import { hasBrowser, launchBrowser } from '../../packages/studio/browser.mjs';
import { buildSite } from '../../packages/studio/build-site.mjs';
import { NotHere } from './measure.mjs';

const hashOf = (scenario) =>
  `#story?scenario=${deflateRawSync(Buffer.from(scenario), { level: 9 }).toString('base64url')}`;

/**
 * Opens the page in a browser of its own, as somebody does who was never there.
 * @param scenario what it opens on, where that is not its own story
 * @param init a script that runs before those of the page
 */
export const onPage = async (work, { scenario, init } = {}) => {
  if (!hasBrowser) throw new NotHere('chromium is not installed');
  const served = await serveSite(await buildSite());
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    if (init !== undefined) await page.addInitScript(init);
    await page.goto(`${served.url}${scenario === undefined ? '' : hashOf(scenario)}`);
    await page.locator('svg.map').first().waitFor();
    // The model is called when the page stands there; what is measured comes after it.
    await page.waitForTimeout(1500);
    return await work(page);
  } finally {
    await browser.close();
    await served.close();
  }
};

/** For the page: what an act costs until a frame shows that something reads otherwise than before. */
export const untilShown = `(selector, act) => new Promise((resolve) => {
  const read = () => document.querySelector(selector)?.textContent;
  const before = read();
  const start = performance.now();
  act();
  const look = () => {
    if (read() === before) requestAnimationFrame(look);
    else setTimeout(() => resolve(performance.now() - start));
  };
  look();
})`;
