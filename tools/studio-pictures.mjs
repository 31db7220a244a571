// Takes the pictures of the page that READMEs show, by day and by night: `node tools/studio-pictures.mjs`, where Chromium is.
import { readFileSync, writeFileSync } from 'node:fs';
import { serveSite } from '../packages/cli/dist/index.js';
import { hasBrowser, launchBrowser } from '../packages/studio/browser.mjs';
import { buildSite } from '../packages/studio/build-site.mjs';

const MACHINE = 'debian-12-x86_64.tar.gz';

/** Letters and lines stay sharp, and a picture is some 60 kB. */
const QUALITY = 82;

/** Lets a recorded machine fall on the page. */
const dropMachine = async (page) => {
  const bytes = [...readFileSync(new URL(`../examples/machines/${MACHINE}`, import.meta.url))];
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], ${JSON.stringify(MACHINE)}));
    return transfer;
  })()`);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer });
  await page.locator('section.load .placement').waitFor();
  await page.locator('section.load').evaluate((section) => section.scrollIntoView());
};

const PICTURES = [
  { name: 'story', hash: '#story?step=4', there: 'svg.map' },
  { name: 'verdicts', hash: '#verdicts', there: '.verdicts tbody' },
  { name: 'bring', hash: '#bring', there: '.drop', act: dropMachine },
];

if (!hasBrowser) throw new Error('chromium is not installed');
const served = await serveSite(await buildSite());
const browser = await launchBrowser();
for (const { name, hash, there, act } of PICTURES) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    await page.goto(`${served.url}${hash}`);
    await page.locator(there).last().waitFor();
    await act?.(page);
    const devtools = await page.context().newCDPSession(page);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    const file = new URL(`../docs/pictures/studio-${name}-${colorScheme}.webp`, import.meta.url);
    writeFileSync(file, Buffer.from(data, 'base64'));
    await page.close();
  }
}
await browser.close();
await served.close();
