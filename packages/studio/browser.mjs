// The browser in which the page is tested and measured: Debian's, or one that the environment names. None is ever downloaded.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where the browser is; undefined where there is none. */
const BROWSER = [process.env['WARMBOOT_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

/** Whether there is a browser. */
export const hasBrowser = BROWSER !== undefined;

/** Starts the browser; the caller closes it. */
export const launchBrowser = () =>
  chromium.launch({
    executablePath: BROWSER,
    // The sandbox of Chromium needs rights that containers do not give.
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
