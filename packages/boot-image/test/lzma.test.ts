import { execFileSync, spawnSync } from 'node:child_process';
import { compressionOf, decompress, initramfsSize, type UnpackableCompression } from '@warmboot/boot-image';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const TEXT = 'warm and cold, warm and cold, warm and colder';
/** `xz --check=crc32 --lzma2=dict=4KiB` */
const XZ =
  'fd377a585a0000016922de36 0200210100000000372797d6 e0002c00185d003b984aab8c4f868b8c49b798c9c88eaaf6cc8cd6b4b892cc00 9e249122 0001302daddf1fba 9042990d010000000001595a';
/** `xz`, with a checksum that is passed by. */
const XZ_CRC64 =
  'fd377a585a000004e6d6b446 0200210116000000742fe5a3 e0002c00185d003b984aab8c4f868b8c49b798c9c88eaaf6cc8cd6b4b892cc00 12f8b009c8f3464e 0001342da91a73de 1fb6f37d010000000004595a';
/** `lzma -1`: its size is not in the header. */
const LZMA = '5d00001000ffffffffffffffff 003b984aab8c4f868b8c49b798c9c88eaaf6cc8cd6b626b92fffff53d80000';
/** `bzip2 -1` */
const BZIP2 =
  '425a6831 314159265359f3a00900000015118040042e0790802000310340d023d29a6866a74a261448c45966f0659821cfa3e2ee48a70a121e74012000';

const PACKED: readonly (readonly [UnpackableCompression, string])[] = [
  ['xz', XZ],
  ['lzma', LZMA],
  ['bzip2', BZIP2],
];

describe.each(PACKED)('%s', (compression, packed) => {
  it('is unpacked', () => {
    expect(compressionOf(hex(packed))).toBe(compression);
    expect(text(decompress(hex(packed), compression))).toBe(TEXT);
  });

  it('is unpacked with the size behind it that the build of the kernel appends', () => {
    expect(text(decompress(hex(`${packed} 2d000000`), compression))).toBe(TEXT);
  });

  it('counts in an initrd, zeros behind it or not', () => {
    expect(initramfsSize(hex(packed))).toMatchObject({ unpacked: TEXT.length });
    expect(initramfsSize(hex(packed + '00'.repeat(512)))).toMatchObject({ unpacked: TEXT.length });
  });

  it('stops at the limit', () => {
    expect(() => decompress(hex(packed), compression, TEXT.length - 1)).toThrow(/more than 44 bytes/);
  });

  it('is refused wherever it is cut off', () => {
    const whole = hex(packed);
    for (let size = 4; size < whole.length; size += 1) {
      expect(() => decompress(whole.subarray(0, size), compression)).toThrow(FormatError);
    }
  });

  it('has no fault but a FormatError when it is damaged', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(255), (at, byte) => {
        const damaged = hex(packed);
        damaged[at % damaged.length] = byte;
        try {
          decompress(damaged, compression);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe('.xz', () => {
  it('passes a check by that is not CRC-32', () => {
    expect(text(decompress(hex(XZ_CRC64), 'xz'))).toBe(TEXT);
  });

  it('is one stream after another', () => {
    expect(text(decompress(hex(`${XZ} 00000000 ${XZ_CRC64}`), 'xz'))).toBe(TEXT + TEXT);
  });

  it('is found out when its contents were changed', () => {
    expect(() => decompress(hex(XZ.replace('9e249122', '9e249123')), 'xz')).toThrow(
      /the checksum is not that of what was unpacked/,
    );
  });

  /** Headers have checksums, so these are what `xz` writes with the options that stand beside them. */
  it.each([
    [
      'a dictionary over 128 MiB (--lzma2=dict=192MiB)',
      'fd377a585a0000016922de36 020021011f000000fe60edde',
      /the dictionary is 201326592 bytes; allowed: at most 134217728 bytes/,
    ],
    [
      'another filter (--delta)',
      'fd377a585a0000016922de36 02010301002101002895101a',
      /a filter is 0x3; allowed: 0x4 \(x86\) and 0xa \(arm64\) before LZMA2/,
    ],
  ])('is refused: %s', (_, packed, message) => {
    expect(() => decompress(hex(packed), 'xz')).toThrow(message);
  });

  it('undoes what --x86 did to calls', () => {
    const packed =
      'fd377a585a0000016922de36 0201040021010000da33ad03 e0009c001a5d0073ffffe00c029787a947e540fb01e9c67b402d0a0d34e0d5f800000000 e5021a24 0001329d01000000 bff6cd1b3e300d8b020000000001595a';
    let code = '';
    for (let index = 0; index < 24; index += 1) {
      code += '90'.repeat(index % 3);
      const call = Buffer.alloc(5, 0xe8);
      call.writeInt32LE(0x2000 - (code.length / 2 + 5), 1);
      code += call.toString('hex');
    }
    // Opcodes within what they might be followed by.
    code += 'e8e8e90000ffe801000000e9ff';
    expect(Buffer.from(decompress(hex(packed), 'xz')).toString('hex')).toBe(code);
  });

  it('undoes what --arm64 did to bl and adrp', () => {
    const packed =
      'fd377a585a0000016922de36 03010a040010000021010000383499f9 e000bf000f5d0000036d9f283d07bb4356ae750000000000 402ff143 00012bc001000000 96ae97ff3e300d8b020000000001595a';
    const code = Buffer.alloc(24 * 8);
    for (let index = 0; index < 24; index += 1) {
      code.writeUInt32LE(0x9400_0000 + 0x800 - 2 * index, 8 * index);
      code.writeUInt32LE((0x9000_0000 + (3 << 29) + (7 << 5) + 3) >>> 0, 8 * index + 4);
    }
    expect(Buffer.compare(decompress(hex(packed), 'xz'), code)).toBe(0);
  });
});

describe('what is made to fill memory', () => {
  it('LZMA with a size and a dictionary that are not there', () => {
    const header = Buffer.from(hex(LZMA));
    header.writeUInt32LE(128 * 1024 * 1024, 1);
    header.writeBigUInt64LE(1n << 40n, 5);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decompress(header, 'lzma')).toThrow(/its end is marked too early/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
    header.writeUInt32LE(128 * 1024 * 1024 + 1, 1);
    expect(() => decompress(header, 'lzma')).toThrow(/the dictionary is 134217729 bytes/);
  });

  it('a run of bzip2 whose length has no end', () => {
    // One byte in the alphabet; codes of one bit for the digits of a run; then nothing but ones.
    const packed = hex(`425a6831 314159265359 00000000 00000000 ${'ff'.repeat(64)}`);
    expect(() => decompress(packed, 'bzip2')).toThrow(FormatError);
  });
});

/** Bytes that repeat themselves near and far, and some that do not. */
const content = Uint8Array.from({ length: 300_000 }, (_, index) =>
  index % 7000 < 3000 ? (index * index) >> ((index >> 12) % 13) : (index % 251) ^ (index >> 9),
);

const TOOLS: readonly (readonly [string, UnpackableCompression, readonly (readonly string[])[]])[] = [
  [
    'xz',
    'xz',
    [
      ['-0', '--check=crc32'],
      ['-9', '--check=sha256'],
      ['--check=crc32', '--x86', '--lzma2=dict=4KiB'],
      ['--check=none', '--lzma2=lc=0,lp=4,pb=0'],
      ['--check=crc32', '--block-size=70000'],
    ],
  ],
  ['lzma', 'lzma', [['-0'], ['-9']]],
  ['bzip2', 'bzip2', [['-1'], ['-9']]],
];

describe.each(TOOLS)('%s of the machine', (tool, compression, runs) => {
  const there = spawnSync(tool, ['--version'], { input: '' }).status === 0;
  it.skipIf(!there).each(runs.map((run) => [run]))(`with options %j (skipped without ${tool})`, (options) => {
    for (const input of [content, new Uint8Array(200_000), new Uint8Array()]) {
      const packed = execFileSync(tool, [...options, '-c'], { input, stdio: ['pipe', 'pipe', 'ignore'] });
      expect(Buffer.compare(decompress(packed, compression), input)).toBe(0);
    }
  });
});
