import { serveSite } from '@warmboot/testing/serve';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { hasBrowser, launchBrowser } from '../browser.mjs';
import { buildSite } from '../build-site.mjs';

export { hasBrowser, launchBrowser };

/** For the titles of what needs one. */
export const NEEDS_BROWSER = hasBrowser ? '' : ' (skipped without chromium)';

/** The page, served and open in a browser. */
export interface OpenStudio {
  /** Opens the page with a hash. Complains at the end about what a page must not do. */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What pages have asked of other places, and what they complained of, since the last look. */
  complaints(): readonly string[];
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the page where it is old, serves it as the command does, and starts a browser. */
export const openStudio = async (): Promise<OpenStudio> => {
  const folder = await buildSite();
  const served = await serveSite(folder);
  const browser = await launchBrowser();
  let complaints: string[] = [];
  return {
    url: served.url,
    complaints: () => {
      const made = complaints;
      complaints = [];
      return made;
    },
    open: async (hash = '', options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      // Other checks may have the computer beside it.
      context.setDefaultTimeout(120_000);
      const page = await context.newPage();
      page.on('request', (request) => {
        if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(served.url))
          complaints.push(`asks ${request.url()}`);
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await page.goto(`${served.url}${hash}`);
      return page;
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
};
