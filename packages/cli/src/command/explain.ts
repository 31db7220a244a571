import type { Errno, Framework } from '@warmboot/core';
import { commandLine, ERRNO, errnoGuide, strerror, UnknownNameError } from '@warmboot/core';

import { Command } from 'commander';
import type { KnownMessage } from '../explain/message.js';
import { KNOWN_MESSAGES, messagesIn, messagesLike } from '../explain/known-messages.js';
import { jsonLine } from '../print/json.js';
import { EXIT } from '../session/exit-status.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import { table } from '../print/table.js';
import type { Terminal } from '../print/terminal.js';
import { wrapped } from '../print/wrapped.js';

const EXAMPLES = `
Examples:
  warmboot explain EADDRNOTAVAIL
  warmboot explain 'locate_hole failed'
  warmboot explain '[    0.000000] crashkernel reservation failed - memory is in use.'
  warmboot explain kho=on
  warmboot explain --messages
  warmboot explain

Exit status: 0 known, 1 not known, 2 usage or bad input.`;

const isErrno = (word: string): word is Errno => Object.hasOwn(ERRNO, word);

/** Other names of the same numbers. */
const ALIASES: Readonly<Record<string, Errno>> = { EOPNOTSUPP: 'ENOTSUP', EWOULDBLOCK: 'EAGAIN' };

/** A name, `EBUSY (16)`, or a number with or without its sign; undefined for other words. */
const errnoOf = (text: string): Errno | undefined => {
  const upper = text.toUpperCase();
  if (isErrno(upper)) return upper;
  const alias = ALIASES[upper];
  if (alias !== undefined) return alias;
  const number = /^-?(\d{1,3})$/.exec(text)?.[1];
  return Object.keys(ERRNO)
    .filter(isErrno)
    .find((name) => ERRNO[name] === Number(number));
};

interface ExplainOptions {
  readonly json?: boolean;
  readonly messages?: boolean;
}

/** `warmboot explain [WORDS]`: what an error number, a message or a boot option means, who says it, and what to look at. */
export const explainCommand = (session: Session): Command =>
  new Command('explain')
    .description('say what an error number, a line of a log or a boot option means, and what to do about it')
    .argument('[words...]', 'such as EINVAL, a message in quotes, or kho=on; all error numbers by default')
    .option('--messages', 'every message that is known, in a line each')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], { json = false, messages = false }: ExplainOptions) => {
      const { terminal } = session;
      const text = words.join(' ').trim();
      if (messages) return listMessages(terminal, json);
      if (text === '') return listErrnos(terminal, json);
      const errno = errnoOf(text);
      if (errno !== undefined) return showErrno(terminal, errno, json);
      const found = messagesIn(text);
      if (found.length > 0) return showMessages(terminal, found, json);
      if (/^E[A-Z0-9]{2,}$/i.test(text)) {
        throw new UnknownNameError('error number', text.toUpperCase(), Object.keys(ERRNO));
      }
      if (showOptions(terminal, await openFramework(session.plugins), text, json)) return;
      notKnown(terminal, text, json);
      session.status = EXIT.failed;
    });

const listErrnos = (terminal: Terminal, json: boolean): void => {
  const known = Object.keys(ERRNO).filter(isErrno);
  if (json) {
    for (const errno of known) terminal.print(jsonLine(errnoRecord(errno)));
    return;
  }
  terminal.print(
    table(
      terminal,
      known.map((errno) => [errno, `${ERRNO[errno]}`, strerror(errno)]),
    ),
  );
  terminal.print(`\n${KNOWN_MESSAGES.length} messages are known too: --messages lists them.`);
};

const listMessages = (terminal: Terminal, json: boolean): void => {
  for (const message of KNOWN_MESSAGES) {
    terminal.print(json ? jsonLine(messageRecord(message)) : message.example);
  }
};

const errnoRecord = (errno: Errno) => ({
  errno,
  number: ERRNO[errno],
  words: strerror(errno),
  ...errnoGuide(errno),
});

const messageRecord = ({ example, by, means, look, source }: KnownMessage) => ({
  message: example,
  by,
  means,
  look,
  source,
});

const showErrno = (terminal: Terminal, name: Errno, json: boolean): void => {
  const { colour, width } = terminal;
  if (json) {
    terminal.print(jsonLine(errnoRecord(name)));
    return;
  }
  const { causes, advice } = errnoGuide(name);
  terminal.print(`${colour.bold(name)} (${ERRNO[name]}): ${strerror(name)}`);
  terminal.print('');
  for (const { from, when, rule } of causes) {
    terminal.print(colour.bold(from));
    for (const line of wrapped(`${when}${rule === undefined ? '' : ` (${rule})`}`, width - 2)) {
      terminal.print(`  ${line}`);
    }
  }
  terminal.print('');
  for (const line of wrapped(advice, width)) terminal.print(line);
};

/** The message that a line is, and in a line each what else it may be. */
const showMessages = (
  terminal: Terminal,
  [first, ...others]: readonly KnownMessage[],
  json: boolean,
): void => {
  if (first === undefined) return;
  if (json) {
    for (const message of [first, ...others]) terminal.print(jsonLine(messageRecord(message)));
    return;
  }
  const { colour, print, width } = terminal;
  print(colour.bold(first.example));
  print('');
  for (const [label, text] of [
    ['means', first.means],
    ['look at', first.look],
    ['said by', `${first.by}: ${first.source}`],
  ] as const) {
    for (const [index, line] of wrapped(text, width - 9).entries()) {
      print(`${colour.dim((index === 0 ? label : '').padEnd(9))}${line}`);
    }
  }
  for (const other of others) print(colour.dim(`See too: ${other.example}`));
};

/** What is known of a boot option, by architecture. @returns whether anything is */
const showOptions = (
  terminal: Terminal,
  { architectures }: Framework,
  text: string,
  json: boolean,
): boolean => {
  const [option, ...more] = commandLine.options(text);
  if (option === undefined || more.length > 0) return false;
  const rows = architectures
    .all()
    .flatMap((architecture) =>
      commandLine
        .rows(architecture, option.name, option.value)
        .map((row) => ({ on: architecture.name, ...row })),
    );
  if (rows.length === 0) return false;
  if (json) {
    for (const { on, standing, effect, since, until } of rows) {
      terminal.print(jsonLine({ option: text, architecture: on, standing, effect, since, until }));
    }
    return true;
  }
  const { colour, print, width } = terminal;
  print(colour.bold(text));
  print('');
  const said = new Map<string, string[]>();
  for (const { on, standing, effect, since, until } of rows) {
    const when = [
      ...(since === undefined ? [] : [`from Linux ${since} on`]),
      ...(until === undefined ? [] : [`until Linux ${until}`]),
    ].join(', ');
    const sentence = `${STANDING[standing]}: ${effect}${when === '' ? '' : ` (${when})`}`;
    said.set(sentence, [...(said.get(sentence) ?? []), on]);
  }
  for (const [sentence, on] of said) {
    print(colour.dim(on.join(', ')));
    for (const line of wrapped(`${sentence}.`, width - 2)) print(`  ${line}`);
  }
  return true;
};

const STANDING = {
  modelled: 'modelled',
  reported: 'matters, and is told of wherever it stands',
  immaterial: 'does not matter here',
} as const;

const notKnown = (terminal: Terminal, text: string, json: boolean): void => {
  const like = messagesLike(text);
  if (json) {
    terminal.print(jsonLine({ message: text, known: false, like: like.map(({ example }) => example) }));
    return;
  }
  terminal.complain(`warmboot: not known: ${JSON.stringify(text.slice(0, 120))}`);
  for (const { example } of like) terminal.complain(`  Is it like: ${example}`);
  if (like.length === 0) terminal.complain('  --messages lists what is known.');
};
