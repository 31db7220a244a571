import { execFileSync, spawnSync } from 'node:child_process';
import { decompress, initramfsSize } from '@warmboot/boot-image';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** `abc`, a match of 9 that begins 3 back and reaches into itself, and `xyzzy`. */
const BLOCK = '35 616263 0300 50 78797a7a79';
const LEGACY = `02214c18 0c000000 ${BLOCK}`;
const UNPACKED = 'abcabcabcabcxyzzy';

describe('LZ4', () => {
  it.each([
    ['a legacy frame', LEGACY, UNPACKED],
    ['a legacy frame, and the size that the kernel appends', `${LEGACY} 11000000`, UNPACKED],
    ['a legacy frame of two blocks', `${LEGACY} 0c000000 ${BLOCK}`, UNPACKED + UNPACKED],
    ['two legacy frames', LEGACY + LEGACY, UNPACKED + UNPACKED],
    ['a legacy frame and zeros', `${LEGACY} 00000000 00000000`, UNPACKED],
    ['a frame', `04224d18 6040 82 0c000000 ${BLOCK} 00000000`, UNPACKED],
    [
      'a frame with its size and checksums',
      `04224d18 7c40 1100000000000000 82 0c000000 ${BLOCK} 01020304 00000000 05060708`,
      UNPACKED,
    ],
    ['a block that is not packed', '04224d18 6040 82 03000080 616263 00000000', 'abc'],
    [
      'blocks that look back',
      '04224d18 4040 82 03000080 616263 07000000 02 0300 30 78797a 00000000',
      'abcabcabcxyz',
    ],
    ['a frame that is skipped', `502a4d18 02000000 ffff ${LEGACY}`, UNPACKED],
  ])('is unpacked: %s', (_, packed, unpacked) => {
    expect(text(decompress(hex(packed), 'lz4'))).toBe(unpacked);
  });

  it.each([
    ['cut off', LEGACY.slice(0, -4), /a block/],
    [
      'a match before the beginning',
      '02214c18 0c000000 35 616263 0400 50 78797a7a79',
      /a match before its beginning/,
    ],
    ['a match of offset 0', '02214c18 0c000000 35 616263 0000 50 78797a7a79', /a match before its beginning/],
    ['no last literals', '02214c18 06000000 32 616263 0300', /without its last literals/],
    ['a version that nobody wrote', '04224d18 a040 82 00000000', /the version is 2/],
    ['a block size that nobody wrote', '04224d18 6010 82 00000000', /the block size is 1/],
    ['a frame without its end', `04224d18 6040 82 0c000000 ${BLOCK}`, /the size of a block/],
  ])('is refused: %s', (_, packed, message) => {
    expect(() => decompress(hex(packed), 'lz4')).toThrow(FormatError);
    expect(() => decompress(hex(packed), 'lz4')).toThrow(message);
  });

  it('stops at the limit', () => {
    // One literal, and a match of 4 + 15 + 255 * 2000.
    const long = `1f 61 0100 ${'ff'.repeat(2000)} 00 50 78797a7a79`;
    const size = Buffer.from(long.replaceAll(' ', ''), 'hex').length;
    const packed = Buffer.alloc(8);
    packed.writeUInt32LE(0x184c_2102, 0);
    packed.writeUInt32LE(size, 4);
    const file = Uint8Array.from([...packed, ...hex(long)]);
    expect(decompress(file, 'lz4')).toHaveLength(1 + 19 + 255 * 2000 + 5);
    expect(() => decompress(file, 'lz4', 1000)).toThrow(/more than 1000 bytes/);
  });

  it('has no fault but a FormatError for damaged data', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(255), (at, byte) => {
        const damaged = hex(`04224d18 7c40 1100000000000000 82 0c000000 ${BLOCK} 01020304 00000000 05060708`);
        if (at < damaged.length) damaged[at] = byte;
        try {
          decompress(damaged, 'lz4');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });

  it('counts in an initrd', () => {
    expect(initramfsSize(hex(LEGACY))).toMatchObject({ unpacked: UNPACKED.length });
  });
});

const hasLz4 = spawnSync('lz4', ['--version']).status === 0;

describe.skipIf(!hasLz4)(`LZ4 of lz4(1)${hasLz4 ? '' : ' (skipped: lz4 is not installed)'}`, () => {
  const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) >> ((index >> 12) % 13));

  it.each([
    [['-l']],
    [['-1']],
    [['-9', '-B4', '-BD']],
    [['-9', '-B7', '--content-size', '-BX']],
    [['--no-frame-crc']],
  ])('with options %j', (options) => {
    const packed = execFileSync('lz4', [...options, '-c'], {
      input: content,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    expect(Buffer.compare(decompress(packed, 'lz4'), content)).toBe(0);
  });
});
