import { spawn, spawnSync } from 'node:child_process';
import type { Answer } from './answer.js';

const probe = (tool: string): boolean => spawnSync(tool, ['-v'], { stdio: 'ignore' }).error === undefined;

export const hasAcpiexec = probe('acpiexec');
export const hasIasl = probe('iasl');

/** How acpiexec is run: answers of predefined names are left as they are unless they shall be repaired. */
export interface AcpiexecOptions {
  readonly repair?: boolean;
}

/**
 * Runs commands of the ACPICA debugger on a table, in slack mode and without running any _INI. It waits some
 * milliseconds after each command, so several runs at a time are worth while. @returns what it printed
 */
export const acpiexec = (
  table: string,
  commands: readonly string[],
  { repair = false }: AcpiexecOptions = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('acpiexec', ['-es', '-di', ...(repair ? [] : ['-dr']), table]);
    let output = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => (output += text));
    child.on('error', reject).on('close', () => resolve(output));
    child.stdin.on('error', () => undefined);
    child.stdin.end([...commands, 'quit', ''].join('\n'));
  });

/** Reads one object of a printed result. */
const readObject = (lines: string[]): Answer => {
  const line = lines.shift() ?? '';
  const text = line.trim();
  const integer = /^\[Integer\] = ([0-9A-F]{16})$/.exec(text);
  if (integer !== null) return `int ${integer[1] ?? ''}`;
  const string = /^\[String\] Length [0-9A-F]+ = "(.*)"$/s.exec(text);
  if (string !== null) return `str "${string[1] ?? ''}"`;
  if (text.startsWith('[Buffer]')) {
    const bytes: string[] = [];
    const take = (row: string): boolean => {
      const found = /\b[0-9A-F]{4}: ((?:[0-9A-F]{2} )+)/.exec(row);
      if (found !== null) bytes.push((found[1] ?? '').trim());
      return found !== null;
    };
    if (!take(text)) while (lines[0] !== undefined && take(lines[0])) lines.shift();
    return `buf ${bytes.join(' ')}`.trimEnd();
  }
  const list = /^\[Package\] Contains (\d+) Elements:$/.exec(text);
  if (list !== null) {
    const count = Number(list[1]);
    return `pkg [${Array.from({ length: count }, () => readObject(lines)).join('; ')}]`;
  }
  if (text.startsWith('[Null Object]')) return 'null';
  const reference = /^\[Object Reference\] = .*Name (\S{4})/.exec(text);
  if (reference !== null) return `ref ${reference[1] ?? ''}`;
  return `unknown ${text}`;
};

/** Splits the output of a batch into one answer for each path, in order; undefined where the tool gave none. */
const answersIn = (output: string, paths: readonly string[]): (Answer | undefined)[] => {
  const lines = output.split('\n');
  return paths.map((path) => {
    const start = lines.indexOf(`Evaluating ${path}`);
    if (start < 0) return undefined;
    lines.splice(0, start + 1);
    const end = lines.findIndex((line) => line.startsWith('Evaluating \\'));
    const own = end < 0 ? lines : lines.slice(0, end);
    const failed = own
      .map((line) => /failed with status (AE_\w+)/.exec(line))
      .find((found) => found !== null);
    if (failed !== undefined) return `err ${failed[1] ?? ''}`;
    if (own.some((line) => /^No object was returned|returned no object|No return object/i.test(line)))
      return 'none';
    const result = own.findIndex((line) => /^Evaluation of .* returned object/.test(line));
    return result < 0 ? undefined : readObject(own.slice(result + 1));
  });
};

/**
 * Evaluates paths in one run of acpiexec, so that what one changes the next one sees.
 * @param operands integers that every one of them is given
 */
export const askAcpiexec = async (
  table: string,
  paths: readonly string[],
  operands: readonly number[] = [],
  options: AcpiexecOptions = {},
): Promise<(Answer | undefined)[]> => {
  const words = operands.map((value) => ` ${value}`).join('');
  const commands = paths.map((path) => `execute ${path}${words}`);
  return answersIn(await acpiexec(table, commands, options), paths);
};
