// Builds the page into a folder of static files: from the sources, as tests run, and only where something is newer than
// what is there.
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, runnerImport } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const packages = dirname(here);

/** The folder in which the built page lies: the command serves it, and is published with it. */
const SITE = join(packages, 'cli', 'site');

/**
 * What the page may do: run its own scripts and workers, show its own styles and pictures, and nothing beside. No
 * request can leave it, and no text can become code.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a web server should send with every file of the page. Workers have no other way to learn of it. */
const HEADERS = { 'content-security-policy': CONTENT_SECURITY_POLICY };

/** Milliseconds since the epoch at which something in a folder was last written. */
const newestIn = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (newest, entry) =>
      entry.isFile() ? Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs) : newest,
    0,
  );

/** Whether the built page is as new as everything that it is made of. */
const isFresh = () => {
  const index = join(SITE, 'index.html');
  if (!existsSync(index)) return false;
  const built = statSync(index).mtimeMs;
  const others = readdirSync(packages)
    .map((name) => join(packages, name, 'src'))
    .filter((folder) => existsSync(folder));
  others.push(join(packages, '..', 'examples'));
  const files = [join(here, 'index.html'), fileURLToPath(import.meta.url)];
  return (
    files.every((file) => statSync(file).mtimeMs <= built) &&
    others.every((folder) => newestIn(folder) <= built)
  );
};

/** The policy stands in the page itself too, for servers that send no headers. */
const withPolicy = {
  name: 'content-security-policy',
  transformIndexHtml: {
    order: 'post',
    handler: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  },
};

/** Names of our packages, and the sources behind them. */
const alias = [
  {
    find: /^@warmboot\/([a-z0-9-]+)\/([a-z0-9-]+)$/,
    replacement: join(packages, '$1', 'src', '$2.ts'),
  },
  { find: /^@warmboot\/([a-z0-9-]+)$/, replacement: join(packages, '$1', 'src', 'index.ts') },
];

/** Manifests name the built files that are run for what they do; of the sources, it is these. */
const withReflect = {
  name: 'reflect-is-run',
  transform: {
    filter: { id: /\/core\/src\/kernel\/(?:reflect|container|global-names)\.ts$/ },
    handler: () => ({ moduleSideEffects: true }),
  },
};

/** The story that the page opens with is played here: the page has what it comes to, and draws it before the model is there. */
const withFirstStory = {
  name: 'first-story',
  load: {
    filter: { id: /\/studio\/src\/worker\/first-story\.ts$/ },
    handler: async (id) => {
      const { module } = await runnerImport(id, {
        configFile: false,
        root: here,
        logLevel: 'error',
        resolve: { alias },
      });
      return `export const FIRST_STORY = ${JSON.stringify(module.FIRST_STORY)};`;
    },
  },
};

/** What Vite makes the page with, served or built. */
const siteConfig = {
  configFile: false,
  root: here,
  base: './',
  logLevel: 'error',
  resolve: { alias },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [withPolicy, withReflect, withFirstStory],
  worker: { format: 'es', plugins: () => [withReflect] },
  build: {
    target: 'es2022',
    // The polyfill would fetch, which the page's own policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
};

/**
 * Builds the page where it is not as new as its sources.
 * @returns the folder of the page
 */
export const buildSite = async ({ force = false } = {}) => {
  if (!force && isFresh()) return SITE;
  // Others may read the old one, or build at the same time: a folder takes its place when it is whole.
  const whole = `${SITE}.${process.pid}`;
  await build({ ...siteConfig, build: { ...siteConfig.build, outDir: whole, emptyOutDir: true } });
  writeFileSync(join(whole, 'headers.json'), `${JSON.stringify(HEADERS, undefined, 2)}\n`);
  const old = `${whole}.old`;
  if (existsSync(SITE)) renameSync(SITE, old);
  renameSync(whole, SITE);
  rmSync(old, { recursive: true, force: true });
  return SITE;
};
