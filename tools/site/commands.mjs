// A page for each command, made of its own help; its examples are run while the site is made, and what they print is shown.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../check/run.mjs';
import { commandTree } from '../docs/command-tree.mjs';

/** Examples that are not run here, by what is in them, and why. */
const NOT_RUN = [
  [/--kernel|^warmboot lab|recorded --check/, 'boots a kernel under QEMU'],
  [/\/boot\/|vmlinuz\.efi|warmboot-capture\.tar|host\.tar|root@host/, 'wants a file or a machine of yours'],
  [
    /explore .*--policy all/,
    'takes half a minute and more; [the verdicts](../../docs/verdicts.md) are what it says',
  ],
  [/--plugin warmboot-arch|--from tarballs/, 'wants packages in the current folder'],
  [/\| source/, 'is for another shell'],
  [/^warmboot studio/, 'serves a page until somebody stops it'],
];

/** Lines of output that are shown. */
const SHOWN = 60;

/** Runs one line in a folder that looks like a checkout. */
const outputOf = async (root, line) => {
  const cwd = mkdtempSync(join(tmpdir(), 'warmboot-site-'));
  try {
    for (const room of ['examples', 'captures', 'node_modules'])
      symlinkSync(join(root, room), join(cwd, room));
    mkdirSync(join(cwd, 'bin'));
    symlinkSync(join(root, 'packages', 'cli', 'bin', 'warmboot.js'), join(cwd, 'bin', 'warmboot'));
    const env = { ...process.env, NO_COLOR: '1', PATH: `${join(cwd, 'bin')}:${process.env.PATH}` };
    const { ok, output } = await run('bash', ['-c', `exec 2>&1\n${line}\nstatus=$?\n[ $status -lt 2 ]`], {
      cwd,
      env,
    });
    if (!ok) throw new Error(`an example of the help fails: ${line}\n${output}`);
    return output.trimEnd();
  } finally {
    rmSync(cwd, { recursive: true });
  }
};

const shown = (output) => {
  const lines = output.split('\n');
  return lines.length <= SHOWN
    ? output
    : `${lines.slice(0, SHOWN).join('\n')}\n…  ${lines.length - SHOWN} lines more`;
};

const exampleText = async (root, line) => {
  const reason = NOT_RUN.find(([pattern]) => pattern.test(line))?.[1];
  if (reason !== undefined) return `\`\`\`sh\n${line}\n\`\`\`\n\nNot run here: it ${reason}.`;
  const output = await outputOf(root, line);
  return `\`\`\`sh\n${line}\n\`\`\`\n\n${output === '' ? 'It prints nothing.' : `\`\`\`\`text\n${shown(output)}\n\`\`\`\``}`;
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (title, lines) =>
  lines.length === 0
    ? ''
    : `\n## ${title}\n\n| | |\n| --- | --- |\n${lines.map(({ term, text }) => `| \`${cell(term)}\` | ${cell(text)} |`).join('\n')}\n`;

const page = async (
  root,
  { name, usage, description, arguments: words, options, examples, notes, commands },
) => {
  const parts = [
    `# ${name === 'warmboot' ? name : `warmboot ${name}`}\n\n${description}\n\n\`\`\`text\n${usage}\n\`\`\`\n`,
  ];
  parts.push(table('Arguments', words), table('Options', options));
  for (const sub of commands)
    parts.push(
      `\n## ${usage.split(' ')[1]} ${sub.name}\n\n${sub.description}\n`,
      table('Its options', sub.options).replace('##', '###'),
    );
  if (notes !== '') parts.push(`\n${notes}\n`);
  if (examples.length > 0) parts.push('\n## Examples\n');
  for (const line of examples) parts.push(`\n${await exampleText(root, line)}\n`);
  return parts.join('');
};

/** @returns pages by their path on the site */
export const commandPages = async (root) => {
  const { commands, ...program } = await commandTree();
  const list = commands.map(({ name, description }) => ({ name, description }));
  const index = await page(root, { ...program, commands: [] });
  const links = list.map(({ name, description }) => `- [\`${name}\`](${name}.md): ${description}`);
  const pages = new Map([
    ['reference/commands/index.md', `${index}\n## The commands\n\n${links.join('\n')}\n`],
  ]);
  for (const command of commands)
    pages.set(`reference/commands/${command.name}.md`, await page(root, command));
  return pages;
};
