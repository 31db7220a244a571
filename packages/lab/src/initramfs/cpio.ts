/** A file of an archive. Paths have no slash in front; folders above a file need not be listed. */
export type ArchiveEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly executable?: boolean;
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'device'; readonly path: string; readonly major: number; readonly minor: number }
  | { readonly kind: 'folder'; readonly path: string };

/** Types of an inode's mode. include/uapi/linux/stat.h */
const S_IF = { file: 0o100000, link: 0o120000, device: 0o020000, folder: 0o040000 } as const;

const MAGIC = '070701';
const TRAILER = 'TRAILER!!!';
const ENCODER = new TextEncoder();

interface Header {
  readonly inode: number;
  readonly mode: number;
  readonly links: number;
  readonly size: number;
  readonly major: number;
  readonly minor: number;
}

const EMPTY: Header = { inode: 0, mode: 0, links: 1, size: 0, major: 0, minor: 0 };

/** Headers and contents begin at multiples of four. Documentation/driver-api/early-userspace/buffer-format.rst */
const padded = (length: number): number => Math.ceil(length / 4) * 4;

const hexWord = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

/** The thirteen words of the newc header, then the name with its zero. Owner is root, times are zero: the same files give the same bytes. */
const header = (name: string, { inode, mode, links, size, major, minor }: Header): Uint8Array => {
  const nameBytes = ENCODER.encode(`${name}\0`);
  const words = [inode, mode, 0, 0, links, 0, size, 0, 0, major, minor, nameBytes.length, 0];
  const text = ENCODER.encode(MAGIC + words.map(hexWord).join(''));
  const bytes = new Uint8Array(padded(text.length + nameBytes.length));
  bytes.set(text);
  bytes.set(nameBytes, text.length);
  return bytes;
};

const contentOf = (entry: ArchiveEntry): Uint8Array => {
  if (entry.kind === 'file') return entry.bytes;
  return entry.kind === 'link' ? ENCODER.encode(entry.target) : new Uint8Array(0);
};

const permissionsOf = (entry: ArchiveEntry): number => {
  if (entry.kind === 'file') return entry.executable === true ? 0o755 : 0o644;
  return entry.kind === 'device' ? 0o600 : entry.kind === 'link' ? 0o777 : 0o755;
};

/** Folders that entries lie in and that nobody listed, outermost first. */
const withFolders = (entries: readonly ArchiveEntry[]): ArchiveEntry[] => {
  const known = new Set<string>();
  return entries.flatMap((entry) => {
    const parts = entry.path.split('/').slice(0, -1);
    const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const missing = folders.filter((path) => !known.has(path));
    for (const path of [...missing, entry.path]) known.add(path);
    return [...missing.map((path) => ({ kind: 'folder', path }) as const), entry];
  });
};

/**
 * An archive in cpio's newc form, as the kernel unpacks it into its first file system. init/initramfs.c: do_header
 * @returns bytes whose number is a multiple of four, so that another archive may follow
 */
export const cpioArchive = (entries: readonly ArchiveEntry[]): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (const [index, entry] of withFolders(entries).entries()) {
    const content = contentOf(entry);
    parts.push(
      header(entry.path, {
        inode: index + 1,
        mode: S_IF[entry.kind] | permissionsOf(entry),
        links: entry.kind === 'folder' ? 2 : 1,
        size: content.length,
        major: entry.kind === 'device' ? entry.major : 0,
        minor: entry.kind === 'device' ? entry.minor : 0,
      }),
      content,
      new Uint8Array(padded(content.length) - content.length),
    );
  }
  parts.push(header(TRAILER, EMPTY));
  return concatenated(parts);
};

/** The parts one after another. */
export const concatenated = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
