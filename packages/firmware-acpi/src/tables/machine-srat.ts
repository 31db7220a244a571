import { MEMORY_AFFINITY, serialiseSrat, type MemoryAffinity, type SratEntry } from './srat.js';
import type { TableHeader } from './table-header.js';

/** Memory of a proximity domain: half-open, in bytes. */
export interface DomainMemory {
  readonly range: { readonly start: number; readonly end: number };
  readonly domain: number;
}

/** What belongs together in a machine. */
export interface MachineAffinity {
  /** Entries of its processors; domains become nodes in their order. */
  readonly processors: readonly SratEntry[];
  readonly memory: readonly DomainMemory[];
  /** Addresses at which memory may be plugged. */
  readonly window?: DomainMemory;
}

const affinityOf = ({ range, domain }: DomainMemory, flags: number): MemoryAffinity => ({
  kind: 'memory-affinity',
  proximityDomain: domain,
  reserved1: 0,
  base: BigInt(range.start),
  length: BigInt(range.end - range.start),
  reserved2: 0,
  flags,
  reserved3: 0n,
});

/** The SRAT of a machine: its processors, the memory it starts with, and the window for memory devices. */
export const machineSrat = (
  header: Omit<TableHeader, 'signature' | 'revision'>,
  { processors, memory, window }: MachineAffinity,
): Uint8Array => {
  const { enabled, hotPluggable } = MEMORY_AFFINITY;
  return serialiseSrat({
    kind: 'SRAT',
    header: { ...header, signature: 'SRAT', revision: 3 },
    reserved1: 1,
    reserved2: 0n,
    entries: [
      ...processors,
      ...memory.map((one) => affinityOf(one, enabled)),
      ...(window === undefined ? [] : [affinityOf(window, enabled | hotPluggable)]),
    ],
  });
};
