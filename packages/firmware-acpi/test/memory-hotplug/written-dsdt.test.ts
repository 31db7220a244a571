import { describe, expect, it } from 'vitest';
import {
  AmlInterpreter,
  findHotplugWiring,
  MemoryDeviceFirmware,
  memoryHotplugDsdt,
} from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { readWithIasl } from '../tables/iasl-table.js';
import { withGeneralPurposeEvent, withGenericEventDevice } from './written-machines.js';

const machines = [
  ['with a general-purpose event', withGeneralPurposeEvent],
  ['with a generic event device', withGenericEventDevice],
] as const;

describe.each(machines)('the DSDT of a machine with memory slots, %s', (_, machine) => {
  it('is wired as it was asked to be, and has integers of that width', () => {
    const wanted = machine(3);
    const interpreter = new AmlInterpreter();
    interpreter.load(memoryHotplugDsdt(wanted));
    expect(interpreter.integerWidth).toBe(wanted.integerWidth);
    expect(findHotplugWiring(interpreter)).toEqual(wanted.wiring);
  });

  it.each([0, 1, 255, 256])('has %i devices', (slots) => {
    const { devices } = new MemoryDeviceFirmware(memoryHotplugDsdt(machine(slots)));
    expect(devices).toHaveLength(slots);
    if (slots > 0) {
      const last = (slots - 1).toString(16).toUpperCase().padStart(2, '0');
      expect(devices.at(-1)).toBe(`\\_SB_.MHPC.MP${last}`);
    }
  });

  it('refuses more slots than there are names, and registers in a space that there is not', () => {
    expect(() => memoryHotplugDsdt(machine(257))).toThrow('257 slots: a controller has 0 to 256');
    const { wiring, ...rest } = machine(1);
    expect(() => memoryHotplugDsdt({ ...rest, wiring: { ...wiring, space: 'Nowhere' } })).toThrow(
      'registers in Nowhere: a controller has them in SystemIO or SystemMemory',
    );
  });

  it.skipIf(!hasIasl)(`is read by iasl, and its text compiles${hasIasl ? '' : ' (skipped: no iasl)'}`, () => {
    const { source, said, status, compiled } = readWithIasl(memoryHotplugDsdt(machine(16)));
    expect(status, said).toEqual([0, 0]);
    expect(compiled).toBeDefined();
    expect(source).toContain('Device (MP0F)');
  });
});
