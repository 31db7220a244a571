import { initramfsSize } from '@warmboot/boot-image';
import type { InitrdImage } from '@warmboot/core';
import { FormatError } from '@warmboot/format';

/**
 * What a model needs to know of an initrd. One that is no initramfs is a file system in one piece, and unpacks to nothing
 * that is known.
 * @param userSpace what programs of it take of memory beside their files, in bytes, where somebody said
 */
export const initrdImage = (file: Uint8Array, userSpace?: number): InitrdImage => {
  const unpacked = ifReadable(() => initramfsSize(file).unpacked);
  return {
    fileSize: file.length,
    ...(unpacked === undefined ? {} : { unpackedSize: unpacked }),
    ...(userSpace === undefined ? {} : { userSpace }),
  };
};

const ifReadable = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};
