import type { FirmwareMemory } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';
import { rangeAt } from '@warmboot/address';
import {
  descriptorRange,
  hasAttribute,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  parseEfiBootLog,
} from '@warmboot/firmware-uefi';

const TYPES = new Map<number, FirmwareMemory['type']>([
  [MEMORY_TYPE.loaderCode, 'usable'],
  [MEMORY_TYPE.loaderData, 'usable'],
  [MEMORY_TYPE.bootServicesCode, 'usable'],
  [MEMORY_TYPE.bootServicesData, 'usable'],
  [MEMORY_TYPE.conventional, 'usable'],
  [MEMORY_TYPE.acpiReclaim, 'ACPI data'],
  [MEMORY_TYPE.acpiNvs, 'ACPI NVS'],
  [MEMORY_TYPE.unusable, 'unusable'],
  [MEMORY_TYPE.persistent, 'persistent'],
]);

/** `OF: reserved mem: 0x3e000000..0x3effffff (16384 KiB) nomap non-reusable ...`, and the form before 6.5. */
const NOMAP = /^OF: reserved mem: 0x([0-9a-f]+)\.\.0x([0-9a-f]+) \(\d+ KiB\) nomap /;
const NOMAP_OLD = /^OF: reserved mem: .*base 0x([0-9a-f]+), size (\d+) MiB.* nomap/;

/** The map of firmware from a log: EFI's where it was printed (efi=debug), else what memblock had of it. */
export const loggedMap = (lines: readonly string[]): readonly FirmwareMemory[] => {
  const { descriptors } = parseEfiBootLog(lines);
  if (descriptors.length > 0) {
    const map = descriptors
      // What is not cacheable is a device's.
      .filter((descriptor) => hasAttribute(descriptor, MEMORY_ATTRIBUTE.WB))
      .map((descriptor) => ({
        range: descriptorRange(descriptor),
        type: TYPES.get(descriptor.type) ?? ('reserved' as const),
      }));
    return map;
  }
  const ram = memblocks.earlyRanges(lines).map(({ range }): FirmwareMemory => ({ range, type: 'usable' }));
  const nomap = lines.flatMap((line): FirmwareMemory[] => {
    const match = NOMAP.exec(line);
    if (match !== null) {
      const range = { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
      return [{ range, type: 'reserved' }];
    }
    const old = NOMAP_OLD.exec(line);
    return old === null
      ? []
      : [{ range: rangeAt(Number(`0x${old[1]}`), Number(old[2]) * 0x10_0000), type: 'reserved' }];
  });
  return [...ram, ...nomap];
};
