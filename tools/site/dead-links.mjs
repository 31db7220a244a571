// Links of the site as it was built, to the last anchor: VitePress itself looks at pages alone.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ANCHOR = / id="([^"]+)"/g;
const LINK = /<a [^>]*?href="([^"]+)"/g;

/** What HTML writes for characters that it uses itself. */
const plain = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** The file behind a path of the site; a folder is its index. */
const fileOf = (path) => (existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path);

/**
 * @param folder where the site was built
 * @returns one line a link that leads nowhere, and how many links there are
 */
export const deadLinks = (folder) => {
  const pages = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));
  const texts = new Map(pages.map((page) => [page, readFileSync(page, 'utf8')]));
  const anchors = new Map(
    [...texts].map(([page, text]) => [page, new Set([...text.matchAll(ANCHOR)].map(([, id]) => plain(id)))]),
  );
  const dead = [];
  let count = 0;
  for (const [page, text] of texts) {
    for (const [, written] of text.matchAll(LINK)) {
      const href = plain(written);
      if (/^[a-z]+:|^\/\//.test(href)) continue;
      count += 1;
      const [path, anchor] = href.split('#').map(decodeURIComponent);
      const target =
        path === ''
          ? page
          : fileOf(normalize(path.startsWith('/') ? join(folder, path) : join(dirname(page), path)));
      const known = anchors.get(target);
      const holds =
        known === undefined ? existsSync(target) : anchor === undefined || anchor === '' || known.has(anchor);
      if (!holds) dead.push(`${relative(folder, page)}: ${href}`);
    }
  }
  return { dead: [...new Set(dead)], count };
};
