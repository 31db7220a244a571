// Rules of the specification, and the tests that cite them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `core R2.26`, `arm64 6.4`, `firmware-acpi X7`; a rule without a name is core's. */
const CITATION =
  /\b(?:(core|(?:arch-)?(?:arm64|x86|riscv64)|(?:firmware-)?(?:acpi|uefi)) )?(R\d+\.\d+[a-z]?|(?<=\w )[A-Z]?\d+(?:\.\d+)*)\b/g;

/** Pages of the specification, by the names that tests cite them by. */
const SPECS = {
  core: 'core',
  arm64: 'arch-arm64',
  x86: 'arch-x86',
  riscv64: 'arch-riscv64',
  acpi: 'firmware-acpi',
  uefi: 'firmware-uefi',
};

const testsOf = (root) =>
  ['packages', 'examples'].flatMap((room) =>
    readdirSync(join(root, room)).flatMap((name) => {
      const folder = `${room}/${name}`;
      try {
        return readdirSync(join(root, folder, 'test'), { recursive: true })
          .filter((file) => file.endsWith('.test.ts'))
          .map((file) => `${folder}/test/${file}`);
      } catch {
        return [];
      }
    }),
  );

const RULE = /^(?:#{2,4} (\d+(?:\.\d+)*)\.?|- (?:\*\*)?([A-Z]\d+(?:\.\d+)?[a-z]?)(?:\*\*)?:?) (.*)$/gm;

/** What can be cited of one specification, in its order: numbered sections, and rules, each with its first words. */
const rulesIn = (root, file) =>
  [...readFileSync(join(root, 'docs', 'spec', `${file}.md`), 'utf8').matchAll(RULE)].map(
    ([, section, rule, text]) => ({ rule: section ?? rule, text }),
  );

/** A line of prose out of a rule: without marks that a table would take for its own. */
const firstWords = (text) => {
  const plain = text.replaceAll(/[*`|[\]<>\\]/g, '');
  return plain.length <= 90 ? plain : `${plain.slice(0, 90).replace(/\s+\S*$/, '')} …`;
};

/** The page that lists which test holds which rule. */
export const rulesPage = (root) => {
  const cited = new Map();
  for (const path of testsOf(root)) {
    for (const [, named, rule] of readFileSync(join(root, path), 'utf8').matchAll(CITATION)) {
      const key = `${named?.replace(/^\w+-/, '') ?? 'core'} ${rule}`;
      cited.set(key, (cited.get(key) ?? new Set()).add(path));
    }
  }
  const sections = Object.entries(SPECS).map(([name, file]) => {
    const rows = rulesIn(root, file).map(({ rule, text }) => {
      const tests = [...(cited.get(`${name} ${rule}`) ?? [])];
      const links = tests.map((path) => `[${path.split('/').at(-1)}](../${path})`).join(', ');
      return { tested: tests.length > 0, row: `| ${rule} | ${firstWords(text)} | ${links} |` };
    });
    if (rows.length === 0) return '';
    const count = rows.filter(({ tested }) => tested).length;
    return `## ${name}\n\n[The specification](../docs/spec/${file}.md) has ${rows.length} numbered rules and sections; tests name ${count} of them.\n\n| rule | it begins | tests that name it |\n| --- | --- | --- |\n${rows.map(({ row }) => row).join('\n')}\n`;
  });
  return `# Rules, and the tests that hold them\n\nThe behaviour of Linux is specified rule by rule. Tests say in their titles or beside them which rule they hold; a rule that none names is held by\nthe recordings, which are compared field by field.\n\n${sections.filter((text) => text !== '').join('\n')}`;
};
