import {
  headOfFlattened,
  isFlattenedDump,
  isKdump,
  parseKdumpHeader,
  vmcoreinfoOf,
} from '@warmboot/boot-image';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** A dump's first two blocks, and VMCOREINFO behind the second header. */
const dump = ({
  bits,
  little,
  version = 6,
}: {
  bits: 32 | 64;
  little: boolean;
  version?: number;
}): Uint8Array => {
  const bytes = new Uint8Array(3 * 4096);
  const view = new DataView(bytes.buffer);
  bytes.set(text('KDUMP   '));
  view.setInt32(8, version, little);
  ['Linux', 'host', '6.1.0-28-amd64', '#1 SMP', 'x86_64'].forEach((word, index) =>
    bytes.set(text(word), 12 + 65 * index),
  );
  if (bits === 64) view.setBigUint64(408, 1_700_000_000n, little);
  else view.setUint32(404, 1_700_000_000, little);
  const status = bits === 64 ? 424 : 412;
  [0x21, 4096, 1, 4, 0xffff_ffff, 0, 0, 0, 2, 8].forEach((word, index) => {
    view.setUint32(status + 4 * index, word, little);
  });
  const sub = 4096;
  view.setUint32(sub + bits / 8, 31, little);
  if (bits === 64) {
    view.setBigUint64(sub + 32, 8192n, little);
    view.setBigUint64(sub + 40, 24n, little);
    view.setBigUint64(sub + 96, 0x1_4000_0000n, little);
  }
  bytes.set(text('OSRELEASE=6.1\nPAGESIZE=4\n'), 8192);
  return bytes;
};

const flattened = (...pieces: readonly (readonly [place: number, bytes: Uint8Array])[]): Uint8Array => {
  const bytes: number[] = [...text('makedumpfile'), ...new Uint8Array(4084)];
  const number = (value: bigint) => {
    for (let shift = 56n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 0xffn));
  };
  for (const [place, piece] of pieces) {
    number(BigInt(place));
    number(BigInt(piece.length));
    bytes.push(...piece);
  }
  number(-1n);
  number(-1n);
  return Uint8Array.from(bytes);
};

describe('a compressed dump', () => {
  it.each([
    { bits: 64, little: true },
    { bits: 64, little: false },
    { bits: 32, little: true },
    { bits: 32, little: false },
  ] as const)('tells its width and order of bytes: %j', (layout) => {
    const header = parseKdumpHeader(dump(layout));
    expect(header).toMatchObject({
      bits: layout.bits,
      endian: layout.little ? 'little' : 'big',
      version: 6,
      release: '6.1.0-28-amd64',
      machine: 'x86_64',
      nodename: 'host',
      seconds: 1_700_000_000,
      status: ['packed with zlib', 'packed with zstd'],
      blockSize: 4096,
      cpus: 8,
      leftOut: ['pages of zeros', 'cache', 'private cache', 'pages of processes', 'free pages'],
    });
    // Of a machine with holes above 16 TiB, the field of 32 bits says nothing.
    expect(header.maxMapnr).toBe(layout.bits === 64 ? 0x1_4000_0000n : 0xffff_ffffn);
  });

  it('has VMCOREINFO from version 3 on', () => {
    const bytes = dump({ bits: 64, little: true });
    expect(vmcoreinfoOf(bytes, parseKdumpHeader(bytes))).toBe('OSRELEASE=6.1\nPAGESIZE=4');
    expect(parseKdumpHeader(dump({ bits: 64, little: true, version: 2 })).vmcoreinfo).toBeUndefined();
    expect(parseKdumpHeader(dump({ bits: 64, little: true, version: 0 })).leftOut).toBeUndefined();
    expect(vmcoreinfoOf(bytes.subarray(0, 8200), parseKdumpHeader(bytes))).toBeUndefined();
  });

  it('is refused when it is cut off or no header', () => {
    const bytes = dump({ bits: 64, little: true });
    expect(() => parseKdumpHeader(bytes.subarray(0, 300))).toThrow(FormatError);
    expect(() => parseKdumpHeader(new Uint8Array(4096))).toThrow(/no size of a page/);
    expect(isKdump(bytes)).toBe(true);
    expect(isKdump(bytes.subarray(0, 4))).toBe(false);
  });
});

describe('a flattened dump', () => {
  it('is put in order, as far as it is here', () => {
    const file = flattened([4, text('second')], [0, text('firs')], [1 << 20, text('far')]);
    expect(isFlattenedDump(file)).toBe(true);
    expect(new TextDecoder().decode(headOfFlattened(file, 100))).toBe('firssecond');
    expect(new TextDecoder().decode(headOfFlattened(file, 6))).toBe('firsse');
    expect(headOfFlattened(file.subarray(0, 4096 + 16 + 3), 100)).toHaveLength(7);
  });

  it('with an empty piece is refused', () => {
    expect(() => headOfFlattened(flattened([0, new Uint8Array()]), 10)).toThrow(/the size of a piece is 0/);
  });

  it('holds a dump', () => {
    const bytes = dump({ bits: 64, little: true });
    expect(parseKdumpHeader(headOfFlattened(flattened([0, bytes]), 8192)).release).toBe('6.1.0-28-amd64');
  });
});
