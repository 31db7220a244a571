import { describe, expect, it } from 'vitest';
import { MiB } from '@warmboot/address';
import { PLUGGED_AT, RunningMachine } from './running-machine.js';

const BLOCK = 128 * MiB;
const refusals = (running: RunningMachine): string[] =>
  running.log.map(({ text }) => text).filter((text) => text.endsWith('add_memory failed'));

/** A device that is no whole blocks, then one that is. */
const afterBoth = (profile: string): RunningMachine => {
  const running = new RunningMachine({ profile });
  running.plug('odd', PLUGGED_AT, BLOCK / 2, { slot: 0 });
  expect(refusals(running)).toEqual(['acpi PNP0C80:00: add_memory failed']);
  running.plug('even', PLUGGED_AT + BLOCK, BLOCK, { slot: 1 });
  return running;
};

// drivers/acpi/scan.c: acpi_scan_device_check.
describe('core R2.31 a device that was refused, when another one comes', () => {
  it('6.10 tries it, and says so, again', () => {
    expect(refusals(afterBoth('linux-6.10'))).toEqual(['acpi PNP0C80:00: add_memory failed']);
  });

  it('6.8 hears of the new one only', () => {
    expect(refusals(afterBoth('linux-6.8'))).toEqual([]);
  });

  it('devices that have their memory are left alone', () => {
    const running = afterBoth('linux-6.10');
    const { blocks } = running.machine.memory;
    running.plug('late', PLUGGED_AT + 2 * BLOCK, BLOCK, { slot: 2 });
    expect(running.machine.memory.blocks.size).toBe(blocks.size + 1);
  });
});
