import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { GiB, MiB, rangeAt, sizeOf, toWire } from '@warmboot/address';
import type { Machine } from '../../../src/machine/machine.js';
import { isRamForVmcore } from '../../../src/drivers/virtio-mem/capture.js';
import { kernelCoreHeaderRoom, writeCoreHeader } from '../../../src/crash/elfcorehdr.js';
import { vmcoreContents } from '../../../src/crash/vmcore-contents.js';
import { VMCORE_FILE } from '../../../src/crash/vmcore.js';

import { PLUGGED_AT } from '../../memory/running-machine.js';
import { VirtualMachine } from './virtual-machine.js';

/** A machine with so much plugged, and the headers of a dump of these ranges. */
const dumped = (requested: number, ...ranges: readonly AddressRange[]): Machine => {
  const vm = new VirtualMachine();
  vm.autoOnline('online');
  vm.request(requested);
  const loads = ranges.map((range) => ({
    paddr: toWire(range.start),
    vaddr: 0n,
    size: toWire(sizeOf(range)),
  }));
  const headers = writeCoreHeader({ machine: 0, notes: [], loads }, kernelCoreHeaderRoom(1, loads.length));
  return { ...vm.machine, files: new Map([[VMCORE_FILE, headers]]) };
};

describe('/proc/vmcore of a machine with virtio-mem', () => {
  it('is not there without a capture kernel', () => {
    expect(vmcoreContents(new VirtualMachine().machine)).toBeUndefined();
  });

  it('firmware-acpi X7: reads as zeroes what the device has not plugged, and as memory all else', () => {
    const boot = rangeAt(0, GiB);
    const blocks = rangeAt(PLUGGED_AT, 256 * MiB);
    expect(vmcoreContents(dumped(192 * MiB, boot, blocks))).toEqual({
      memory: [boot, rangeAt(PLUGGED_AT, 192 * MiB)],
      zeroes: [rangeAt(PLUGGED_AT + 192 * MiB, 64 * MiB)],
    });
  });

  it('firmware-acpi X7: says of every address what the device says when it is asked', () => {
    const steps = fc.integer({ min: 0, max: 16 }).map((step) => step * 64 * MiB);
    const address = fc.integer({ min: -64, max: 1100 }).map((at) => PLUGGED_AT + at * 2 * MiB);
    fc.assert(
      fc.property(steps, fc.array(address, { minLength: 1, maxLength: 8 }), (requested, addresses) => {
        const machine = dumped(requested, rangeAt(0, PLUGGED_AT + 3 * GiB));
        const { memory, zeroes } = vmcoreContents(machine)!;
        const within = (ranges: readonly AddressRange[], at: number): boolean =>
          ranges.some(({ start, end }) => start <= at && at < end);
        for (const at of addresses) {
          expect(within(memory, at)).toBe(isRamForVmcore(machine.platform, at));
          expect(within(zeroes, at)).toBe(!within(memory, at));
        }
      }),
      { numRuns: 25 },
    );
  });
});
