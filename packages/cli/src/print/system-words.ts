/** System errors that a path on the command line can cause, or the disk behind it, in words. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'it is not a directory',
  EISDIR: 'it is a directory, and a file is wanted',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'there is no space left for this user',
  EFBIG: 'it would become larger than files may be here',
  EROFS: 'the file system is read-only',
  EIO: 'the device could not read or write',
  EMFILE: 'too many files are open',
};

/** What an error of the system says, for people; undefined for any other error. */
export const systemWords = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? SYSTEM_ERRORS[String(error.code)] : undefined;
