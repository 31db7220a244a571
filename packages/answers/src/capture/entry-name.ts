import { FormatError } from '@warmboot/format';

/** Longest name that Linux takes, and far more than a capture needs. */
const LONGEST_NAME = 4096;

/** Why a name in an archive cannot be a file of a capture; undefined for a good one. */
const faultOf = (name: string): string | undefined => {
  if (name.length > LONGEST_NAME) return `${name.length} characters long`;
  if (/\p{Cc}/u.test(name)) return `${JSON.stringify(name)}, with control characters`;
  if (name.startsWith('/')) return `${JSON.stringify(name)}, an absolute path`;
  return name.split('/').includes('..')
    ? `${JSON.stringify(name)}, which leads out of the archive`
    : undefined;
};

/**
 * The name of an archive's entry, without `./` and doubled slashes. Nothing is ever written under it; a name that
 * would lead out is refused all the same, because whoever made the archive meant no good.
 * @throws FormatError
 */
export const entryName = (archive: string, name: string): string => {
  const fault = faultOf(name);
  if (fault === undefined) {
    return name
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/');
  }
  throw new FormatError({
    format: 'capture',
    file: archive,
    field: 'the name of an entry',
    found: fault,
    allowed: 'a relative path inside the archive',
    advice:
      'No capture script writes such a name. Do not unpack this archive; ask whoever sent it for another.',
  });
};
