import { alignUp } from '@warmboot/address';

const SHF_ALLOC = 2;
const SHT_NOBITS = 8;
const ET_REL = 1;

/** Bytes of a purgatory in memory: those that are loaded, and all that it takes. */
export interface PurgatorySize {
  readonly bufsz: number;
  readonly memsz: number;
}

/** Where relocatable ELF64 objects begin in a file: kexec(8) and the kernel carry their purgatories so. */
const objectsIn = (bytes: Uint8Array): number[] => {
  const found: number[] = [];
  for (let at = 0; at + 64 <= bytes.length; at += 1) {
    const isElf =
      bytes[at] === 0x7f && bytes[at + 1] === 0x45 && bytes[at + 2] === 0x4c && bytes[at + 3] === 0x46;
    if (isElf && bytes[at + 4] === 2 && bytes[at + 5] === 1 && bytes[at + 16] === ET_REL) found.push(at);
  }
  return found;
};

/** Who loads a purgatory: the kernel fills its buffer up to where the part without bytes begins, the tool does not. */
export type PurgatoryLoader = 'kernel' | 'tool';

/**
 * The size of the purgatory that a program carries: its sections one after another, then what needs no bytes in the file
 * (kexec-tools kexec/kexec-elf-rel.c: elf_rel_load; kernel/kexec_file.c: kexec_purgatory_setup_kbuf).
 * @returns undefined for a program that carries none
 */
export const purgatorySize = (
  bytes: Uint8Array,
  pageSize: number,
  loader: PurgatoryLoader,
): PurgatorySize | undefined => {
  const [start] = objectsIn(bytes);
  if (start === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const table = Number(view.getBigUint64(40, true));
  const size = view.getUint16(58, true);
  let bufsz = 0;
  let bss = 0;
  let bssAlign = 1;
  for (let index = 0; index < view.getUint16(60, true); index += 1) {
    const at = table + index * size;
    if ((Number(view.getBigUint64(at + 8, true)) & SHF_ALLOC) === 0) continue;
    const length = Number(view.getBigUint64(at + 32, true));
    const align = Math.max(1, Number(view.getBigUint64(at + 48, true)));
    if (view.getUint32(at + 4, true) === SHT_NOBITS) {
      bss = alignUp(bss, align) + length;
      bssAlign = Math.max(bssAlign, align);
    } else {
      bufsz = alignUp(bufsz, align) + length;
    }
  }
  const filled = alignUp(bufsz, bssAlign);
  return { bufsz: loader === 'kernel' ? filled : bufsz, memsz: alignUp(filled + bss, pageSize) };
};
