import type { AddressRange } from '@warmboot/address';
import { normalised } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { destinationOf, platforms, resources } from '@warmboot/core';

/** The addresses at which a machine has something to show: memory that is there or may come, and where images go. */
const shownBy = ({ platform, iomem, kexec }: Machine): readonly AddressRange[] => [
  ...platforms.installedRam(platform),
  ...[...(platform.virtioMem?.values() ?? [])].map(({ region }) => region),
  ...[...iomem.root.children.values()].filter(
    ({ name }) =>
      name.startsWith('System RAM') || name.startsWith('ACPI ') || name === resources.SYSTEM_RAM_NAME,
  ),
  ...[kexec.normal, kexec.crash].flatMap((image) => image?.segments.map(destinationOf) ?? []),
];

/**
 * Where anything lies in the course of a story, ascending and disjoint: one map's width for all its steps, so that nothing
 * moves on the page save what moves in memory.
 */
export const extentsOf = (machines: Iterable<Machine>): readonly AddressRange[] => {
  const seen = new Set<unknown>();
  const ranges: AddressRange[] = [];
  for (const machine of machines) {
    // Machines share what did not change between them.
    const parts = [machine.platform, machine.iomem, machine.kexec];
    if (parts.every((part) => seen.has(part))) continue;
    for (const part of parts) seen.add(part);
    ranges.push(...shownBy(machine));
  }
  return normalised(ranges);
};
