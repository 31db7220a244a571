import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { digestOfSequences } from '../../../tools/fuzz/digest.mjs';
import { hasBrowser, launchBrowser, NEEDS_BROWSER } from './chromium.js';

const DIGEST = fileURLToPath(new URL('../../../tools/fuzz/digest.mjs', import.meta.url));

/** Makes a script of the model that has no imports. @returns its path */
const bundled = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      // All of it: what only has effects too.
      rolldownOptions: { treeshake: false },
      lib: { entry: DIGEST, formats: ['iife'], name: 'model', fileName: () => 'digest.js' },
    },
  });
  return join(folder, 'digest.js');
};

test.runIf(hasBrowser)(`a browser comes to the same bytes from the same seeds${NEEDS_BROWSER}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'warmboot digest '));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: await bundled(folder) });
    expect(await page.evaluate('model.digestOfSequences()')).toBe(digestOfSequences());
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
