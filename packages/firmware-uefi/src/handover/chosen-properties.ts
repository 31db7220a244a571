import { ByteWriter, FormatError } from '@warmboot/format';
import type { UefiBootParameters } from './boot-parameters.js';

/** A devicetree property as bytes, independent of any devicetree library. */
export interface DevicetreeProperty {
  readonly name: string;
  readonly value: Uint8Array;
}

/** What the arm64 EFI stub writes into /chosen. */
export interface StubChosenInput extends UefiBootParameters {
  /** Kernel command line, from the loader options. */
  readonly bootargs?: string;
  /** 64 random bits; written only with CONFIG_RANDOMIZE_BASE and an EFI random number protocol. */
  readonly kaslrSeed?: bigint;
}

type ParameterField = keyof UefiBootParameters;

interface ParameterProperty {
  readonly name: string;
  /** Bytes that the stub writes. */
  readonly width: 4 | 8;
  readonly field: ParameterField;
  /** Bytes of the variable that the kernel reads it into; a larger value saturates. */
  readonly target: 4 | 8;
}

/** In the order in which the kernel looks for them (`dt_params`, drivers/firmware/efi/fdtparams.c). */
const PARAMETER_PROPERTIES: readonly ParameterProperty[] = [
  { name: 'linux,uefi-system-table', width: 8, field: 'systemTable', target: 8 },
  { name: 'linux,uefi-mmap-start', width: 8, field: 'memoryMapAddress', target: 8 },
  { name: 'linux,uefi-mmap-size', width: 4, field: 'memoryMapSize', target: 8 },
  { name: 'linux,uefi-mmap-desc-size', width: 4, field: 'descriptorSize', target: 8 },
  { name: 'linux,uefi-mmap-desc-ver', width: 4, field: 'descriptorVersion', target: 8 },
  { name: 'linux,uefi-secure-boot', width: 4, field: 'secureBoot', target: 4 },
];

/** Names of the properties that describe UEFI in /chosen, in the order of the kernel's search. */
export const UEFI_CHOSEN_PROPERTY_NAMES: readonly string[] = PARAMETER_PROPERTIES.map(({ name }) => name);

const cells = (value: number | bigint, width: 4 | 8): Uint8Array =>
  width === 4
    ? new ByteWriter('big', 4).u32(Number(value)).toBytes()
    : new ByteWriter('big', 8).u64(BigInt(value)).toBytes();

/** The stub turns the loader's UCS-2 options into UTF-8. */
const utf8 = (text: string): Uint8Array => {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x1_0000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
  }
  return Uint8Array.from(bytes);
};

/**
 * The properties that the arm64 EFI stub sets, in the order in which it sets them: bootargs, the UEFI parameters,
 * kaslr-seed (`update_fdt`, drivers/firmware/efi/libstub/fdt.c; spec section 9, arch-arm64 section 6.3).
 * kexec keeps them, so every later kernel finds the same map.
 */
export const uefiChosenProperties = (input: StubChosenInput): readonly DevicetreeProperty[] => {
  const properties: DevicetreeProperty[] = [];
  if (input.bootargs !== undefined) {
    properties.push({ name: 'bootargs', value: utf8(`${input.bootargs}\0`) });
  }
  for (const { name, width, field } of PARAMETER_PROPERTIES) {
    const told = input[field];
    if (told !== undefined) properties.push({ name, value: cells(told, width) });
  }
  if (input.kaslrSeed !== undefined) {
    properties.push({ name: 'kaslr-seed', value: cells(input.kaslrSeed, 8) });
  }
  return properties;
};

/** What the kernel found in /chosen. */
export type UefiChosenResult =
  | { readonly found: true; readonly parameters: UefiBootParameters }
  /** EFI is ignored; `log` is the line that the kernel prints. */
  | { readonly found: false; readonly missing: string; readonly log: string };

/** What the properties do not say of themselves. */
export interface ReadUefiChosenOptions {
  /** True for kernels with lockdown patches (Debian), which give up EFI without `linux,uefi-secure-boot`. Default false. */
  readonly secureBootRequired?: boolean;
}

const EXACT_LIMIT = BigInt(Number.MAX_SAFE_INTEGER);
const U32_MAX = 0xffff_ffffn;

const readCells = (bytes: Uint8Array, name: string): bigint => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 4) return BigInt(view.getUint32(0));
  if (bytes.length >= 8) return view.getBigUint64(0);
  const found = `${bytes.length} bytes`;
  throw new FormatError({ format: '/chosen', field: name, found, allowed: '4 or 8 bytes' });
};

/**
 * Reads the UEFI parameters as `efi_get_fdt_params` does (drivers/firmware/efi/fdtparams.c; spec H4): a property of
 * four bytes is one cell, any other two cells; 32-bit targets saturate. Without the system table there is no UEFI,
 * and without one of the others it is ignored with an error.
 * @param property looks a property of /chosen up by name
 * @throws FormatError for a property shorter than its cells or an address above 2^53
 */
export const readUefiChosen = (
  property: (name: string) => Uint8Array | undefined,
  options: ReadUefiChosenOptions = {},
): UefiChosenResult => {
  const parameters: { -readonly [K in ParameterField]?: UefiBootParameters[K] } = {};
  for (const { name, field, target } of PARAMETER_PROPERTIES) {
    const bytes = property(name);
    if (bytes === undefined) {
      if (field === 'secureBoot' && options.secureBootRequired !== true) continue;
      const log =
        field === 'systemTable' ? 'efi: UEFI not found.' : `efi: Can't find property '${name}' in DT!`;
      return { found: false, missing: name, log };
    }
    const value = readCells(bytes, name);
    const stored = target === 4 && value > U32_MAX ? U32_MAX : value;
    if (stored > EXACT_LIMIT) {
      const found = `0x${stored.toString(16)}`;
      throw new FormatError({ format: '/chosen', field: name, found, allowed: 'a value below 2^53' });
    }
    parameters[field] = Number(stored);
  }
  return { found: true, parameters: parameters as UefiBootParameters };
};
