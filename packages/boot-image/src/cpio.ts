import { FormatError } from '@warmboot/format';

const HEADER_SIZE = 110;
const TRAILER = 'TRAILER!!!';

const text = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** The two forms that Linux unpacks: with and without checksums. Documentation/driver-api/early-userspace/buffer-format.rst */
export const isCpio = (bytes: Uint8Array): boolean => /^07070[12]$/.test(text(bytes, 0, 6));

const aligned = (at: number): number => Math.ceil(at / 4) * 4;

/**
 * Where an archive ends: behind its trailer.
 * @throws FormatError for an archive that is cut off or broken
 */
export const cpioEnd = (bytes: Uint8Array): number => {
  let at = 0;
  for (;;) {
    const field = (index: number): number =>
      Number.parseInt(text(bytes, at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const [size, nameSize] = [field(6), field(11)];
    const name = at + HEADER_SIZE;
    const data = aligned(name + nameSize);
    const end = aligned(data + size);
    if (!isCpio(bytes.subarray(at, at + 6)) || !Number.isSafeInteger(end) || data + size > bytes.length) {
      throw new FormatError({
        format: 'cpio',
        offset: at,
        field: 'an entry',
        found: at + HEADER_SIZE > bytes.length ? 'the end of the file' : 'one that is broken or cut off',
        allowed: 'a header of 070701 or 070702 with its name and data, and a trailer as the last',
      });
    }
    const isTrailer = nameSize === TRAILER.length + 1 && text(bytes, name, name + TRAILER.length) === TRAILER;
    if (isTrailer) return Math.min(end, bytes.length);
    at = end;
  }
};
