import type { AddressRange } from '@warmboot/address';
import { covers, GiB, rangeAt } from '@warmboot/address';
import type { KexecSegment, Machine } from '@warmboot/core/plugin';
import { destinationOf, resources } from '@warmboot/core/plugin';

/** What one entry of each level maps: a page of 1 GiB or a table of them, and all that such a table reaches. */
const PUD_ENTRY = GiB;
const PGD_ENTRY = 512 * GiB;

const ACPI_NAMES: readonly string[] = ['ACPI Tables', 'ACPI Non-volatile Storage'];

/** What is mapped one to one for the jump, in the kernel's order (spec 5.1; machine_kexec_64.c: init_pgtable). */
const mapped = ({ iomem }: Machine, segments: readonly KexecSegment[]): AddressRange[] => [
  ...[...resources.walkSystemRam(iomem)].map(({ start, end }) => ({ start, end })),
  ...segments.map(destinationOf),
  ...[...resources.preorder(iomem.root)]
    .filter(({ resource: { name } }) => ACPI_NAMES.includes(name))
    .map(({ resource: { start, end } }) => ({ start, end })),
];

/**
 * Pages of page tables below the top one, which is the first control page. Every stretch of 512 GiB that is touched
 * needs one; so does every GiB that no range covers whole, because a whole one is a single entry where the CPU has such
 * pages, which it is taken to have.
 */
export const pageTablePages = (machine: Machine, segments: readonly KexecSegment[]): number => {
  const ranges = mapped(machine, segments).filter(({ start, end }) => start < end);
  const upper = new Set<number>();
  const lower = new Set<number>();
  for (const { start, end } of ranges) {
    for (let at = Math.floor(start / PGD_ENTRY); at * PGD_ENTRY < end; at += 1) upper.add(at);
    for (const address of [start, end - 1]) {
      const index = Math.floor(address / PUD_ENTRY);
      const whole = rangeAt(index * PUD_ENTRY, PUD_ENTRY);
      if (!ranges.some((range) => covers(range, whole))) lower.add(index);
    }
  }
  return upper.size + lower.size;
};
