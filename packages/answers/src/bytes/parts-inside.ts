import { FormatError } from '@warmboot/format';
import { parseAcpidump } from '@warmboot/firmware-acpi';
import { captureFiles, isCaptureArchive } from '../capture/capture-files.js';
import { acpidumpFormat } from '../inspect/firmware-formats.js';
import { annotateBytes } from './annotate.js';

/** Something whole inside a file: a file of a tar, a table of an acpidump. */
export interface PartInside {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const partsOf = async (file: Uint8Array, path: string): Promise<readonly PartInside[]> => {
  if (isCaptureArchive(file)) {
    return [...(await captureFiles(file, path))].map(([name, bytes]) => ({ name, bytes }));
  }
  if (!acpidumpFormat.recognise(file)) return [];
  const counts = new Map<string, number>();
  return parseAcpidump(new TextDecoder().decode(file)).map(({ signature, bytes }) => {
    const count = (counts.get(signature) ?? 0) + 1;
    counts.set(signature, count);
    return { name: count === 1 ? signature : `${signature}${count}`, bytes };
  });
};

/**
 * What of a capture's tar or an acpidump {@link annotateBytes} knows: ACPI tables, devicetrees, boot_params, a kernel's head. The
 * second table of a signature has a number after it, as /sys/firmware/acpi/tables has.
 * @param path of the file, for messages
 * @returns nothing for other files, and for those that are broken, which `inspect` complains of
 */
export const partsInside = async (file: Uint8Array, path: string): Promise<readonly PartInside[]> => {
  try {
    const parts = await partsOf(file, path);
    return parts.filter(({ bytes }) => annotateBytes(bytes) !== undefined);
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
};
