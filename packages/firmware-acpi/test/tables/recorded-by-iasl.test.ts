import { describe, expect, it } from 'vitest';
import { dbg2Registers, parseAcpiTable, type AcpiTable } from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { differentTables } from '../recorded.js';
import { readWithIasl } from './iasl-table.js';

const missing = hasIasl ? '' : ' (skipped: no iasl)';

/** What a view says by how it is built: its kind, how many entries it has and how long they are. */
const BUILT_FROM_THE_REST = /^((Table )?Length|Checksum|Subtable Type|Info Offset|Mapping Offset)$/;

/** What is of a node's own kind, and a view keeps as bytes. */
const KEPT_AS_BYTES: Readonly<Partial<Record<AcpiTable['kind'], readonly string[]>>> = {
  IORT: ['Memory Size Limit'],
};

/** Every number in a value, however deep. */
const numbersIn = (value: unknown): bigint[] => {
  if (typeof value === 'number' || typeof value === 'bigint') return [BigInt(value)];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(numbersIn);
};

const numbersOf = (table: AcpiTable): ReadonlySet<bigint> =>
  new Set([
    ...numbersIn(table),
    ...(table.kind === 'DBG2' ? numbersIn(table.devices.map(dbg2Registers)) : []),
  ]);

/** The compiler signs with its own name, and one of before 2021 leaves out the identifiers of IORT's nodes. */
const asIaslWrites = (table: AcpiTable): unknown => {
  if (!('header' in table)) return table;
  const { creatorId: _id, creatorRevision: _revision, ...header } = table.header;
  if (table.kind !== 'IORT') return { ...table, header };
  return { ...table, header, nodes: table.nodes.map(({ identifier: _identifier, ...node }) => node) };
};

const dataTables = differentTables.filter(({ signature }) => signature !== 'DSDT' && signature !== 'SSDT');

describe.skipIf(!hasIasl)(`every recorded table as iasl -d reads it${missing}`, () => {
  it.each(dataTables.map((one) => [`${one.signature} of ${one.name}`, one] as const))(
    '%s',
    (_, { bytes }) => {
      const table = parseAcpiTable(bytes);
      const { source, compiled } = readWithIasl(bytes);
      // [offset, bytes] label : digits
      const said = [...source.matchAll(/^\[[0-9A-F]+h \d+ +[1248]\] +(.*) : ([0-9A-F]+)(?: \[.*)?$/gm)];
      expect(said.length).toBeGreaterThan(4);
      const numbers = numbersOf(table);
      const unsaid = said
        .map(([, label = '', digits = '']) => ({ label, value: BigInt(`0x${digits}`) }))
        .filter(({ label, value }) => !BUILT_FROM_THE_REST.test(label) && !numbers.has(value))
        .map(({ label }) => label);
      expect(unsaid).toEqual(unsaid.length === 0 ? [] : KEPT_AS_BYTES[table.kind]);
      // Our view of what iasl compiles from its own text is our view of the table.
      expect(asIaslWrites(parseAcpiTable(compiled ?? new Uint8Array()))).toEqual(asIaslWrites(table));
    },
  );
});
