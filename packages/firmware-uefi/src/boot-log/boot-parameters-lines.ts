import type { UefiBootParameters } from '../handover/boot-parameters.js';
import { bootLogFault, hexOf, withoutTimeStamp } from './log-line.js';

const HEADER = 'efi: Getting UEFI parameters from /chosen in DT:';
const LINE = /^efi: {3}([A-Z][A-Za-z. ]{0,24}?) {0,24}: 0x([0-9a-f]{1,16})$/;

const FIELDS = [
  ['System Table', 'systemTable'],
  ['MemMap Address', 'memoryMapAddress'],
  ['MemMap Size', 'memoryMapSize'],
  ['MemMap Desc. Size', 'descriptorSize'],
  ['MemMap Desc. Version', 'descriptorVersion'],
  ['Secure Boot Enabled', 'secureBoot'],
] as const;

type Field = (typeof FIELDS)[number][1];

const LABEL_WIDTH = 21;
const FIELD_BY_LABEL: ReadonlyMap<string, Field> = new Map(FIELDS);

/** One parameter of the arm64 block, or undefined when the line is something else. */
export const parseBootParameterLine = (
  text: string,
  line?: number,
): { readonly field: Field; readonly value: number } | undefined => {
  const match = LINE.exec(withoutTimeStamp(text));
  const field = match === null ? undefined : FIELD_BY_LABEL.get(match[1] ?? '');
  if (match === null || field === undefined) return undefined;
  const value = Number(`0x${match[2]}`);
  if (!Number.isSafeInteger(value)) throw bootLogFault(line, field, `0x${match[2]}`, 'a value below 2^53');
  return { field, value };
};

/**
 * The block that an arm64 kernel prints with `efi=debug`, header first
 * (`efi_get_fdt_params`, drivers/firmware/efi/fdtparams.c; spec section 13). Secure boot is the one 32-bit value.
 */
export const formatBootParameterLines = (parameters: UefiBootParameters): readonly string[] => {
  const lines = [HEADER];
  for (const [label, field] of FIELDS) {
    const value = parameters[field];
    if (value === undefined) continue;
    lines.push(
      `efi:   ${label.padEnd(LABEL_WIDTH)}: ${hexOf(BigInt(value), field === 'secureBoot' ? 8 : 16)}`,
    );
  }
  return lines;
};
