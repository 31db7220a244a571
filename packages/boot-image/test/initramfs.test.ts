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
    const bzip2 = Buffer.from('425a683900000000', 'hex');
    expect(initramfsSize(bzip2)).toEqual({
      archives: [{ packed: bzip2.length, compression: 'bzip2', unpacked: undefined }],
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
