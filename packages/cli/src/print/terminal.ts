import { DEFAULT_WIDTH, type Paper } from '@warmboot/answers/text';
import pc from 'picocolors';
import { systemWords } from './system-words.js';

/** Where a command writes, and how. */
export interface Terminal extends Paper {
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes a line to standard error. */
  complain(line: string): void;
  /** Shows a line on standard error in the place of the one before; an empty one clears it. Only terminals can. */
  status?(line: string): void;
  readonly colour: Colours;
}

export type Colours = ReturnType<typeof pc.createColors>;

/** The most and the least that tables use. */
const WIDEST = 140;
const NARROWEST = 60;

/** A terminal that writes through two functions. */
export const terminalOn = (
  print: (line: string) => void,
  complain: (line: string) => void,
  { colour = false, columns }: { readonly colour?: boolean; readonly columns?: number | undefined } = {},
): Terminal => ({
  print,
  complain,
  colour: pc.createColors(colour),
  width: Math.min(WIDEST, Math.max(NARROWEST, columns ?? DEFAULT_WIDTH)),
});

/** The process's own streams. Colour only on a terminal, and not where NO_COLOR is set (no-color.org). */
export const processTerminal = (): Terminal => {
  const { stdout, stderr, env } = process;
  // A reader that has seen enough, such as head(1), is no failure; a disk that is full is.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    stderr.write(`warmboot: standard output: ${systemWords(error) ?? error.message}\n`);
    process.exit(2);
  });
  // Nobody is there to be told.
  stderr.on('error', () => process.exit(2));
  const terminal = terminalOn(
    (line) => void stdout.write(`${line}\n`),
    (line) => void stderr.write(`${line}\n`),
    {
      colour: stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
      columns: stdout.isTTY === true ? stdout.columns : undefined,
    },
  );
  return stderr.isTTY === true && env['TERM'] !== 'dumb'
    ? { ...terminal, status: (line) => void stderr.write(`${RETURN_AND_CLEAR}${line}`) }
    : terminal;
};

/** To the first column, and clear to the end of the line (ECMA-48: EL). */
const RETURN_AND_CLEAR = '\r\u001B[K';
