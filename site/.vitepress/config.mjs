import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const { nav, sidebar } = JSON.parse(
  readFileSync(new URL('../pages/navigation.json', import.meta.url), 'utf8'),
);

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
  markdown: { html: false },
  themeConfig: {
    nav,
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'MIT licence.' },
  },
});
