import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { warmboot } from './warmboot.js';

const THREAD = fileURLToPath(new URL('../../../examples/thread.yaml', import.meta.url));

describe('a story as one HTML file', () => {
  test('is the same from run and from compare', async () => {
    const [run, compared] = [
      await warmboot('run', THREAD, '--html'),
      await warmboot('compare', THREAD, '--html'),
    ];
    expect(run).toEqual(compared);
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toMatch(/^<!doctype html>[^]*<\/html>$/);
    expect(run.out).toContain('Pull the memory from under a loaded kernel');
  });

  test('has one column for one architecture', async () => {
    const { status, out } = await warmboot(
      'run',
      THREAD,
      '--html',
      '--arch',
      'arm64',
      '--policy',
      'validate-at-exec',
    );
    expect(status).toBe(0);
    expect(out.match(/<svg class="map"/g)).toHaveLength(6);
  });
});
