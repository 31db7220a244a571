/**
 * What every codec of Warmboot stands on: bounds-checked reading and writing of bytes,
 * and the one error that says where broken input broke.
 *
 * @module
 */
export { ByteReader, type Endian } from './byte-reader.js';
export { ByteWriter } from './byte-writer.js';
export { crc32 } from './crc32.js';
export { FormatError, parsingDirectory, parsingFile, type FormatFault } from './format-error.js';
export { latin1 } from './latin1.js';
