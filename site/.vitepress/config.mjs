import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const { nav, sidebar } = JSON.parse(
  readFileSync(new URL('../pages/navigation.json', import.meta.url), 'utf8'),
);

/**
 * The reference has anchors of its own for what is linked. Of its other headings - parameters, return values - the first of a
 * name keeps it where no anchor has it, and the others get ids that are in nobody's way: a parameter would take the anchor of
 * a property of its name.
 */
const withoutClashes = (markdown) => {
  markdown.core.ruler.before('anchor', 'reference-parts', ({ env, tokens }) => {
    if (!env.relativePath?.startsWith('reference/api/')) return;
    const headings = tokens.flatMap((token, at) => (token.type === 'heading_open' ? [{ token, at }] : []));
    const taken = new Set(headings.flatMap(({ token }) => token.attrGet('id') ?? []));
    for (const { token, at } of headings.filter((heading) => heading.token.attrGet('id') === null)) {
      const name = tokens[at + 1].content.toLowerCase();
      const id = /^[a-z]+$/.test(name) && !taken.has(name) ? name : `part-${at}`;
      taken.add(id);
      token.attrSet('id', id);
    }
  });
};

/** Pages come from docs/, the READMEs and the code: tools/site writes them to site/pages. A dead link fails the build. */
// VitePress looks for it under this name.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  title: 'Warmboot',
  description: 'What happens between two Linux kernels: kexec, memory hotplug and the firmware hand-over',
  lang: 'en',
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.cache',
  // Pages work from any folder of a web server.
  base: process.env.SITE_BASE ?? '/',
  cleanUrls: false,
  lastUpdated: false,
  // In the pages < and > are what they are on GitHub.
  markdown: { html: false, config: withoutClashes },
  themeConfig: {
    nav,
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'MIT licence.' },
  },
});
