// Child processes of the checks: nothing on stdin, everything they print kept.
import { spawn } from 'node:child_process';

/** Runs a program to its end. Both streams are in `output`, in the order in which they came; `stdout` is alone. */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    let output = '';
    let stdout = '';
    // Vite, which checks bundle with, leaves NODE_ENV=production in this process: npm would install half of what is asked for.
    const { NODE_ENV: _, ...env } = options.env ?? process.env;
    const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) =>
      resolve({ ok: false, output: `cannot run ${command}: ${error.message}\n`, stdout }),
    );
    child.on('close', (status) => resolve({ ok: status === 0, output, stdout }));
  });

/** Thrown by a check that found something; its message is what the reader must see. */
export class CheckFailed extends Error {}

/** Like {@link run}, for steps that must succeed. */
export const mustRun = async (command, args, options = {}) => {
  const result = await run(command, args, options);
  if (!result.ok) throw new CheckFailed(`${[command, ...args].join(' ')}\n${result.output}`);
  return result;
};

/** Whether what npm or pnpm printed says that it found no registry to ask: no network, or none to that place. */
export const lacksRegistry = (output) =>
  /npm error code (?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)|ERR_PNPM_META_FETCH_FAIL/.test(
    output,
  );
