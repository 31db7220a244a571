import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { concatenated, cpioArchive, type ArchiveEntry } from '../../src/initramfs/cpio.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const ENTRIES: readonly ArchiveEntry[] = [
  { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
  { kind: 'file', path: 'init', bytes: bytes('#!/bin/sh\n'), executable: true },
  { kind: 'file', path: 'lab/deep/notes', bytes: bytes('odd') },
  { kind: 'link', path: 'lab/here', target: 'deep/notes' },
];

interface Listed {
  readonly name: string;
  readonly mode: number;
  readonly content: string;
  readonly device: string;
}

/** Reads an archive by the words of its headers. Documentation/driver-api/early-userspace/buffer-format.rst */
const list = (archive: Uint8Array): Listed[] => {
  const text = Buffer.from(archive).toString('latin1');
  const found: Listed[] = [];
  for (let at = 0; at < text.length;) {
    expect(text.slice(at, at + 6)).toBe('070701');
    const word = (index: number): number =>
      Number.parseInt(text.slice(at + 6 + index * 8, at + 14 + index * 8), 16);
    const name = text.slice(at + 110, at + 110 + word(11) - 1);
    const start = Math.ceil((at + 110 + word(11)) / 4) * 4;
    const content = text.slice(start, start + word(6));
    found.push({ name, mode: word(1), content, device: `${word(9)}:${word(10)}` });
    at = Math.ceil((start + word(6)) / 4) * 4;
  }
  return found;
};

describe('an archive for a kernel’s first file system', () => {
  it('has every entry, and the folders above it before it', () => {
    const listed = list(cpioArchive(ENTRIES));
    expect(listed.map(({ name }) => name)).toEqual([
      'dev',
      'dev/console',
      'init',
      'lab',
      'lab/deep',
      'lab/deep/notes',
      'lab/here',
      'TRAILER!!!',
    ]);
    expect(listed.find(({ name }) => name === 'dev/console')).toMatchObject({
      mode: 0o020600,
      device: '5:1',
    });
    expect(listed.find(({ name }) => name === 'init')).toMatchObject({
      mode: 0o100755,
      content: '#!/bin/sh\n',
    });
    expect(listed.find(({ name }) => name === 'lab/here')).toMatchObject({
      mode: 0o120777,
      content: 'deep/notes',
    });
  });

  it('is the same for the same files, and ends where another may begin', () => {
    const archive = cpioArchive(ENTRIES);
    expect(cpioArchive(ENTRIES)).toEqual(archive);
    expect(archive.length % 4).toBe(0);
    expect(list(concatenated([archive, archive])).filter(({ name }) => name === 'init')).toHaveLength(2);
  });

  const busybox = spawnSync('busybox', ['cpio', '--help']).error === undefined;
  it.skipIf(!busybox)('is read by busybox’s cpio (skipped where there is no busybox)', () => {
    const { stdout } = spawnSync('busybox', ['cpio', '-t'], {
      input: cpioArchive(ENTRIES),
      encoding: 'utf8',
    });
    expect(stdout.trim().split('\n')).toContain('lab/deep/notes');
  });
});
