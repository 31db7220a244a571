import { describe, expect, it } from 'vitest';
import { AmlInterpreter, findDevices, formatNamespace, listNamespace } from '../../src/index.js';
import { recorded } from '../recorded.js';

const interpreter = new AmlInterpreter();
interpreter.load(recorded('arm64-efi-numa', 'DSDT'));

describe('firmware-acpi 7 the namespace of a recorded DSDT', () => {
  it('is listed with what each name stands for', () => {
    const entries = [...listNamespace(interpreter)];
    const object = (path: string) => entries.find((entry) => entry.path === path)?.object;
    expect(object('\\_SB_.MHPD.HPMR')).toEqual({
      type: 'operation-region',
      space: 'SystemMemory',
      base: 0x907_0000n,
      length: 0x18n,
    });
    expect(object('\\_SB_.MHPC.MINS')).toMatchObject({
      home: '\\_SB_.MHPD.HPMR',
      bitOffset: 161,
      bitLength: 1,
    });
    expect(object('\\_SB_.MHPC.MCRS')).toMatchObject({ argumentCount: 1, serialized: true });
  });

  it('is printed one name a line', () => {
    const text = formatNamespace(listNamespace(interpreter));
    expect(text).toContain('\n  MHPC device\n    _HID string "PNP0A06"\n');
    expect(text).toContain('    MLCK mutex level 0\n');
    expect(text).toContain('    MRBL field-unit \\_SB_.MHPD.HPMR bit 0, 32 bits\n');
  });

  it('S6 finds devices by EISA id, by text, and by more than one', () => {
    expect(findDevices(interpreter, ['PNP0C80'])).toContain('\\_SB_.MHPC.MP00');
    expect(findDevices(interpreter, ['ACPI0013'])).toEqual(['\\_SB_.GED_']);
    expect(findDevices(interpreter, ['PNP0A06'])).toEqual(['\\_SB_.MHPD', '\\_SB_.MHPC']);
    expect(findDevices(interpreter, ['XYZ0000'])).toEqual([]);
  });
});
