import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { warmboot } from '../warmboot.js';

const COMMAND = fileURLToPath(new URL('../../bin/warmboot.js', import.meta.url));
const THREAD = fileURLToPath(new URL('../../../../examples/thread.yaml', import.meta.url));
const CAPTURE = fileURLToPath(
  new URL('../../../../examples/machines/debian-12-x86_64.tar.gz', import.meta.url),
);

const scratch = mkdtempSync(join(tmpdir(), 'warmboot faults '));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs the command in a shell, for what a shell can do to it. */
const inShell = (script: string) => {
  const { status, stderr, stdout } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; ${script}`, 'bash', process.execPath, COMMAND, THREAD, scratch],
    { encoding: 'utf8' },
  );
  return { status, stderr, stdout };
};

describe.skipIf(!existsSync('/dev/full'))('a disk that is full (skipped without /dev/full)', () => {
  it('under standard output is one sentence and status 2', () => {
    for (const words of ['run "$3" --arch arm64 --json', '--help']) {
      expect(inShell(`"$1" "$2" ${words} >/dev/full`), words).toEqual({
        status: 2,
        stdout: '',
        stderr: 'warmboot: standard output: there is no space left on the device\n',
      });
    }
  });

  it('under standard error changes no status', () => {
    expect(inShell('"$1" "$2" run no-such-file.yaml 2>/dev/full').status).toBe(2);
  });
});

describe('a file that can grow no further', () => {
  it('is named', () => {
    // A block of 1,024 bytes in bash.
    const { status, stderr } = inShell(
      `trap '' XFSZ; ulimit -f 1; "$1" "$2" load '${CAPTURE}' --write "$4/blobs" >/dev/null`,
    );
    expect(stderr).toMatch(/^warmboot: .*\/blobs\/[^:]*: it would become larger than files may be here\n$/);
    expect(status).toBe(2);
  });
});

describe('a reader that goes', () => {
  it('ends the command in silence', () => {
    expect(inShell('"$1" "$2" run "$3" --arch arm64 --json | head -c 10')).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe.skipIf(!existsSync('/sys/kernel'))('a folder that takes no files (skipped without /sys)', () => {
  it('is named', async () => {
    const { status, err } = await warmboot('load', CAPTURE, '--write', '/sys/kernel/warmboot');
    expect({ status, err: err.split('\n').at(-1) }).toEqual({
      status: 2,
      err: expect.stringMatching(
        /^warmboot: \/sys\/kernel\/warmboot: (permission denied|the file system is read-only)$/,
      ),
    });
  });
});

describe('a clock that jumps', () => {
  it('changes nothing that is said', () => {
    const clock = join(scratch, 'clock.mjs');
    const jumping = `
      let now = 4e12;
      const jump = () => (now = now > 1e12 ? -1e9 : 4e12);
      Date.now = jump;
      performance.now = jump;
      process.hrtime.bigint = () => BigInt(jump());`;
    const words = '"$2" explore "$3" --arch arm64 --policy none --workers 1 --json';
    const usual = inShell(`"$1" ${words}`);
    const jumped = inShell(`echo '${jumping}' > '${clock}'; "$1" --import '${clock}' ${words}`);
    expect(jumped).toEqual(usual);
    expect(usual.stdout).not.toBe('');
  });
});
