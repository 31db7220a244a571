import { FormatError } from '@warmboot/format';
import type { TarHeader } from 'modern-tar';
import { entryName } from './entry-name.js';
import { CaptureAllowance } from './allowance.js';

const BLOCK = 512;
/** Offset and text of the magic of every tar since 1988; pre-POSIX ones have none, and no tool here writes them. */
const MAGIC_AT = 257;
const MAGIC = 'ustar';

const RECORD_AGAIN =
  'The file was cut off or changed on its way here: copy it again, or run the capture script again.';

/** Whether the bytes look like a tar. */
export const isTar = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(MAGIC_AT, MAGIC_AT + MAGIC.length)) === MAGIC;

/**
 * The files of a tar, by name. Everything stays in memory; nothing is unpacked.
 * @param archive its path, for messages
 * @throws FormatError for an archive that is cut off or broken, and for entries that no capture has: names that lead
 * out, links, devices, names that come twice, and more than a capture holds
 */
export const readCaptureTar = async (
  bytes: Uint8Array,
  archive: string,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  requireWhole(bytes, archive);
  const allowance = new CaptureAllowance(archive);
  const check = (header: TarHeader): boolean => {
    const name = entryName(archive, header.name);
    requireFile(archive, name, header);
    if (header.type === 'directory' || header.type === 'pax-global-header') return false;
    allowance.take(name, header.size);
    return true;
  };
  const files = new Map<string, Uint8Array>();
  for (const { header, data = new Uint8Array() } of await unpacked(bytes, archive, check)) {
    const name = entryName(archive, header.name);
    if (files.has(name)) {
      const allowed = 'every file once';
      throw new FormatError({
        format: 'tar',
        file: archive,
        field: name,
        found: 'there twice',
        allowed,
        advice: 'Which of the two is meant cannot be known: run the capture script again, into a new file.',
      });
    }
    files.set(name, data);
  }
  return files;
};

/** A tar is whole blocks, and ends with two of zeros. @throws FormatError */
const requireWhole = (bytes: Uint8Array, archive: string): void => {
  const rest = bytes.length % BLOCK;
  const ends = rest === 0 && bytes.subarray(-2 * BLOCK).every((byte) => byte === 0);
  if (ends && bytes.length >= 2 * BLOCK) return;
  throw new FormatError({
    format: 'tar',
    file: archive,
    field: 'the end',
    found: `cut off (${bytes.length} bytes, and no end mark)`,
    allowed: 'whole blocks of 512 bytes, the last two all zeros',
    advice: RECORD_AGAIN,
  });
};

const unpacked = async (bytes: Uint8Array, archive: string, filter: (header: TarHeader) => boolean) => {
  const { unpackTar } = await import('modern-tar');
  try {
    return await unpackTar(bytes, { strict: true, filter });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const found = `broken (${(error as Error).message.replace(/\.$/, '')})`;
    throw new FormatError(
      {
        format: 'tar',
        file: archive,
        field: 'an entry',
        found,
        allowed: 'a POSIX tar',
        advice: RECORD_AGAIN,
      },
      { cause: error },
    );
  }
};

/** What entries are called that are neither files nor directories. */
const STRANGERS: Readonly<Record<string, string>> = {
  symlink: 'a symbolic link',
  link: 'a hard link',
  'character-device': 'a device',
  'block-device': 'a device',
  fifo: 'a pipe',
};

const requireFile = (archive: string, name: string, { type = 'file', linkname }: TarHeader): void => {
  const stranger = STRANGERS[type];
  if (stranger === undefined) return;
  throw new FormatError({
    format: 'tar',
    file: archive,
    field: name,
    found:
      linkname === undefined || linkname === '' ? stranger : `${stranger} to ${JSON.stringify(linkname)}`,
    allowed: 'a file or a directory',
    advice: 'The capture script writes contents only. Remove the entry, or run the script again.',
  });
};
