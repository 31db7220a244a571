import { ByteReader, type FormatError } from '@warmboot/format';
import { LARGEST_DICTIONARY, LzmaHistory } from './lzma-history.js';
import { LzmaDecoder, lzmaProperties } from './lzma.js';

const HEADER_SIZE = 13;
const UNKNOWN_SIZE = 0xffff_ffff_ffff_ffffn;

/**
 * Unpacks a file of lzma(1), which is the payload of a kernel with CONFIG_KERNEL_LZMA: a header of 13 bytes and one run of
 * LZMA. What follows it is left alone, as is the size that the kernel's build writes there. The LZMA specification of the LZMA
 * SDK; lib/decompress_unlzma.c.
 *
 * @param take gets the pieces in order; one that throws stops the unpacking
 * @throws FormatError for data that is broken or cut off, or for a dictionary over 128 MiB
 */
export const unpackLzma = (bytes: Uint8Array, take: (piece: Uint8Array) => void): void => {
  const reader = new ByteReader(bytes, 'lzma', 'little');
  const properties = lzmaProperties(reader.u8(0, 'the properties'));
  if (properties === undefined) throw reader.fault(0, 'the properties', `${bytes[0]}`, 'up to 224');
  const dictionary = reader.u32(1, 'the dictionary');
  const size = reader.u64(5, 'the unpacked size');
  if (dictionary > LARGEST_DICTIONARY) throw tooLarge(reader, 1, dictionary);
  const broken = (found: string): FormatError =>
    reader.fault(HEADER_SIZE, 'the compressed data', `broken (${found})`, 'whole lzma data');
  const history = new LzmaHistory(dictionary, take, broken);
  const decoder = new LzmaDecoder(history, broken);
  decoder.reset(properties);
  decoder.decode(
    { bytes, start: HEADER_SIZE, end: bytes.length },
    size === UNKNOWN_SIZE ? undefined : Number(size),
  );
  history.flush();
};

/** What is said of a dictionary that would take too much memory. */
export const tooLarge = (reader: ByteReader, offset: number, dictionary: number): FormatError =>
  reader.fault(offset, 'the dictionary', `${dictionary} bytes`, `at most ${LARGEST_DICTIONARY} bytes`);
