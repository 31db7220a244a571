// Man pages of the command, made of its own help: warmboot(1), and one for each command below it.
import { commandTree } from './command-tree.mjs';

/** What is not itself in roff: minus and quotes are for paste, a dot or a quote would begin a request. */
const ROFF = { '\\': '\\e', '-': '\\-', "'": '\\(aq', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti' };

const escaped = (text) =>
  text
    .replaceAll(/[\\\-'`^~]/g, (mark) => ROFF[mark])
    .replaceAll(/^\./gm, '\\&.')
    .replaceAll(
      /[^\n -~]/gu,
      (mark) => `\\[u${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );

const section = (title, body) => (body === '' ? '' : `.SH ${title}\n${body}\n`);

const list = (lines) =>
  lines.map(({ term, text }) => `.TP\n.B ${escaped(term)}\n${escaped(text)}`).join('\n');

const literal = (lines) =>
  lines.length === 0 ? '' : `.nf\n${lines.map((line) => escaped(line)).join('\n')}\n.fi`;

const nested = (commands) =>
  commands
    .map(
      ({ usage, description, options }) => `.SS ${escaped(usage)}\n${escaped(description)}\n${list(options)}`,
    )
    .join('\n');

const manPage = (title, page, { version, commands, related }) => {
  const { usage, description, arguments: words, options, examples, notes } = page;
  const [first, ...rest] = description.split('\n');
  const name = [first, ...rest].join(' ').replace(/\.$/, '');
  return [
    `.\\" Made by tools/docs/write-man.mjs of the command's own help.\n`,
    `.TH ${title.toUpperCase()} 1 "" "warmboot ${version}" "Warmboot"\n.ad l\n`,
    section('NAME', `${escaped(title)} \\- ${escaped(name)}`),
    section('SYNOPSIS', `.B ${escaped(usage)}`),
    section('ARGUMENTS', list(words)),
    section('OPTIONS', list(options)),
    section('COMMANDS', commands),
    section('EXAMPLES', literal(examples)),
    section('NOTES', notes === '' ? '' : escaped(notes)),
    section('SEE ALSO', related.map((other) => `.BR ${escaped(other)} (1)`).join(',\n')),
  ].join('');
};

/** @returns man pages by file name */
export const manPages = async (version) => {
  const program = await commandTree();
  const titleOf = ({ name }) => `warmboot-${name}`;
  const titles = program.commands.map(titleOf);
  const commands = list(
    program.commands.map((command) => ({ term: `${titleOf(command)}(1)`, text: command.description })),
  );
  return new Map([
    ['warmboot.1', manPage('warmboot', program, { version, commands, related: titles })],
    ...program.commands.map((command) => [
      `${titleOf(command)}.1`,
      manPage(titleOf(command), command, {
        version,
        commands: nested(command.commands),
        related: ['warmboot'],
      }),
    ]),
  ]);
};
