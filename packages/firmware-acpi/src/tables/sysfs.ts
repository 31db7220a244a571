/** Where Linux shows the tables that it found, one file each. */
export const SYSFS_TABLES = '/sys/firmware/acpi/tables';

/** Root tables are not shown: they only say where the others are. */
const HIDDEN = new Set(['RSD ', 'RSDT', 'XSDT']);

const signatureOf = (table: Uint8Array): string => String.fromCharCode(...table.subarray(0, 4));

/** A signature that more than one table has gets a number behind it, from 1 on. drivers/acpi/sysfs.c: acpi_table_attr_init */
const NUMBERED = new RegExp(`^${SYSFS_TABLES}/([^/]{4})(\\d*)$`);

/** The files that Linux makes of these tables, by path. */
export const sysfsTables = (tables: Iterable<Uint8Array>): Map<string, Uint8Array> => {
  const bySignature = new Map<string, Uint8Array[]>();
  for (const table of tables) {
    const signature = signatureOf(table);
    if (!HIDDEN.has(signature)) bySignature.set(signature, [...(bySignature.get(signature) ?? []), table]);
  }
  return new Map(
    [...bySignature].flatMap(([signature, same]) =>
      same.map((table, index): [string, Uint8Array] => [
        `${SYSFS_TABLES}/${signature}${same.length > 1 ? index + 1 : ''}`,
        table,
      ]),
    ),
  );
};

/**
 * The tables of one signature among files by path, in the order of their numbers, which is the order in which they were
 * loaded. Files elsewhere, such as those below `dynamic`, are not looked at.
 */
export const tablesInSysfs = (files: ReadonlyMap<string, Uint8Array>, signature: string): Uint8Array[] =>
  [...files]
    .flatMap(([path, bytes]) => {
      const match = NUMBERED.exec(path);
      return match?.[1] === signature ? [{ number: Number(match[2]), bytes }] : [];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ bytes }) => bytes);
