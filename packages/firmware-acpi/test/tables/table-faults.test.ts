import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { parseAcpiTable, parseSrat } from '../../src/index.js';
import { recorded, recordedTables } from '../recorded.js';

const smallTables = recordedTables.filter(({ bytes }) => bytes.length <= 300);

/** Makes length and byte sum right again after an edit, so that the fault behind them is what is found. */
const repaired = (bytes: Uint8Array): Uint8Array => {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(4, copy.length, true);
  copy[9] = 0;
  copy[9] = -copy.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return copy;
};

describe('firmware-acpi 1.1 header', () => {
  it('refuses a table that is cut off at any byte', () => {
    for (const { bytes } of smallTables) {
      for (let size = 0; size < bytes.length; size++) {
        expect(() => parseAcpiTable(bytes.subarray(0, size))).toThrow(FormatError);
      }
    }
  });

  it('refuses any single changed byte in a table that has a checksum', () => {
    const srat = recorded('arm64-efi-numa', 'SRAT');
    for (let at = 0; at < srat.length; at++) {
      const broken = srat.slice();
      broken[at] = (broken[at] ?? 0) ^ 0x40;
      expect(() => parseAcpiTable(broken), `byte ${at}`).toThrow(FormatError);
    }
  });

  it('says which checksum would have been right', () => {
    const srat = recorded('arm64-efi-boot', 'SRAT').slice();
    srat[9] = 0;
    expect(() => parseSrat(srat)).toThrow('offset 0x9: SRAT: checksum is 0x0; allowed: 0x94');
  });

  it('refuses another signature', () => {
    expect(() => parseSrat(recorded('arm64-efi-numa', 'APIC'))).toThrow(
      'SRAT: signature is "APIC"; allowed: "SRAT"',
    );
  });

  it('refuses bytes after the table', () => {
    const longer = new Uint8Array(recorded('arm64-efi-boot', 'SRAT').length + 1);
    longer.set(recorded('arm64-efi-boot', 'SRAT'));
    expect(() => parseSrat(longer)).toThrow('length is 146; allowed: 147');
  });
});

describe('firmware-acpi 1.5 entries', () => {
  it('refuses an entry of length 0, which would never end', () => {
    const srat = recorded('arm64-efi-boot', 'SRAT').slice();
    srat[49] = 0;
    expect(() => parseSrat(repaired(srat))).toThrow('entry 0.length is 0; allowed: at least 18 for type 3');
  });

  it('gives a FormatError or a value, whatever single byte is changed, in every small table', () => {
    for (const { bytes, signature } of smallTables) {
      if (signature === 'FACS') continue;
      for (let at = 36; at < bytes.length; at++) {
        for (const value of [0, 1, 0x7f, 0xff]) {
          const changed = bytes.slice();
          changed[at] = value;
          try {
            parseAcpiTable(repaired(changed));
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        }
      }
    }
  });
});
