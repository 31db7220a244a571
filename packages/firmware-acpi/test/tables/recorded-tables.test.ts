import { describe, expect, it } from 'vitest';
import { parseAcpiTable, serialiseAcpiTable } from '../../src/index.js';
import { capturedTables, recordedTables } from '../recorded.js';

describe('firmware-acpi 1: every recorded table round-trips byte for byte', () => {
  it('has tables to read', () => expect(recordedTables.length).toBeGreaterThan(30));

  it.each(recordedTables.map((table) => [`${table.name} ${table.signature}`, table] as const))(
    '%s',
    (_, { signature, bytes }) => {
      const table = parseAcpiTable(bytes);
      expect(table.kind).toBe(signature);
      expect(serialiseAcpiTable(table)).toEqual(bytes);
    },
  );

  it(`and so do the ${capturedTables.length} tables of all recorded runs`, () => {
    for (const { name, signature, bytes } of capturedTables) {
      expect(serialiseAcpiTable(parseAcpiTable(bytes)), `${name} ${signature}`).toEqual(bytes);
    }
  });
});
