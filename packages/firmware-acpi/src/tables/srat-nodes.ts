import { FormatError } from '@warmboot/format';
import { AFFINITY_ENABLED, parseSrat, type Srat, type SratEntry } from './srat.js';
import { sratMemoryRanges } from './srat-memory.js';

/** Memory that belongs to a NUMA node of the kernel. */
export interface SratNode {
  /** Half-open, in bytes. */
  readonly range: { readonly start: number; readonly end: number };
  readonly node: number;
}

/** The domain of an enabled processor entry. */
const processorDomain = (entry: SratEntry): number | undefined => {
  if (entry.kind === 'processor-affinity')
    return (entry.flags & AFFINITY_ENABLED) === 0 ? undefined : entry.proximityLow;
  if (entry.kind !== 'x2apic-affinity' && entry.kind !== 'gicc-affinity') return undefined;
  return (entry.flags & AFFINITY_ENABLED) === 0 ? undefined : entry.proximityDomain;
};

/** The order in which Linux reads the kinds of processor entries. drivers/acpi/numa/srat.c: acpi_numa_init. */
const PROCESSORS: readonly SratEntry['kind'][] = ['x2apic-affinity', 'processor-affinity', 'gicc-affinity'];

/** Domains become nodes in the order in which the kernel meets them: processors first, then memory. */
const nodesByDomain = (srat: Srat): ReadonlyMap<number, number> => {
  const nodes = new Map<number, number>();
  const meet = (domain: number | undefined): void => {
    if (domain !== undefined && !nodes.has(domain)) nodes.set(domain, nodes.size);
  };
  for (const kind of PROCESSORS) {
    for (const entry of srat.entries) if (entry.kind === kind) meet(processorDomain(entry));
  }
  for (const { enabled, proximityDomain } of sratMemoryRanges(srat)) if (enabled) meet(proximityDomain);
  return nodes;
};

/**
 * The nodes that the kernel makes of the SRAT: enabled memory ranges in table order, and how many nodes there are,
 * those without memory included. Whether the table covers enough RAM to be used at all is the architecture's rule.
 * A table that does not parse is one that the kernel does not use: no ranges, no nodes.
 */
export const sratNodes = (
  table: Uint8Array | undefined,
): { readonly ranges: readonly SratNode[]; readonly nodes: number } => {
  if (table === undefined) return { ranges: [], nodes: 0 };
  try {
    const srat = parseSrat(table);
    const nodes = nodesByDomain(srat);
    const ranges = sratMemoryRanges(srat)
      .filter(({ enabled, size }) => enabled && size > 0)
      .map(({ base, size, proximityDomain }) => ({
        range: { start: base, end: base + size },
        node: nodes.get(proximityDomain) ?? 0,
      }));
    return { ranges, nodes: nodes.size };
  } catch (error) {
    if (error instanceof FormatError) return { ranges: [], nodes: 0 };
    throw error;
  }
};
