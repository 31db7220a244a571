import type { EfiInfo } from '@warmboot/firmware-uefi';
import { EFI_INFO_OFFSET, EFI_INFO_SIZE, parseEfiInfo, serialiseEfiInfo } from '@warmboot/firmware-uefi';
import { ByteReader } from '@warmboot/format';
import { SETUP_HEADER_OFFSET } from './bzimage.js';
import type { E820Entry } from './e820.js';
import {
  E820_ENTRY_SIZE,
  E820_MAX_ENTRIES_ZEROPAGE,
  parseE820Entries,
  serialiseE820Entries,
} from './e820.js';

/** Bytes of the zero page. */
export const BOOT_PARAMS_SIZE = 4096;

/** Bytes of struct setup_header as boot_params holds it. */
export const SETUP_HEADER_ROOM = 0x26c - SETUP_HEADER_OFFSET;

const FORMAT = 'boot_params';

/**
 * The zero page: what a boot loader tells an x86 kernel (spec 1.2; uapi/asm/bootparam.h: struct boot_params).
 * Values that are split over several fields are whole here. Other bytes of the page are kept by {@link editBootParams}.
 */
export interface BootParams {
  /** struct screen_info, 64 bytes. */
  readonly screenInfo: Uint8Array;
  /** KiB above 1 MiB as old BIOSes tell it, at most 0xfc00. Inside screen_info. */
  readonly extMemK: number;
  /** Magic and offset of a command line in the style of protocol 2.01. Inside screen_info. */
  readonly oldCmdlineMagic: number;
  readonly oldCmdlineOffset: number;
  /** Physical address of ACPI's RSDP, 0 when the loader did not look for it. */
  readonly acpiRsdp: bigint;
  readonly ramdiskImage: bigint;
  readonly ramdiskSize: bigint;
  readonly cmdLinePtr: bigint;
  readonly efiInfo: EfiInfo;
  /** KiB above 1 MiB. */
  readonly altMemK: number;
  readonly eddBufferEntries: number;
  readonly eddMbrSignatureEntries: number;
  /** 2: disabled, 3: enabled, 0: unknown. */
  readonly secureBoot: number;
  /** Not 0: the loader copied more than the header, and the kernel clears what it cannot trust. */
  readonly sentinel: number;
  /** The setup header from 0x1f1 on, 123 bytes. */
  readonly header: Uint8Array;
  readonly rootFlags: number;
  readonly rootDevice: number;
  readonly typeOfLoader: number;
  readonly loadflags: number;
  readonly hardwareSubarch: number;
  readonly hardwareSubarchData: bigint;
  /** First node of the setup_data list, 0 for none. */
  readonly setupData: bigint;
  readonly eddMbrSignatures: Uint8Array;
  /** At most 128 entries. */
  readonly e820: readonly E820Entry[];
  readonly eddBuffers: Uint8Array;
}

interface Field<K extends keyof BootParams> {
  readonly name: K;
  read(reader: ByteReader): BootParams[K];
  write(bytes: Uint8Array, value: BootParams[K]): void;
}

const little = (bytes: Uint8Array, offset: number, size: number, value: bigint): void => {
  for (let index = 0; index < size; index += 1)
    bytes[offset + index] = Number((value >> BigInt(8 * index)) & 0xffn);
};

const checked = (name: string, value: bigint, size: number): bigint => {
  if (value < 0n || value >= 1n << BigInt(8 * size))
    throw new TypeError(`${name}: ${value} does not fit in ${size} bytes`);
  return value;
};

type NumberName = { [K in keyof BootParams]: BootParams[K] extends number ? K : never }[keyof BootParams];
type WideName = { [K in keyof BootParams]: BootParams[K] extends bigint ? K : never }[keyof BootParams];
type BytesName = { [K in keyof BootParams]: BootParams[K] extends Uint8Array ? K : never }[keyof BootParams];

const number = (name: NumberName, offset: number, size: 1 | 2 | 4): Field<NumberName> => ({
  name,
  read: (reader) =>
    size === 1 ? reader.u8(offset, name) : size === 2 ? reader.u16(offset, name) : reader.u32(offset, name),
  write: (bytes, value) => little(bytes, offset, size, checked(name, BigInt(value), size)),
});

const wide = (name: WideName, offset: number): Field<WideName> => ({
  name,
  read: (reader) => reader.u64(offset, name),
  write: (bytes, value) => little(bytes, offset, 8, checked(name, value, 8)),
});

/** A value whose upper half was added by a later protocol. */
const split = (name: WideName, low: number, high: number): Field<WideName> => ({
  name,
  read: (reader) => (BigInt(reader.u32(high, name)) << 32n) | BigInt(reader.u32(low, name)),
  write: (bytes, value) => {
    checked(name, value, 8);
    little(bytes, low, 4, value & 0xffff_ffffn);
    little(bytes, high, 4, value >> 32n);
  },
});

const block = (name: BytesName, offset: number, size: number): Field<BytesName> => ({
  name,
  read: (reader) => reader.slice(offset, size, name).slice(),
  write: (bytes, value) => {
    if (value.length > size) throw new TypeError(`${name}: ${value.length} bytes do not fit in ${size}`);
    bytes.fill(0, offset, offset + size);
    bytes.set(value, offset);
  },
});

const efiInfo: Field<'efiInfo'> = {
  name: 'efiInfo',
  read: (reader) => parseEfiInfo(reader.slice(EFI_INFO_OFFSET, EFI_INFO_SIZE, 'efi_info')),
  write: (bytes, value) => bytes.set(serialiseEfiInfo(value), EFI_INFO_OFFSET),
};

const E820_ENTRIES = 0x1e8;
const E820_TABLE = 0x2d0;

const e820: Field<'e820'> = {
  name: 'e820',
  read: (reader) => {
    const count = reader.u8(E820_ENTRIES, 'e820_entries');
    if (count > E820_MAX_ENTRIES_ZEROPAGE) {
      throw reader.fault(E820_ENTRIES, 'e820_entries', String(count), `at most ${E820_MAX_ENTRIES_ZEROPAGE}`);
    }
    return parseE820Entries(reader.slice(E820_TABLE, count * E820_ENTRY_SIZE, 'e820_table'), count);
  },
  write: (bytes, value) => {
    if (value.length > E820_MAX_ENTRIES_ZEROPAGE) {
      throw new TypeError(
        `e820: ${value.length} entries, and boot_params holds ${E820_MAX_ENTRIES_ZEROPAGE}`,
      );
    }
    bytes[E820_ENTRIES] = value.length;
    bytes.fill(0, E820_TABLE, E820_TABLE + E820_MAX_ENTRIES_ZEROPAGE * E820_ENTRY_SIZE);
    bytes.set(serialiseE820Entries(value), E820_TABLE);
  },
};

/** In the order in which they are written: blocks before the fields inside them. */
const FIELDS = [
  block('screenInfo', 0x000, 64),
  number('extMemK', 0x002, 2),
  number('oldCmdlineMagic', 0x020, 2),
  number('oldCmdlineOffset', 0x022, 2),
  wide('acpiRsdp', 0x070),
  efiInfo,
  number('altMemK', 0x1e0, 4),
  number('eddBufferEntries', 0x1e9, 1),
  number('eddMbrSignatureEntries', 0x1ea, 1),
  number('secureBoot', 0x1ec, 1),
  number('sentinel', 0x1ef, 1),
  block('header', SETUP_HEADER_OFFSET, SETUP_HEADER_ROOM),
  number('rootFlags', 0x1f2, 2),
  number('rootDevice', 0x1fc, 2),
  number('typeOfLoader', 0x210, 1),
  number('loadflags', 0x211, 1),
  split('ramdiskImage', 0x218, 0x0c0),
  split('ramdiskSize', 0x21c, 0x0c4),
  split('cmdLinePtr', 0x228, 0x0c8),
  number('hardwareSubarch', 0x23c, 4),
  wide('hardwareSubarchData', 0x240),
  wide('setupData', 0x250),
  block('eddMbrSignatures', 0x290, 64),
  e820,
  block('eddBuffers', 0xd00, 492),
] as readonly Field<keyof BootParams>[];

/** Reads the zero page; what follows its 4096 bytes is not looked at. @throws FormatError for less, or more than 128 entries */
export const parseBootParams = (bytes: Uint8Array): BootParams => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  reader.slice(0, BOOT_PARAMS_SIZE, 'zero page');
  return Object.fromEntries(FIELDS.map((field) => [field.name, field.read(reader)])) as unknown as BootParams;
};

/**
 * A copy with some fields changed and every other byte as it was. `header` and `screenInfo` are written before the
 * fields inside them, whatever the order of the keys.
 * @throws TypeError for a value that does not fit in its field
 */
export const editBootParams = (bytes: Uint8Array, changes: Partial<BootParams>): Uint8Array => {
  // The slice of a Node Buffer is no copy.
  const result = Uint8Array.from(bytes);
  for (const field of FIELDS) {
    const value = changes[field.name];
    if (value !== undefined) field.write(result, value);
  }
  return result;
};

/** A zero page with these fields and zeros elsewhere. */
export const serialiseBootParams = (fields: Partial<BootParams>): Uint8Array =>
  editBootParams(new Uint8Array(BOOT_PARAMS_SIZE), fields);
