import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, readManifest } from './workspace.js';

const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('the man pages', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'warmboot-man-'));
    execFileSync(process.execPath, [join(ROOT, 'tools', 'docs', 'write-man.mjs'), folder]);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those that the command names when it is installed', () => {
    const { man = [] } = readManifest(join(ROOT, 'packages', 'cli'));
    expect(man.toSorted()).toEqual(
      readdirSync(folder)
        .map((name) => `man/${name}`)
        .toSorted(),
    );
  });

  it('say what the help says', () => {
    const page = readFileSync(join(folder, 'warmboot-run.1'), 'utf8');
    expect(page).toMatch(/^\.TH WARMBOOT-RUN 1 /m);
    expect(page).toContain('.B \\-\\-policy <name...>');
    expect(page).toContain('warmboot run examples/thread.yaml');
  });

  it.skipIf(!hasGroff)(`are roff${hasGroff ? '' : ' (skipped: there is no groff here)'}`, () => {
    for (const name of readdirSync(folder)) {
      const { stderr } = spawnSync('groff', ['-ww', '-man', '-Tutf8', join(folder, name)], {
        encoding: 'utf8',
      });
      expect(stderr, name).toBe('');
    }
  });
});
