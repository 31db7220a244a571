import { ByteReader, ByteWriter } from '@warmboot/format';
import { INCREMENT } from './layout.js';

/** struct read_info_sccb, as far as it is about storage: 8 bytes of header, rnmax, rnsize in MiB. drivers/s390/char/sclp.h */
const RN_MAX = 8;
const RN_SIZE = 10;
const SIZE = 16;
const MIB = 2 ** 20;

/** What the machine answers, big-endian. @param most bytes that there may be of storage, in increments */
export const writeReadInfo = (most: number): Uint8Array => {
  const writer = new ByteWriter('big').u16(SIZE).zeros(RN_MAX - 2);
  writer
    .u16(most / INCREMENT)
    .u8(INCREMENT / MIB === 256 ? 0 : INCREMENT / MIB)
    .zeros(SIZE - RN_SIZE - 1);
  return writer.toBytes();
};

/** Bytes that there may be of storage, standby included. @throws FormatError for an answer that is cut off */
export const mostStorage = (bytes: Uint8Array): number =>
  new ByteReader(bytes, 'read SCP information', 'big').u16(RN_MAX, 'rnmax') * INCREMENT;
