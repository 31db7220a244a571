// Links of the repository's pages, as the site has them. A page is read where it lies in the repository, and its links are
// relative to that: to other pages, to folders, and to files that are no pages.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** A link in Markdown, with its text; pictures as well. */
const LINK = /(!?)\[((?:[^\]\\]|\\.|\](?!\())*)\]\(([^()\s]+(?:\([^()\s]*\))?)\)/g;
const FENCE = /^(```+)[^]*?^\1[ \t]*$/gm;

/** Where a page of the repository lies on the site: a README is the page of its folder. */
export const placeOf = (path) => path.replace(/(^|\/)README\.md$/, '$1index.md');

/** Where a picture in HTML comes from: those that are one by day and another by night. */
const SOURCE = /(<(?:img|source)\b[^>]*\b(?:src|srcset)=")([^"]+)"/g;

/** @returns the text with every link replaced; what is in fences stays */
const mapProse = (markdown, change) => {
  let result = '';
  let end = 0;
  for (const fence of markdown.matchAll(FENCE)) {
    result += change(markdown.slice(end, fence.index)) + fence[0];
    end = fence.index + fence[0].length;
  }
  return result + change(markdown.slice(end));
};

/**
 * The text of a page of the repository, its links as the site has them.
 * @param found called with each path that is linked, relative to the root: a page, a folder, a file or a picture
 * @param made whether a path is that of a page which is not in the repository
 * @throws Error for a link to what is not there
 */
export const linksOnSite = (root, path, markdown, found, made) => {
  const onSite = (target, isPicture) => {
    if (/^(?:[a-z]+:|#)/.test(target)) return target;
    const [file, anchor = ''] = target.split(/(?=#)/);
    const linked = normalize(join(dirname(path), decodeURIComponent(file))).replace(/\/$/, '') || '.';
    if (made(linked)) return target;
    if (linked.startsWith('..') || !existsSync(join(root, linked))) {
      throw new Error(`${path} links to ${target}, which is not there`);
    }
    const link = relative(dirname(placeOf(path)), found(linked, isPicture)).replaceAll('\\', '/');
    return `${link.startsWith('.') ? link : `./${link}`}${anchor}`;
  };
  return mapProse(markdown, (prose) =>
    prose
      .replaceAll(
        LINK,
        (_, picture, text, target) => `${picture}[${text}](${onSite(target, picture === '!')})`,
      )
      .replaceAll(SOURCE, (_, before, target) => `${before}${onSite(target, true)}"`),
  );
};

export const isFolder = (root, path) => statSync(join(root, path)).isDirectory();
