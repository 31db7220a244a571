import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { Reservation } from './device-tree.js';

/** Bytes of one entry: address and size, 64 bits each. */
export const RESERVATION_SIZE = 16;

/** The list and the offset of the first byte after its terminator. */
export interface ReservationBlock {
  readonly reservations: readonly Reservation[];
  readonly end: number;
}

/**
 * Devicetree Specification v0.4, 5.3. An entry of size 0 ends the list whatever its address says, as in
 * drivers/of/fdt.c:early_init_fdt_scan_reserved_mem and in libfdt.
 *
 * @throws FormatError when the input ends before the list
 */
export const readReservations = (reader: ByteReader, start: number): ReservationBlock => {
  const reservations: Reservation[] = [];
  for (let offset = start; ; offset += RESERVATION_SIZE) {
    const field = `memory reservation ${reservations.length}`;
    const address = reader.u64(offset, field);
    const size = reader.u64(offset + 8, field);
    if (size === 0n) return { reservations, end: offset + RESERVATION_SIZE };
    reservations.push({ address, size });
  }
};

/** @throws TypeError for a size of 0, which would end the list for every reader */
export const writeReservations = (writer: ByteWriter, reservations: readonly Reservation[]): void => {
  for (const { address, size } of reservations) {
    if (size === 0n) throw new TypeError(`a memory reservation at 0x${address.toString(16)} cannot be empty`);
    writer.u64(address).u64(size);
  }
  writer.u64(0n).u64(0n);
};
