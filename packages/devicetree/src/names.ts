import { latin1 } from '@warmboot/format';

/**
 * Longest node or property name in bytes. The specification allows 31 (2.2.1, 2.2.4.1) and few obey; longer than a
 * file name (include/uapi/linux/limits.h, NAME_MAX) could not be shown below /proc/device-tree.
 */
export const MAX_NAME_LENGTH = 255;

/** Latin-1, so that every byte of a name survives a round trip. */
export const decodeName = (bytes: Uint8Array): string => latin1(bytes);

/** The bytes of a name without its NUL. */
export const encodeName = (name: string): Uint8Array =>
  Uint8Array.from({ length: name.length }, (_, index) => name.charCodeAt(index));

/** What would be allowed instead of a node name that was read, or nothing when it is fine. */
export const nodeNameFault = (name: string, isRoot: boolean): string | undefined => {
  if (isRoot) return name === '' ? undefined : 'the empty name of the root';
  if (name === '') return 'a name: only the root has none';
  return name.includes('/') ? 'a name without "/"' : undefined;
};

/** @throws TypeError for a node name that no reader would give back */
export const checkNodeName = (name: string, isRoot = false): void => {
  if (isRoot ? name === '' : isName(name) && !name.includes('/')) return;
  throw new TypeError(`${JSON.stringify(name)} cannot name ${isRoot ? 'the root node' : 'a node'}`);
};

/** @throws TypeError for a property name that no reader would give back */
export const checkPropertyName = (name: string): void => {
  if (!isName(name)) throw new TypeError(`${JSON.stringify(name)} cannot name a property`);
};

/** One byte a character, no NUL, neither empty nor too long. */
const isName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= MAX_NAME_LENGTH &&
  encodeName(name).every((byte, index) => byte !== 0 && byte === name.charCodeAt(index));
