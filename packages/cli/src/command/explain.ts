import type { Errno } from '@warmboot/core';
import { ERRNO, errnoGuide, strerror, UnknownNameError } from '@warmboot/core';

import { Command } from 'commander';
import { jsonLine } from '../print/json.js';
import type { Session } from '../session/session.js';
import { table } from '../print/table.js';
import { wrapped } from '../print/wrapped.js';

const EXAMPLES = `
Examples:
  warmboot explain EADDRNOTAVAIL
  warmboot explain`;

const isErrno = (word: string): word is Errno => Object.hasOwn(ERRNO, word);

/** `warmboot explain [ERRNO]`: who answers an error number, when, and what to do about it. */
export const explainCommand = ({ terminal }: Session): Command =>
  new Command('explain')
    .description('say who answers an error number, when, and what to do about it')
    .argument('[errno]', 'such as EINVAL; all of them in a line each by default')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action((word: string | undefined, { json = false }: { json?: boolean }) => {
      const { colour, width } = terminal;
      const known = Object.keys(ERRNO).filter(isErrno);
      const name = word?.toUpperCase();
      if (name !== undefined && !isErrno(name)) throw new UnknownNameError('error number', name, known);
      const chosen = name === undefined ? known : [name];
      if (json) {
        for (const errno of chosen) {
          terminal.print(
            jsonLine({ errno, number: ERRNO[errno], words: strerror(errno), ...errnoGuide(errno) }),
          );
        }
        return;
      }
      if (name === undefined) {
        terminal.print(
          table(
            terminal,
            chosen.map((errno) => [errno, `${ERRNO[errno]}`, strerror(errno)]),
          ),
        );
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
    });
