import { ByteReader } from '@warmboot/format';

const FORMAT = 'multiboot';

/** Loaders look for a header in the first bytes only. */
const SEARCHED = { 1: 8192, 2: 32_768 } as const;
const MAGIC = { 1: 0x1bad_b002, 2: 0xe852_50d6 } as const;

/** Flag bits of a version 1 header. Multiboot Specification 0.6.96, 3.1.2. */
export const MULTIBOOT_FLAG = { AOUT_KLUDGE: 0x1_0000 } as const;

/** Bits 0 to 15 that kexec-tools does not know what to do with. kexec/arch/i386/kexec-multiboot-x86.c: MULTIBOOT_UNSUPPORTED. */
export const MULTIBOOT_REQUIRED_UNSUPPORTED = 0xfff8;

/** A multiboot header and where it was found. */
export interface MultibootHeader {
  readonly version: 1 | 2;
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Of a version 1 header. */
  readonly flags: number;
}

/** Finds a header whose checksum is right: every fourth byte for version 1, every eighth for version 2. */
export const findMultiboot = (bytes: Uint8Array, version: 1 | 2): MultibootHeader | undefined => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const words = version === 1 ? 3 : 4;
  const last = Math.min(bytes.length, SEARCHED[version]) - 4 * words;
  for (let offset = 0; offset <= last; offset += 4 * version) {
    if (reader.u32(offset, 'magic') !== MAGIC[version]) continue;
    let sum = 0;
    for (let word = 0; word < words; word += 1) sum = (sum + reader.u32(offset + 4 * word, 'header')) >>> 0;
    if (sum === 0) return { version, offset, flags: version === 1 ? reader.u32(offset + 4, 'flags') : 0 };
  }
  return undefined;
};
