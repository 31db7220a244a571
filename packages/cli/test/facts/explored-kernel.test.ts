import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalIn, warmboot } from '../warmboot.js';

let scratch = '';
let story = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'warmboot-'));
  story = join(scratch, 'story.yaml');
  writeFileSync(
    story,
    `name: two people
machine: { config: { MEMORY_HOTPLUG_DEFAULT_ONLINE: y } }
steps:
  - { plug: { id: dimm1, size: 1G } }
  - { load: { mem-min: dimm1 }, by: administrator }
  - { exec: , by: administrator }
  - { unplug: dimm1 }
`,
  );
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

describe('warmboot explore', () => {
  it('asks the kernel that options and the scenario tell of, and its stories ask it again', async () => {
    const stories = join(scratch, 'stories');
    const asked = ['--property', 'no-write-to-absent-memory', '--stories', stories, '--json'];
    const kernel = ['--arch', 'x86_64', '--release', '6.17.1'];
    const { out, err } = await warmboot('explore', story, ...kernel, '--workers', '1', ...asked);
    expect(err).toContain('warmboot: Linux 6.17.1: answered with the rules of linux-6.12, the nearest known');
    const { kernels } = JSON.parse(out) as { readonly kernels: readonly unknown[] };
    expect(kernels).toMatchObject([
      {
        architecture: 'x86_64',
        kernel: { release: '6.17.1', profile: 'linux-6.12', config: { default_online_type: 'online' } },
      },
    ]);
    const [first = ''] = readdirSync(stories);
    const text = readFileSync(join(stories, first), 'utf8');
    expect(text).toContain('release: 6.17.1\n');
    expect(text).toContain('config: { MHP_DEFAULT_ONLINE_TYPE_ONLINE_AUTO: y }');
    expect((await warmboot('run', join(stories, first))).status).toBe(0);
  });

  it('refuses what no kernel was built with before it searches', async () => {
    expect(await refusalIn(scratch, 'explore', story, '--arch', 'x86_64', '--page-size', '64K')).toBe(
      'warmboot: kernel build: the page size is 64 KiB (--page-size); allowed: 4 KiB on x86_64',
    );
  });
});
