import { expect } from 'vitest';
import { main } from '../src/main.js';
import { terminalOn } from '../src/print/terminal.js';

/** Runs the command in this process. */
export const warmboot = async (...argv: readonly string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = terminalOn(
    (line) => out.push(line),
    (line) => err.push(line),
  );
  const status = await main(argv, terminal);
  return { status, out: out.join('\n'), err: err.join('\n') };
};

/**
 * What the command says of bad input: status 2, nothing on standard output, at most four lines. The directory of the
 * test's own files is left out of them.
 */
export const refusalIn = async (directory: string, ...argv: readonly string[]): Promise<string> => {
  const { status, out, err } = await warmboot(...argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/^warmboot: /);
  expect(err.split('\n').length).toBeLessThanOrEqual(4);
  return err.replaceAll(`${directory}/`, '');
};
