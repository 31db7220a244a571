import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where what was fetched for guests is kept: WARMBOOT_CACHE, or the user's cache (XDG Base Directory Specification). */
export const cacheFolder = ({ WARMBOOT_CACHE, XDG_CACHE_HOME }: Environment = process.env): string =>
  WARMBOOT_CACHE === undefined || WARMBOOT_CACHE === ''
    ? join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'warmboot')
    : resolve(WARMBOOT_CACHE);
