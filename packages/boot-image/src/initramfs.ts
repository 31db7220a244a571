import { FormatError } from '@warmboot/format';
import { type Compression, compressionOf, countUnpacked } from './compression.js';
import { cpioEnd, isCpio } from './cpio.js';
import { isUnpackable } from './unpack-pieces.js';
import { sizeInXz } from './xz-index.js';

/** One of the archives that an initrd is made of, one after another. */
export interface InitramfsArchive {
  /** Bytes of the file that it takes. */
  readonly packed: number;
  /** How it is packed; `none` for a cpio archive as it is. */
  readonly compression: Compression | 'none';
  /** Bytes of the cpio archive; undefined where the format does not say and nothing here can unpack it. */
  readonly unpacked: number | undefined;
}

/** What an initrd unpacks to. */
export interface InitramfsSize {
  readonly archives: readonly InitramfsArchive[];
  /** Bytes of all archives unpacked; undefined where one of them does not say. */
  readonly unpacked: number | undefined;
}

/** What follows an archive up to the next: zeros. init/initramfs.c: unpack_to_rootfs() */
const skipZeros = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
};

/** A packed archive is the last of its file: where such data ends, only its unpacker knows. The index of xz says its size. */
const packedArchive = (bytes: Uint8Array, compression: Compression): InitramfsArchive => ({
  compression,
  packed: bytes.length,
  unpacked:
    compression === 'xz'
      ? sizeInXz(bytes)
      : isUnpackable(compression)
        ? countUnpacked(bytes, compression)
        : undefined,
});

/**
 * How large an initrd is once it is unpacked, as the kernel goes through it: cpio archives, each packed or as it is, with
 * zeros between them. The early archive of microcode counts like any other. init/initramfs.c
 * @throws FormatError for what is no initramfs, or a broken one
 */
export const initramfsSize = (bytes: Uint8Array): InitramfsSize => {
  const archives: InitramfsArchive[] = [];
  for (let at = skipZeros(bytes, 0); at < bytes.length; at = skipZeros(bytes, at)) {
    const rest = bytes.subarray(at);
    const compression = compressionOf(rest);
    if (isCpio(rest)) {
      const size = cpioEnd(rest);
      archives.push({ packed: size, compression: 'none', unpacked: size });
    } else if (compression !== undefined) {
      archives.push(packedArchive(rest, compression));
    } else {
      throw new FormatError({
        format: 'initramfs',
        offset: at,
        field: archives.length === 0 ? 'the file' : 'what follows an archive',
        found: [...rest.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
        allowed: 'a cpio archive (070701, 070702), or one that is packed',
      });
    }
    at += archives.at(-1)!.packed;
  }
  const sizes = archives.map(({ unpacked }) => unpacked);
  return {
    archives,
    unpacked: sizes.some((size) => size === undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
  };
};
