/** Options that all skeletons compile with. */
const STRICT = {
  target: 'ES2022',
  // What Node and browsers both have: TextEncoder, console, URL.
  lib: ['ES2023', 'WebWorker'],
  module: 'NodeNext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  types: [],
};

const textOf = (config: object): string => `${JSON.stringify(config, undefined, 2)}\n`;

/** For sources in TypeScript, which are built into dist. */
export const BUILDS = textOf({
  compilerOptions: { ...STRICT, declaration: true, rootDir: 'src', outDir: 'dist' },
  include: ['src'],
});

/** For JavaScript whose types are held all the same. */
export const CHECKS = textOf({
  compilerOptions: { ...STRICT, allowJs: true, checkJs: true, noEmit: true },
  files: ['index.js'],
});
