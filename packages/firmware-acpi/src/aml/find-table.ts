/** How byte code asks for a table; empty strings match anything (ACPI 6.4 section 19.6.77). */
export interface TableKey {
  readonly signature: string;
  readonly oemId: string;
  readonly oemTableId: string;
}

const unpadded = (bytes: Uint8Array): string => String.fromCharCode(...bytes).replace(/\0+$/, '');

/** The first table with this signature and these identifiers. */
export const findTable = (tables: readonly Uint8Array[], key: TableKey): Uint8Array | undefined =>
  tables.find((table) => {
    const matches = (wanted: string, from: number, to: number): boolean =>
      wanted === '' || unpadded(table.subarray(from, to)) === wanted.replace(/\0+$/, '');
    return (
      unpadded(table.subarray(0, 4)) === key.signature &&
      matches(key.oemId, 10, 16) &&
      matches(key.oemTableId, 16, 24)
    );
  });
