import type { AddressRange } from '@warmboot/address';
import { hex, humanSize, sizeOf } from '@warmboot/address';
import type { HandoverSummary, SummariseHandover } from '@warmboot/core/plugin';

import { findProperty, parseDtb } from '@warmboot/devicetree';
import { CHOSEN, CHOSEN_PROPERTY } from '@warmboot/devicetree/linux';
import { readHandover } from './read-fdt.js';

const rangeText = (range: AddressRange): string =>
  `${hex(range.start)}-${hex(range.end - 1)} (${humanSize(sizeOf(range))})`;

/** The properties of /chosen that a loader sets, and the memory that the tree describes. */
export const summariseHandover: SummariseHandover = (segments): HandoverSummary | undefined => {
  const bytes = segments.find(({ kind }) => kind === 'dtb')?.bytes;
  if (bytes === undefined) return undefined;
  const tree = parseDtb(bytes);
  const { cmdline, initrd, elfcorehdr, usable, memory, uefi, isStub } = readHandover(bytes);
  const seed = (name: string): string => {
    const value = findProperty(tree, CHOSEN, name)?.value;
    if (value === undefined) return 'none';
    return value.every((byte) => byte === 0) ? 'wiped' : `${value.length} random bytes`;
  };
  const facts = [
    { name: CHOSEN_PROPERTY.bootargs, value: cmdline },
    { name: CHOSEN_PROPERTY.initrdStart, value: initrd === undefined ? 'none' : rangeText(initrd) },
    ...(elfcorehdr === undefined ? [] : [{ name: CHOSEN_PROPERTY.elfcorehdr, value: rangeText(elfcorehdr) }]),
    ...usable.map((range) => ({ name: CHOSEN_PROPERTY.usableMemoryRange, value: rangeText(range) })),
    { name: CHOSEN_PROPERTY.kaslrSeed, value: seed(CHOSEN_PROPERTY.kaslrSeed) },
    { name: CHOSEN_PROPERTY.rngSeed, value: seed(CHOSEN_PROPERTY.rngSeed) },
    ...(uefi.found
      ? [
          {
            name: 'linux,uefi-mmap-start',
            value: `${hex(uefi.parameters.memoryMapAddress)}: memory comes from the EFI map there, which the first boot's firmware made`,
          },
        ]
      : []),
    ...(isStub ? [{ name: 'devices', value: 'none in the tree: the next kernel takes them from ACPI' }] : []),
  ];
  return {
    format: 'devicetree',
    facts,
    memory: uefi.found
      ? []
      : memory.map(({ range, hotpluggable }) => ({
          range,
          name: hotpluggable ? 'memory, hotpluggable' : 'memory',
        })),
  };
};
