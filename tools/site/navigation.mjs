// What stands on the left of each page, and on top.
import { basename } from 'node:path';

const titleOf = (text) => /^# (.*)$/m.exec(text)?.[1].replaceAll(/[`*\\]/g, '');

const linkTo = (path) => `/${path.replace(/(?:index)?\.md$/, (end) => (end === '.md' ? '.html' : ''))}`;

/** Groups of pages, and what belongs to each: a path, or what paths begin with. */
const GROUPS = [
  ['Start here', ['index.md', 'docs/index.md', 'docs/guide/install.md', 'docs/cases.md']],
  [
    'Guides',
    [
      'docs/explore.md',
      'docs/guide/your-kernel.md',
      'docs/guide/policy.md',
      'docs/guide/actor.md',
      'docs/guide/property.md',
      'docs/guide/firmware.md',
      'docs/guide/one-package.md',
      'docs/guide/architecture.md',
      'docs/guide/riscv64.md',
      'docs/guide/',
    ],
  ],
  ['Commands', ['reference/commands/']],
  ['Errors', ['docs/errors/'], true],
  ['Packages', ['packages/']],
  ['Examples', ['examples/']],
  ['Reference', ['reference/schema.md', 'reference/api/index.md']],
  ['API', ['reference/api/'], true],
  [
    'How we know',
    ['how-we-know/rules.md', 'docs/verdicts.md', 'docs/architectures.md', 'captures/index.md', 'docs/spec/'],
  ],
  ['The house', ['ARCHITECTURE.md']],
];

/** A path that stands for itself has one page; one that ends in / has all below that have no other place. */
const pagesOf = (texts, wanted, taken) =>
  wanted.flatMap((path) => {
    const found = path.endsWith('/')
      ? [...texts.keys()].filter((name) => name.startsWith(path) && name.endsWith('.md')).toSorted()
      : [path].filter((name) => texts.has(name));
    return found.filter((name) => !taken.has(name) && taken.add(name));
  });

/** @param texts pages by their path on the site */
export const navigation = (texts) => {
  const taken = new Set();
  const sidebar = GROUPS.map(([text, wanted, collapsed]) => ({
    text,
    collapsed: collapsed ?? false,
    items: pagesOf(texts, wanted, taken).map((path) => ({
      text: titleOf(texts.get(path)) ?? basename(path, '.md'),
      link: linkTo(path),
    })),
  })).filter(({ items }) => items.length > 0);
  return {
    nav: [
      { text: 'Start here', link: '/' },
      { text: 'Guides', link: '/docs/guide/install.html' },
      { text: 'Commands', link: '/reference/commands/' },
      { text: 'How we know', link: '/how-we-know/rules.html' },
      { text: 'The house', link: '/ARCHITECTURE.html' },
    ],
    sidebar,
  };
};
