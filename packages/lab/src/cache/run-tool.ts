import { execFile } from 'node:child_process';
import { LabError } from '../failure/lab-error.js';

/** Longest output of a tool that is kept: lists of packages are long. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs a program to its end.
 * @param why what it was to do, for the message of its failure
 * @throws LabError where it is not there, or fails: with what it said
 */
export const runTool = (
  program: string,
  args: readonly string[],
  why: string,
  folder = '/',
): Promise<string> =>
  new Promise((done, failed) => {
    execFile(program, args, { cwd: folder, maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      const { code } = error;
      const reason =
        code === 'ENOENT' ? `${program} is not installed` : `${program} failed (${code ?? error.signal})`;
      failed(new LabError(`${why}: ${reason}`, stderr, { cause: error }));
    });
  });
