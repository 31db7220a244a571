import { FormatError } from '@warmboot/format';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { initramfsSize } from '../src/index.js';

const entry = (name: string, data: Uint8Array): Buffer => {
  const field = (value: number): string => value.toString(16).padStart(8, '0');
  const fields = [1, 0o100644, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0].map(field).join('');
  const padded = (bytes: Buffer): Buffer =>
    Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  return Buffer.concat([padded(Buffer.from(`070701${fields}${name}\0`)), padded(Buffer.from(data))]);
};

const archive = (size: number): Buffer =>
  Buffer.concat([entry('init', new Uint8Array(size).fill(7)), entry('TRAILER!!!', new Uint8Array())]);

const hasTool = (tool: string): boolean => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('what an initramfs unpacks to', () => {
  const plain = archive(100_000);

  test('a cpio archive as it is', () => {
    expect(initramfsSize(plain)).toEqual({
      archives: [{ packed: plain.length, compression: 'none', unpacked: plain.length }],
      unpacked: plain.length,
    });
  });

  test('a name as long as a file may have is a name', () => {
    const long = Buffer.concat([entry('n'.repeat(300_000), new Uint8Array()), plain]);
    expect(initramfsSize(long).unpacked).toBe(long.length);
  });

  test('an early archive of microcode, zeros, then the packed one', () => {
    const early = archive(3000);
    const packed = Buffer.from(gzipSync(plain));
    const { archives, unpacked } = initramfsSize(Buffer.concat([early, Buffer.alloc(508), packed]));
    expect(archives.map(({ compression }) => compression)).toEqual(['none', 'gzip']);
    expect(unpacked).toBe(early.length + plain.length);
  });

  test.each([0, 1, 3, 512])('gzip with %i zeros behind it', (zeros) => {
    const packed = Buffer.concat([gzipSync(plain), Buffer.alloc(zeros)]);
    expect(initramfsSize(packed).unpacked).toBe(plain.length);
  });

  test('gzip with megabytes of zeros behind it, and one member after another', () => {
    const packed = gzipSync(plain);
    expect(initramfsSize(Buffer.concat([packed, Buffer.alloc(2_000_000)])).unpacked).toBe(plain.length);
    expect(initramfsSize(Buffer.concat([packed, packed])).unpacked).toBe(2 * plain.length);
    const changed = Buffer.from(packed);
    changed[changed.length - 6]! ^= 1;
    expect(() => initramfsSize(changed)).toThrow(/the checksum is not that/);
  });

  test('what shrank as no file system does is not counted to its end', () => {
    // A zstd frame of 400 blocks, each 128 KiB of one byte.
    const bomb = Buffer.from(`28b52ffd0038${'02001000'.repeat(400)}`, 'hex');
    expect(() => initramfsSize(bomb)).toThrow(/more than 50331648 bytes/);
  });

  describe.each([
    ['zstd', ['-q', '-c']],
    ['xz', ['-c', '-C', 'crc32']],
  ] as const)('%s', (tool, options) => {
    it.skipIf(!hasTool(tool)).each([0, 4, 512])(
      'with %i zeros behind it (skipped without the tool)',
      (zeros) => {
        const packed = execFileSync(tool, options, { input: plain });
        expect(initramfsSize(Buffer.concat([packed, Buffer.alloc(zeros)])).unpacked).toBe(plain.length);
      },
    );
  });

  test('what no unpacker here knows has no size', () => {
    const lzo = Buffer.from('894c5a4f000d0a1a0a', 'hex');
    expect(initramfsSize(lzo)).toEqual({
      archives: [{ packed: lzo.length, compression: 'lzo', unpacked: undefined }],
      unpacked: undefined,
    });
  });

  test.each([
    ['cut off', plain.subarray(0, 90_000)],
    ['without a trailer', entry('init', new Uint8Array(8))],
    ['no archive', Buffer.from('a disk image')],
    ['another thing behind an archive', Buffer.concat([plain, Buffer.from('rubbish')])],
  ])('%s: an error with the place', (_, bytes) => {
    expect(() => initramfsSize(bytes)).toThrow(FormatError);
  });
});
