// Packed files, and archives of an initramfs one after the other.
import { gzipSync } from 'node:zlib';
import {
  compressionOf,
  initramfsSize,
  kernelConfigIn,
  kernelReleaseIn,
  unpackFile,
} from '@warmboot/boot-image';
import { texts } from '../corpus.mjs';
import { mutateBytes, mutateNumbers, spliced } from '../mutate/bytes.mjs';

const encoder = new TextEncoder();

/** One file of a cpio archive in the "newc" form: Linux, Documentation/driver-api/early-userspace/buffer-format.rst. */
const entry = (name, data, mode = 0o100644) => {
  const fields = [1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0];
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`;
  const padded = (text) => text.padEnd(Math.ceil(text.length / 4) * 4, '\0');
  return padded(head) + padded(data);
};
const archive = encoder.encode(
  entry('bin', '', 0o40755) +
    entry('bin/init', 'x'.repeat(3000)) +
    entry('etc/hosts', 'a b') +
    entry('TRAILER!!!', ''),
);

const littleEndian = (value, width) =>
  Array.from({ length: width }, (_, index) => Math.floor(value / 256 ** index) & 0xff);

/** A Zstandard frame of one last block (RFC 8878, 3.1.1): its size in four bytes, then the block of this kind. */
const zstd = (size, kind, block) =>
  Uint8Array.of(
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0xa0,
    ...littleEndian(size, 4),
    ...littleEndian(size * 8 + kind * 2 + 1, 3),
    ...block,
  );

/** The kinds of blocks: bytes as they are, and one byte many times. */
const RAW = 0;
const REPEATED = 1;

const [config] = texts(`Linux version 6.1.0-9-amd64 (gcc) #1 SMP\n IKCFG_ST${'CONFIG_KEXEC=y\n'.repeat(40)}`);

/** What a decompressor sees is changed before it is packed, or after. */
const repacked = (random, input, corpus) =>
  new Uint8Array(
    gzipSync(mutateBytes(random, compressionOf(input) === undefined ? input : archive, corpus), { level: 1 }),
  );

export const target = {
  room: 'boot-image',
  corpus: () => {
    const packed = new Uint8Array(gzipSync(archive));
    return [
      archive,
      packed,
      zstd(archive.length, RAW, archive),
      zstd(100_000, REPEATED, [0x41]),
      spliced(archive, archive.length, archive.length, packed),
      config,
      ...['BZh91AY&SY', '\xfd7zXZ\0', '\x04"M\x18', '\x89LZO\0\r\n\x1a\n', '\x5d\0\0\x80\0'].map((magic) =>
        spliced(
          archive,
          0,
          magic.length,
          Uint8Array.from(magic, (letter) => letter.charCodeAt(0)),
        ),
      ),
    ];
  },
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateBytes, repacked])(random, input, corpus),
  run: (bytes) => [
    () => unpackFile(bytes, ['gzip', 'zstd', 'xz', 'lzma', 'bzip2', 'lz4', 'lzo']),
    () => initramfsSize(bytes),
    () => kernelConfigIn(bytes),
    () => kernelReleaseIn(bytes),
  ],
};
