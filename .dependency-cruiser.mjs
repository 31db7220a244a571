/*
 * The arrows between the packages. `codec` packages know bytes and nothing else, `core` is the kernel model,
 * architectures stand on both, `scenario` and `explorer` on the model alone, `lab` on `scenario`, `answers` on all that
 * runs in a browser, `cli` puts everything together.
 */

import { FLOOR_RULES } from './tools/check/floors.mjs';

const CODECS = 'boot-image|devicetree|firmware-uefi|firmware-acpi';

/** Sources of the packages whose names match. */
const sources = (names) => `^packages/(${names})/src/`;

/** Sources of every package, save those whose names match. */
const sourcesExcept = (names) => `^packages/(?!(${names})/)[^/]+/`;

/** The only packages of ours that the sources of `name` may import. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: sourcesExcept(allowed) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
const config = {
  forbidden: [
    only('format-is-the-leaf', { path: sources('format') }, 'format', 'format imports nothing of ours.'),
    only(
      'address-imports-format-only',
      { path: sources('address') },
      'address|format',
      'Ranges and collections: a leaf beside format.',
    ),
    only(
      'codecs-import-format-only',
      { path: sources(CODECS), pathNot: '^packages/[^/]+/src/plugin(/|\\.ts$)' },
      '$1|address|format',
      'A codec is useful to someone who has never heard of kexec. Its `plugin` entry is no codec.',
    ),
    only(
      'codec-plugins-import-core',
      { path: `^packages/(${CODECS})/src/plugin(/|\\.ts$)` },
      '$1|address|format|core',
      'What registers a codec with the model may import the model.',
    ),
    only(
      'core-imports-format-only',
      { path: sources('core') },
      'core|address|format',
      'core knows no plugin.',
    ),
    only(
      'architectures-stand-alone',
      { path: '^packages/(arch-[^/]+)/src/' },
      `$1|core|address|format|${CODECS}`,
      'An architecture imports the model and codecs, never another architecture.',
    ),
    only(
      'scenario-imports-core-only',
      { path: sources('scenario|explorer') },
      '$1|core|address|format',
      'Plugins come out of the container.',
    ),
    only(
      'lab-imports-scenario-and-core',
      { path: sources('lab') },
      'lab|scenario|core|address|format',
      'A real kernel is driven by what a scenario says; architectures come out of the container.',
    ),
    only(
      'answers-stand-on-libraries',
      { path: sources('answers') },
      `answers|scenario|explorer|arch-[^/]+|core|address|format|${CODECS}`,
      'What the command knows to say, for pages too: it stands on libraries, and never on the command.',
    ),
    only(
      'picture-imports-scenario-and-core',
      { path: sources('picture') },
      'picture|scenario|core|address|format',
      'A picture is made of a played story.',
    ),
    only(
      'studio-imports-public-entries',
      { path: sources('studio') },
      `studio|picture|answers|scenario|explorer|core|address|format|arch-[^/]+|${CODECS}`,
      'The page puts together what runs in a browser.',
    ),
    {
      name: 'nothing-imports-cli',
      comment: 'Only what tests share may: it reads scenarios as the command does.',
      severity: 'error',
      from: { path: '^packages/(?!(cli|testing)/)' },
      to: { path: '^packages/cli/' },
    },
    {
      name: 'no-node-in-libraries',
      comment: 'Libraries run in a browser: only cli, lab, tests, benchmarks and tools may know Node.',
      severity: 'error',
      from: { path: '^packages/(?!(cli|lab|testing)/)[^/]+/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment: 'Every import runs one way, those of types too: a circle ties its files into one.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { path: '^packages/[^/]+/(src|test|bench)/' },
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    {
      name: 'not-from-another-package-by-path',
      comment: 'Other packages are imported by name, so that their exports decide what is public.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/(?!$1/)', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { path: '^packages/(?!testing/)[^/]+/src/' },
      to: { path: '^packages/[^/]+/(test|bench)/|^packages/testing/|^test/' },
    },
    {
      name: 'dependencies-are-declared',
      comment:
        'What sources import is in the dependencies of their own package.json; peers are declared too.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
    ...FLOOR_RULES,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/fixtures/', '^captures/'] },
    tsPreCompilationDeps: true,
    // Resolves the packages' names to their sources, as the tests do.
    tsConfig: { fileName: 'tsconfig.test.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

export default config;
