import { decompress } from './compression.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes around a configuration that a kernel keeps of itself. Kernel: kernel/configs.c */
const CONFIG_START = bytesOf('IKCFG_ST');
const CONFIG_END = bytesOf('IKCFG_ED');
const BANNER = bytesOf('Linux version ');
const GZIP_MAGIC = [0x1f, 0x8b];

/** Longest release that uname(2) has room for: 64 characters and an end. */
const LONGEST_RELEASE = 64;

/** Largest configuration that anybody is expected to unpack; real ones have some 300 KiB. */
const LARGEST_CONFIG = 4 * 1024 * 1024;

/** Where `wanted` begins from `from` on; -1 for nowhere. */
const find = (bytes: Uint8Array, wanted: Uint8Array, from = 0): number => {
  let at = bytes.indexOf(wanted[0]!, from);
  while (at !== -1) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
    at = bytes.indexOf(wanted[0]!, at + 1);
  }
  return -1;
};

/**
 * The configuration that a kernel with IKCONFIG keeps of itself, as text.
 * @param kernel the kernel as it runs: nothing is found in a packed one
 * @returns undefined where it keeps none
 * @throws FormatError for one that does not unpack
 */
export const kernelConfigIn = (kernel: Uint8Array): string | undefined => {
  let at = find(kernel, CONFIG_START);
  // The words stand alone in a kernel that can look for them in others.
  while (at !== -1 && !GZIP_MAGIC.every((byte, index) => kernel[at + CONFIG_START.length + index] === byte)) {
    at = find(kernel, CONFIG_START, at + 1);
  }
  if (at === -1) return undefined;
  const start = at + CONFIG_START.length;
  const end = find(kernel, CONFIG_END, start);
  const packed = kernel.subarray(start, end === -1 ? kernel.length : end);
  return new TextDecoder().decode(decompress(packed, 'gzip', LARGEST_CONFIG));
};

/**
 * The release that a kernel says at its start: `Linux version 6.12.117 (...`. Kernel: init/version-timestamp.c: linux_banner
 * @param kernel the kernel as it runs
 */
export const kernelReleaseIn = (kernel: Uint8Array): string | undefined => {
  for (let at = find(kernel, BANNER); at !== -1; at = find(kernel, BANNER, at + 1)) {
    const start = at + BANNER.length;
    const text = String.fromCharCode(...kernel.subarray(start, start + LONGEST_RELEASE + 1));
    const [, release] = /^(\d+\.\d+[!-~]*) /.exec(text) ?? [];
    if (release !== undefined) return release;
  }
  return undefined;
};
