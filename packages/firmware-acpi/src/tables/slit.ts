import { ByteWriter } from '@warmboot/format';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** Distances between localities (System Locality Information Table, ACPI 6.4 section 5.2.17). */
export interface Slit {
  readonly kind: 'SLIT';
  readonly header: TableHeader;
  /** `distances[from][to]`: 10 is local, 255 unreachable. */
  readonly distances: readonly (readonly number[])[];
  /** Bytes behind the matrix. */
  readonly rest?: Uint8Array;
}

const MATRIX_OFFSET = TABLE_HEADER_SIZE + 8;
const LOCAL_DISTANCE = 10;

/** @throws FormatError for a broken header or a matrix that does not fit into the table */
export const parseSlit = (bytes: Uint8Array): Slit => {
  const { header, reader } = openTable(bytes, 'SLIT');
  const count = reader.u64(TABLE_HEADER_SIZE, 'localities');
  if (count * count > BigInt(bytes.length - MATRIX_OFFSET)) {
    const allowed = `at most the square root of ${bytes.length - MATRIX_OFFSET}`;
    throw reader.fault(TABLE_HEADER_SIZE, 'localities', String(count), allowed);
  }
  const side = Number(count);
  const row = (from: number): number[] =>
    Array.from(reader.slice(MATRIX_OFFSET + from * side, side, `distances[${from}]`));
  const distances = Array.from({ length: side }, (_, from) => row(from));
  const rest = bytes.slice(MATRIX_OFFSET + side * side);
  return { kind: 'SLIT', header, distances, ...(rest.length > 0 ? { rest } : {}) };
};

/** A SLIT as bytes, with its checksum. */
export const serialiseSlit = ({ header, distances, rest }: Slit): Uint8Array => {
  const writer = new ByteWriter('little').u64(BigInt(distances.length));
  for (const row of distances) {
    if (row.length !== distances.length) throw new TypeError('the distance matrix is not square');
    for (const distance of row) writer.u8(distance);
  }
  if (rest !== undefined) writer.bytes(rest);
  return serialiseTable(header, writer.toBytes());
};

/** What Linux asks of the table before it uses it: 10 on the diagonal and more than 10 elsewhere (numa/srat.c). */
export const isSlitValid = ({ distances }: Slit): boolean =>
  distances.every((row, from) =>
    row.every((distance, to) => (from === to ? distance === LOCAL_DISTANCE : distance > LOCAL_DISTANCE)),
  );
