import { execFileSync } from 'node:child_process';

/** Whether a program can be started; `dtc` and `fdtput` come with the device-tree-compiler package. */
export const hasTool = (name: string): boolean => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What to add to the title of tests that are skipped without a tool. */
export const unless = (name: string): string => (hasTool(name) ? '' : ` (skipped: ${name} is not installed)`);

/** Runs dtc on bytes or text and gives its output. */
export const dtc = (
  from: 'dtb' | 'dts',
  to: 'dtb' | 'dts',
  input: Uint8Array | string,
  ...options: string[]
) =>
  new Uint8Array(
    execFileSync('dtc', ['-q', '-f', '-I', from, '-O', to, ...options, '-'], {
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  );
