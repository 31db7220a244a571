import { serialiseFadt, type Fadt } from './fadt.js';
import { serialiseXsdt } from './root-table.js';
import { serialiseRsdp } from './rsdp.js';
import type { TableHeader } from './table-header.js';

/** A structure and where it is in memory. */
export interface PlacedTable {
  /** Physical address of the first byte. */
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Tables that belong together. */
export interface TableSet {
  /** Of the XSDT, which is made here. */
  readonly header: Omit<TableHeader, 'signature' | 'revision'>;
  /** The addresses of DSDT and FACS are filled in. */
  readonly fadt: Fadt;
  readonly dsdt: Uint8Array;
  /** Absent on hardware-reduced machines. */
  readonly facs?: Uint8Array;
  /** Everything else, in the order of the XSDT. */
  readonly others: readonly Uint8Array[];
}

/** Every structure on a boundary that all of them are content with: that of the FACS. */
const ALIGNMENT = 64;

/** Where a firmware puts tables. */
export interface TableRoom {
  /** Where the first table goes, a multiple of 64; the others follow. */
  readonly start: number;
  /** Where the RSDP goes. A BIOS has it in its own area, at a multiple of 16; UEFI points to it. */
  readonly rsdp: number;
}

/**
 * Places tables one after the other, and makes what leads to them: the XSDT and the RSDP, which is the last of what comes
 * back. DSDT and FACS are reached through the FADT (ACPI 6.4 sections 5.2.5 to 5.2.10).
 */
export const placeTables = (
  { header, fadt, dsdt, facs, others }: TableSet,
  room: TableRoom,
): PlacedTable[] => {
  const placed: PlacedTable[] = [];
  let next = room.start;
  const place = (bytes: Uint8Array): number => {
    const address = next;
    placed.push({ address, bytes });
    next += Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  const dsdtAt = place(dsdt);
  const facsAt = facs === undefined ? 0 : place(facs);
  const linked = serialiseFadt({
    ...fadt,
    firmwareControl: inLowMemory(facsAt),
    dsdt: inLowMemory(dsdtAt),
    ...(fadt.xDsdt === undefined ? {} : { xFirmwareControl: 0n, xDsdt: BigInt(dsdtAt) }),
  });
  const tables = [linked, ...others].map((bytes) => BigInt(place(bytes)));
  const xsdt = place(
    serialiseXsdt({ kind: 'XSDT', header: { ...header, signature: 'XSDT', revision: 1 }, tables }),
  );
  const rsdp = serialiseRsdp({
    kind: 'RSDP',
    oemId: header.oemId,
    revision: 2,
    rsdtAddress: 0,
    xsdtAddress: BigInt(xsdt),
  });
  return [...placed, { address: room.rsdp, bytes: rsdp }];
};

/** What a 32-bit field can say of an address; 0 where the 64-bit one has to. */
const inLowMemory = (address: number): number => (address < 2 ** 32 ? address : 0);
