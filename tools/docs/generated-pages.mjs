import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { architecturesPage } from './architectures-page.mjs';
import { casesPage } from './cases-page.mjs';
import { errorPages } from './error-pages.mjs';
import { kernelVersionsPage } from './kernel-versions-page.mjs';
import { memoryPicture } from './memory-picture.mjs';

/** Every generated page by its path from the root, formatted as all pages are. */
export const generatedPages = async (root) => {
  const pages = new Map([
    ['docs/architectures.md', await architecturesPage(root)],
    ['docs/cases.md', await casesPage(root)],
    ['docs/kernel-versions.md', kernelVersionsPage()],
  ]);
  for (const [name, text] of errorPages()) pages.set(`docs/errors/${name}`, text);
  const options = { ...(await resolveConfig(join(root, 'README.md'))), parser: 'markdown' };
  for (const [path, text] of pages) pages.set(path, await format(text, options));
  pages.set('docs/pictures/thread.svg', await memoryPicture(join(root, 'examples', 'thread.yaml')));
  return pages;
};
