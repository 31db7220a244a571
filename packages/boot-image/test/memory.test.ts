import { decompress, initramfsSize } from '@warmboot/boot-image';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
/** A block of 128 KiB of one byte, in four bytes, and the same as the last. */
const BLOCK = '02001000';
const LAST_BLOCK = '03001000';
const BLOCK_SIZE = 128 * 1024;

describe('zstd', () => {
  it('a frame that says how much it holds is refused before anything of it is unpacked', () => {
    // A single segment of 127 MiB.
    const frame = hex(`28b52ffda00000f007${BLOCK.repeat(10)}`);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decompress(frame, 'zstd')).toThrow(/the unpacked size is more than 50331648 bytes/);
    expect(() => initramfsSize(frame)).toThrow(/the unpacked size is more than 50331648 bytes/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  it('a frame with a window that is larger than what may come out takes no more than that', () => {
    // A window of 128 MiB, and one of 128 KiB.
    for (const window of ['88', '38']) {
      const frame = hex(`28b52ffd00${window}${BLOCK}${LAST_BLOCK}`);
      expect(decompress(frame, 'zstd', 3 * BLOCK_SIZE)).toEqual(new Uint8Array(2 * BLOCK_SIZE));
      expect(() => decompress(frame, 'zstd', BLOCK_SIZE)).toThrow(/more than 131072 bytes/);
      expect(() => decompress(frame, 'zstd', 1)).toThrow(/more than 1 bytes/);
    }
  });

  it('frames follow each other, whether they say their size or not, and anything may follow them', () => {
    const sized = hex(`28b52ffda0${'00000200'}${LAST_BLOCK}`);
    const unsized = hex(`28b52ffd0038${LAST_BLOCK}`);
    const file = Buffer.concat([sized, unsized, sized, Buffer.from('\0\0\0\0 and more')]);
    expect(decompress(file, 'zstd')).toEqual(new Uint8Array(3 * BLOCK_SIZE));
    expect(initramfsSize(Buffer.concat([sized, unsized])).unpacked).toBe(2 * BLOCK_SIZE);
    expect(() => decompress(sized.subarray(0, -1), 'zstd')).toThrow(/broken/);
  });
});

describe('what was packed twice', () => {
  it('may unpack to no more than what is left of the limit of the outermost', () => {
    // 48 MiB together, of which the first layer takes 30 MB.
    const twice = (size: number): Uint8Array =>
      decompress(
        gzipSync(Buffer.concat([gzipSync(new Uint8Array(size)), new Uint8Array(30_000_000)]), { level: 1 }),
        'gzip',
      );
    expect(decompress(twice(15_000_000), 'gzip')).toHaveLength(15_000_000);
    expect(() => decompress(twice(25_000_000), 'gzip')).toThrow(
      /the unpacked size is more than 20\d{6} bytes/,
    );
  });
});
