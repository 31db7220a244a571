import { memoryHotplugDsdt } from '../memory-hotplug/dsdt/memory-hotplug-dsdt.js';
import type { HotplugWiring } from '../memory-hotplug/event-source.js';
import type { Fadt } from '../tables/fadt.js';
import { machineSrat } from '../tables/machine-srat.js';
import type { SratEntry } from '../tables/srat.js';
import { sysfsTables } from '../tables/sysfs.js';
import type { TableHeader } from '../tables/table-header.js';
import { placeTables, type TableRoom } from '../tables/table-set.js';

/** A kind of machine: what its tables say however much memory it has. */
export interface Board {
  /** Who made the tables. */
  readonly maker: Omit<TableHeader, 'signature' | 'revision'>;
  /** Of its byte code. */
  readonly integerWidth: 32 | 64;
  /** Registers and event of its memory hotplug controller. */
  readonly wiring: HotplugWiring;
  /** The addresses of DSDT and FACS are filled in. */
  readonly fadt: Fadt;
  /** Absent on hardware-reduced machines. */
  readonly facs?: Uint8Array;
  /** Tables that stand before the SRAT. */
  readonly fixed: (processors: number) => readonly Uint8Array[];
  /** The SRAT's entry for a processor. */
  readonly processorOf: (domain: number, id: number) => SratEntry;
}

/** Addresses, half-open. */
export interface BoardRange {
  readonly start: number;
  readonly end: number;
}

/** A machine, as far as its tables tell of it. */
export interface BoardMemory {
  /** Proximity domains in the order of nodes; each has one processor. */
  readonly nodes: readonly number[];
  /** For memory devices: 0 to 256. */
  readonly slots: number;
  readonly ram: readonly BoardRange[];
  /** Where memory devices may be. */
  readonly window: BoardRange;
}

/**
 * How machines of a kind get their tables, by the paths at which Linux shows them: boot memory belongs to the first node,
 * and the window for memory devices to the last (firmware-acpi N5).
 */
export const machineTables = ({ maker, integerWidth, wiring, fadt, facs, fixed, processorOf }: Board) => {
  /** The byte code for each number of slots that somebody asked for; it is the same every time. */
  const definitionBlocks = new Map<number, Uint8Array>();
  const dsdtOf = (slots: number): Uint8Array => {
    const known =
      definitionBlocks.get(slots) ?? memoryHotplugDsdt({ header: maker, integerWidth, slots, wiring });
    definitionBlocks.set(slots, known);
    return known;
  };

  return ({ nodes, slots, ram, window }: BoardMemory, room: TableRoom): Map<string, Uint8Array> => {
    const srat = machineSrat(maker, {
      processors: nodes.map(processorOf),
      memory: ram.map((range) => ({ range, domain: nodes[0] ?? 0 })),
      ...(slots === 0 ? {} : { window: { range: window, domain: nodes.at(-1) ?? 0 } }),
    });
    const others = [...fixed(nodes.length), srat];
    const set = { header: maker, fadt, dsdt: dsdtOf(slots), others, ...(facs === undefined ? {} : { facs }) };
    return sysfsTables(placeTables(set, room).map(({ bytes }) => bytes));
  };
};
