// Every page of the site, and the pictures on them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandPages } from './commands.mjs';
import { isFolder, linksOnSite, placeOf } from './links.mjs';
import { navigation } from './navigation.mjs';
import { rulesPage } from './rules.mjs';

const textOf = (root, path) => readFileSync(join(root, path), 'utf8');

/** Pages of the repository that are on the site whether or not somebody links to them. */
const beginnings = (root) => {
  const markdownIn = (folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.md') && !name.split('/').includes('node_modules'))
      .map((name) => `${folder}/${name}`);
  return [
    'README.md',
    'ARCHITECTURE.md',
    ...markdownIn('docs').filter((path) => !path.startsWith('docs/api/')),
    ...['packages', 'examples']
      .flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}/README.md`))
      .filter((path) => existsSync(join(root, path))),
  ];
};

/** Lines of a source that a page shows; whoever wants more has the repository. */
const MOST_LINES = 200;

/** A file that is no page, as one. */
const sourcePage = (root, path) => {
  const lines = textOf(root, path).trimEnd().split('\n');
  const left = lines.length - MOST_LINES;
  const rest = left > 0 ? `\n\nThe repository has ${left} lines more.` : '';
  return `# ${basename(path)}\n\n\`${path}\`\n\n\`\`\`\`text\n${lines.slice(0, MOST_LINES).join('\n')}\n\`\`\`\`${rest}\n`;
};

/** A folder without a page of its own. */
const folderPage = (root, path) => {
  const names = readdirSync(join(root, path)).filter((name) => !/^(?:node_modules|dist|\..*)$/.test(name));
  const items = names.map((name) => `- \`${name}${isFolder(root, `${path}/${name}`) ? '/' : ''}\``);
  return `# ${path}\n\n${items.join('\n')}\n`;
};

/** @returns `texts`, pages by their path on the site, and `files`, pictures by theirs with where they are */
export const sitePages = async (root) => {
  const texts = new Map();
  const files = new Map();
  const waiting = [...beginnings(root)];

  const found = (linked, isPicture) => {
    if (isPicture) {
      files.set(linked, join(root, linked));
      return linked;
    }
    if (linked === '.') return 'index.md';
    if (isFolder(root, linked)) {
      const readme = `${linked}/README.md`;
      if (existsSync(join(root, readme))) return found(readme, false);
      const place = `source/${linked}/index.md`;
      if (!texts.has(place)) texts.set(place, folderPage(root, linked));
      return place;
    }
    if (linked.endsWith('.md')) {
      waiting.push(linked);
      return placeOf(linked);
    }
    // A page whose name begins with a dot would be passed by.
    const place = `source/${linked.replaceAll(/(^|\/)\./g, '$1dot-')}.md`;
    if (!texts.has(place)) texts.set(place, sourcePage(root, linked));
    return place;
  };

  /** @param path where the text lies, or would, in the repository */
  const add = (path, markdown) =>
    texts.set(
      placeOf(path),
      linksOnSite(root, path, markdown, found, (other) => generated.has(other)),
    );

  const generated = new Map([
    ...(await commandPages(root)),
    ['how-we-know/rules.md', rulesPage(root)],
    ['reference/schema.md', schemaPage('packages/scenario/schemas/scenario.schema.json')],
  ]);
  for (const [path, markdown] of generated) add(path, markdown);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (!texts.has(placeOf(path))) add(path, textOf(root, path));
  }
  texts.set('navigation.json', JSON.stringify(navigation(texts), undefined, 2));
  return { texts, files };
};

const schemaPage = (path) =>
  `# Schemas\n\nScenarios have a [JSON Schema](../${path}), by which editors complete and explain every key. Its sources are in
[packages/scenario](../packages/scenario/README.md), and with the package it is \`@warmboot/scenario/schemas/scenario.schema.json\`.\n`;
