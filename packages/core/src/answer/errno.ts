/** The error numbers that the modelled system calls and sysfs writes give. include/uapi/asm-generic/errno*.h. */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  E2BIG: 7,
  ENOEXEC: 8,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ETXTBSY: 26,
  EFBIG: 27,
  ENOSPC: 28,
  ERANGE: 34,
  ENOSYS: 38,
  ENODATA: 61,
  ENOPKG: 65,
  EBADMSG: 74,
  ELIBBAD: 80,
  ENOTSUP: 95,
  EADDRNOTAVAIL: 99,
  ENOKEY: 126,
  EKEYEXPIRED: 127,
  EKEYREVOKED: 128,
  EKEYREJECTED: 129,
} as const;

/** The name of an error number. */
export type Errno = keyof typeof ERRNO;

const WORDS: Record<Errno, string> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  EINTR: 'Interrupted system call',
  EIO: 'Input/output error',
  E2BIG: 'Argument list too long',
  ENOEXEC: 'Exec format error',
  EAGAIN: 'Resource temporarily unavailable',
  ENOMEM: 'Cannot allocate memory',
  EACCES: 'Permission denied',
  EFAULT: 'Bad address',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  ENODEV: 'No such device',
  EINVAL: 'Invalid argument',
  ETXTBSY: 'Text file busy',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ERANGE: 'Numerical result out of range',
  ENOSYS: 'Function not implemented',
  ENODATA: 'No data available',
  ENOPKG: 'Package not installed',
  EBADMSG: 'Bad message',
  ELIBBAD: 'Accessing a corrupted shared library',
  ENOTSUP: 'Operation not supported',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ENOKEY: 'Required key not available',
  EKEYEXPIRED: 'Key has expired',
  EKEYREVOKED: 'Key has been revoked',
  EKEYREJECTED: 'Key was rejected by service',
};

const NAMES: ReadonlyMap<number, Errno> = new Map(
  Object.entries(ERRNO).map(([name, value]) => [value, name as Errno]),
);

/** `Device or resource busy`: what strerror(3) says. */
export const strerror = (errno: Errno): string => WORDS[errno];

/** The name of an error number, or undefined for one that nothing here gives. */
export const errnoName = (value: number): Errno | undefined => NAMES.get(value);
