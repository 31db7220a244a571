import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn } from '../warmboot.js';

const scratch = scratchFolder();

const scenario = (text: string): string => {
  const path = join(scratch.path, 'story.yaml');
  writeFileSync(path, `name: x\n${text}\n`);
  return path;
};

const refusal = (text: string, ...argv: readonly string[]): Promise<string> =>
  refusalIn(scratch.path, 'run', scenario(text), ...argv);

describe('a scenario', () => {
  it.each([
    ['without steps', 'story: nothing happens'],
    ['with a verb that is misspelt', 'steps:\n  - plugg: { id: a, size: 1G }'],
    ['with two verbs in one step', 'steps:\n  - plug: { id: a, size: 1G }\n    unplug: a'],
    ['with a size that is none', 'steps:\n  - plug: { id: a, size: big }'],
    ['with a name that nothing has', 'steps:\n  - plug: { id: dimm1, size: 1G }\n  - unplug: dimm2'],
    ['with an address beyond its memory', 'steps:\n  - load: { mem-min: dimm1 }'],
    ['with a policy that nobody knows', 'policy: notifier-correct\nsteps: [load]'],
    ['with a profile that nobody knows', 'profile: linux-6.7\nsteps: [load]'],
    ['with an architecture that nobody knows', 'machine: { on: { arm: { memory: 2G } } }\nsteps: [load]'],
    ['with an expectation that cannot be', 'steps:\n  - exec:\n    expect: { outcome: bootet }'],
    ['with firmware that no board has', 'machine: { firmware: uboot }\nsteps: [load]'],
    ['with a machine in which no kernel starts', 'machine: { memory: 1M }\nsteps: [load]'],
    ['with a kernel of another format', 'kernel: { x86_64: { format: Image } }\nsteps: [load]'],
    ['with a capture that is not there', 'machine: { capture: nowhere.tar }\nsteps: [load]'],
    ['with pages that its kernel cannot have', 'machine: { page-size: 64K }\nsteps: [load]'],
    ['with an option that nothing reads', 'machine: { config: { KEXEC: y } }\nsteps: [load]'],
    ['with a release that is none', 'release: latest\nsteps: [load]'],
    ['with a tab in its indentation', 'steps:\n\t- load'],
  ])('%s', async (_, text) => {
    expect(await refusal(text, '--arch', 'x86_64')).toMatchSnapshot();
  });

  it.each(['run', 'compare', 'explore'])('%s: in the place of which stands a machine', async (command) => {
    const folder = join(scratch.path, 'host');
    mkdirSync(folder, { recursive: true });
    expect(await refusalIn(scratch.path, command, folder)).toBe(
      'warmboot: host: scenario: it is a directory, and a file is wanted; allowed: a text in YAML or JSON\n' +
        '  Is it a machine that was recorded? To play a story on it: warmboot run SCENARIO --machine host',
    );
    const tar = scratch.write('host.tar.gz', new Uint8Array([0x1f, 0x8b, 8, 0]));
    expect(await refusalIn(scratch.path, command, tar)).toBe(
      'warmboot: host.tar.gz: scenario: it is a tar; allowed: a text in YAML or JSON\n' +
        '  Is it a machine that was recorded? To play a story on it: warmboot run SCENARIO --machine host.tar.gz',
    );
  });

  it('with a directory in the place of a file', async () => {
    mkdirSync(join(scratch.path, 'blobs'), { recursive: true });
    const path = scenario('steps:\n  - load: { dtb: blobs, call: -c }');
    expect(await refusalIn(scratch.path, 'compare', path, '--arch', 'arm64')).toBe(
      'warmboot: blobs: it is a directory, and a file is wanted',
    );
  });

  it('on a machine that is no capture', async () => {
    const path = scenario('steps: [load]');
    expect(await refusalIn(scratch.path, 'run', path, '--machine', path)).toMatchInlineSnapshot(`
      "warmboot: story.yaml: capture: it is a file that is no tar, and no text of /proc/iomem or of a kernel’s log; allowed: a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log
        \`warmboot inspect\` says what a file is; \`warmboot capture\` prints the script that makes a capture."
    `);
  });

  it('on a machine that is not there', async () => {
    const path = join(scratch.path, 'host.tar');
    expect(
      await refusalIn(scratch.path, 'run', scenario('steps: [load]'), '--machine', path),
    ).toMatchInlineSnapshot(`"warmboot: host.tar: there is no such file or directory"`);
  });

  it('compared under a policy that nobody knows', async () => {
    const path = scenario('steps: [load]');
    expect(await refusalIn(scratch.path, 'compare', path, '--policy', 'validate')).toMatchInlineSnapshot(
      `"warmboot: unknown policy "validate". Did you mean validate-at-exec or validate-at-copy or validate-at-load?"`,
    );
  });
});
