import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests run on the sources, so that a stack trace names the line that a reader would open. */
const source = (packageName: string) =>
  fileURLToPath(new URL(`./packages/${packageName}/src/index.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@warmboot\/([a-z0-9-]+)\/(bus|dts|explore|fit|linux|overlay|plugin|recorded|serve|text)$/,
        replacement: fileURLToPath(new URL('./packages/$1/src/$2.ts', import.meta.url)),
      },
      {
        find: /^@warmboot\/([a-z0-9-]+)$/,
        replacement: fileURLToPath(new URL('./packages/$1/src/index.ts', import.meta.url)),
      },
      { find: /^warmboot$/, replacement: source('cli') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
    // Long enough for a browser or a guest beside which another check has the other core: what hangs is found all the same.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
