import {
  ERRNO_NAMES,
  errnoJson,
  explainMessage,
  explainOption,
  KNOWN_MESSAGES,
  messageJson,
  showWords,
  unknownLines,
  unknownWords,
  wordsJson,
} from '@warmboot/answers';
import { jsonLine, table } from '@warmboot/answers/text';
import { ERRNO, strerror } from '@warmboot/core';
import { Command } from 'commander';
import type { Terminal } from '../print/terminal.js';
import { EXIT } from '../session/exit-status.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

const EXAMPLES = `
Examples:
  warmboot explain EADDRNOTAVAIL
  warmboot explain 'locate_hole failed'
  warmboot explain '[    0.000000] crashkernel reservation failed - memory is in use.'
  warmboot explain kho=on
  warmboot explain --messages
  warmboot explain

Exit status: 0 known, 1 not known, 2 usage or bad input.`;

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
      const answer =
        explainMessage(text) ??
        explainOption(await openFramework(session.plugins), text) ??
        unknownWords(text);
      if (answer.kind === 'unknown') session.status = EXIT.failed;
      if (json) {
        for (const record of wordsJson(answer)) terminal.print(jsonLine(record));
      } else if (answer.kind === 'unknown') {
        const [first, ...like] = unknownLines(answer);
        terminal.complain(`warmboot: ${first}`);
        for (const line of like.length > 0 ? like : ['  --messages lists what is known.'])
          terminal.complain(line);
      } else showWords(terminal, answer);
    });

const listErrnos = (terminal: Terminal, json: boolean): void => {
  if (json) {
    for (const errno of ERRNO_NAMES) terminal.print(jsonLine(errnoJson(errno)));
    return;
  }
  terminal.print(
    table(
      terminal,
      ERRNO_NAMES.map((errno) => [errno, `${ERRNO[errno]}`, strerror(errno)]),
    ),
  );
  terminal.print(`\n${KNOWN_MESSAGES.length} messages are known too: --messages lists them.`);
};

const listMessages = (terminal: Terminal, json: boolean): void => {
  for (const message of KNOWN_MESSAGES) {
    terminal.print(json ? jsonLine(messageJson(message)) : message.example);
  }
};
