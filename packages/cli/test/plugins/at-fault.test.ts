import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warmboot } from '../warmboot.js';

const thread = fileURLToPath(new URL('../../../../examples/thread.yaml', import.meta.url));

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'warmboot-fault-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** A plugin with a policy that looks at every jump in its own way, on the fourth line of its file. */
const pluginThat = (name: string, answers: string): string => {
  const file = join(scratch, `${name}.mjs`);
  writeFileSync(
    file,
    `export const plugin = { name: '${name}', description: 'for a test', interfaceVersion: 1,
       register: (context) => context.policy({ name: '${name}', summary: 'looks', origin: 'nobody',
         checkExec: (transition) => {
           ${answers}
         } }) };`,
  );
  return file;
};

describe('a plugin that fails while a story plays: one sentence that names it', () => {
  const run = (file: string, policy: string) =>
    warmboot('run', thread, '--plugin', file, '--arch', 'arm64', '--policy', policy);

  it('when its own code throws', async () => {
    const file = pluginThat('loud', "throw new RangeError('boom');");
    const { status, err } = await run(file, 'loud');
    expect(status).toBe(2);
    expect(err).toBe(`warmboot: --plugin ${file}: the plugin throws RangeError: boom (loud.mjs, line 4)`);
  });

  it('when what it called throws', async () => {
    const file = pluginThat('deep', 'return [transition.nothing].map((one) => one.kexec).length === 0;');
    const { status, err } = await run(file, 'deep');
    expect(status).toBe(2);
    expect(err).toMatch(/^warmboot: --plugin .*: the plugin throws TypeError: .* \(deep\.mjs, line 4\)$/);
  });

  it('in a search too, in another thread', async () => {
    const file = pluginThat('lost', "throw new RangeError('boom');");
    const { status, err } = await warmboot(
      'explore',
      thread,
      '--plugin',
      file,
      '--arch',
      'arm64',
      '--policy',
      'lost',
      '--workers',
      '1',
    );
    expect(status).toBe(2);
    expect(err).toContain('the plugin throws RangeError: boom (lost.mjs, line 4)');
  });
});
