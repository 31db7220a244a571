import type { ImageFormat, KernelImage } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { ByteReader, FormatError } from '@warmboot/format';
import { CACHED_BASE, KERNEL_ALIGN } from './layout.js';

const NAME = 'vmlinux.efi';

/** A LoongArch PE image as its loaders see it. Sizes in bytes. */
export interface LoongArchImage extends KernelImage {
  readonly format: typeof NAME;
  /** Physical address of the first instruction, for an image that is where it was linked for. */
  readonly entry: number;
  /** What it needs at its place, BSS included. */
  readonly imageSize: number;
  /** Where it was linked for: its offset from the start of RAM. */
  readonly textOffset: number;
}

export const isLoongArchImage = (kernel: KernelImage): kernel is LoongArchImage => kernel.format === NAME;

/** An image of another format would have been refused before: this states it. @throws TypeError */
export const requireImage = (kernel: KernelImage): LoongArchImage => {
  if (isLoongArchImage(kernel)) return kernel;
  throw new TypeError(`loongarch64 loads kernels of format ${NAME}, not ${kernel.format}`);
};

/** `MZ` and where the PE header is; LINUX_PE_MAGIC says that this is a kernel. arch/loongarch/kernel/head.S */
const MZ = 0x5a4d;
const LINUX_PE_MAGIC = 0x8182_23cd;
const PE = 0x0000_4550;
/** IMAGE_FILE_MACHINE_LOONGARCH64 */
const MACHINE = 0x6264;
/** Bytes of the header up to the offset of the PE header, that included. */
const HEADER_SIZE = 64;

const peOffset = (reader: ByteReader): number | undefined => {
  if (reader.length < HEADER_SIZE || reader.u16(0, 'MZ') !== MZ) return undefined;
  if (reader.u32(56, 'Linux magic') !== LINUX_PE_MAGIC) return undefined;
  const at = reader.u32(60, 'pe_header');
  if (at + 6 > reader.length || reader.u32(at, 'PE') !== PE) return undefined;
  return reader.u16(at + 4, 'machine') === MACHINE ? at : undefined;
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: `loongarch64 ${NAME}`, field, found, allowed });

/** virt_to_phys() of kexec-tools: the lower 48 bits. */
const physical = (value: bigint): number => Number(value & 0xffff_ffff_ffffn);

const sized = (field: string, value: bigint): number => {
  if (value > 0n && value < 1n << 40n) return Number(value);
  throw fault(field, `0x${value.toString(16)}`, 'a size above 0 and below 2^40');
};

const recorded = (record: Readonly<Record<string, unknown>>, field: string): bigint => {
  const value = record[field];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return BigInt(value);
  throw fault(field, JSON.stringify(value) ?? 'missing', 'a whole number above 0');
};

/** The PE image of arch/loongarch/boot, unpacked. */
export const imageFormat: ImageFormat = {
  name: NAME,
  recognise: (bytes) =>
    peOffset(new ByteReader(bytes, NAME, 'little')) === undefined
      ? refuse('EINVAL', 'no PE file of LoongArch with the magic of Linux at offset 56')
      : done,
  parse: (bytes): LoongArchImage => {
    const reader = new ByteReader(bytes, NAME, 'little');
    if (peOffset(reader) === undefined)
      throw fault('header', 'another', 'MZ, the magic of Linux at 56, and PE of machine 0x6264');
    return {
      format: NAME,
      fileSize: bytes.length,
      entry: physical(reader.u64(8, 'kernel_entry')),
      imageSize: sized('image_size', reader.u64(16, 'image_size')),
      textOffset: sized('text_offset', reader.u64(24, 'text_offset') - 0n),
    };
  },
  fromRecord: (record): LoongArchImage => ({
    format: NAME,
    fileSize: Number(recorded(record, 'file_size')),
    entry: physical(recorded(record, 'kernel_entry')),
    imageSize: sized('image_size', recorded(record, 'image_size')),
    textOffset: sized('text_offset', recorded(record, 'text_offset')),
  }),
  needs: (kernel) => ({ size: requireImage(kernel).imageSize, align: KERNEL_ALIGN }),
};

/** Virtual address of a byte of memory, as the kernel is linked and sees it cached. */
export const cached = (address: number): bigint => CACHED_BASE + BigInt(address);
