import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createController,
  MemoryDeviceFirmware,
  memoryHotplugDsdt,
  plugDimm,
  requestUnplug,
  type Dimm,
} from '../../src/index.js';
import { recorded, recordedTables } from '../recorded.js';
import { withGeneralPurposeEvent, withGenericEventDevice } from './written-machines.js';

const GiB = 2 ** 30;
const machines = [
  ['recorded, x86 (32-bit integers)', recorded('x86_64-bios-boot', 'DSDT'), 'general-purpose'],
  ['recorded, arm64 (64-bit integers)', recorded('arm64-efi-numa', 'DSDT'), 'generic-event-device'],
  ['written, 32-bit integers', memoryHotplugDsdt(withGeneralPurposeEvent(8)), 'general-purpose'],
  ['written, 64-bit integers', memoryHotplugDsdt(withGenericEventDevice(8)), 'generic-event-device'],
] as const;

describe.each(machines)('firmware-acpi 7 memory devices of a DSDT: %s', (_, dsdt, kind) => {
  const firmware = new MemoryDeviceFirmware(dsdt);
  const empty = createController(firmware.devices.length);
  const dimm: Dimm = { base: 0x1_4000_0000, size: 2 * GiB, proximityDomain: 1 };

  it('finds the controller, its event and the devices in slot order', () => {
    expect(firmware.wiring.event.kind).toBe(kind);
    expect(firmware.wiring.base).toBe(kind === 'general-purpose' ? 0xa00n : 0x907_0000n);
    expect(firmware.devices[0]).toBe('\\_SB_.MHPC.MP00');
    expect(firmware.devices.length).toBeGreaterThan(1);
  });

  it('plug: event, Notify 1, then _STA, _CRS and _PXM describe the DIMM', () => {
    const [first = '', second = ''] = firmware.devices;
    const plugged = plugDimm(empty, 1, dimm);
    const { controller, notifications, effects } = firmware.deliverEvent(plugged);
    expect(notifications).toEqual([{ path: second, value: 1 }]);
    expect(effects).toEqual([]);
    expect(controller.slots[1]).toMatchObject({ enabled: true, inserting: false });
    expect(firmware.status(controller, second).answer).toBe(0xf);
    expect(firmware.status(controller, first).answer).toBe(0);
    expect(firmware.ranges(controller, second).answer).toEqual([
      { base: dimm.base, size: dimm.size, caching: 1, writable: true },
    ]);
    expect(firmware.proximityDomain(controller, second).answer).toBe(1);
    expect(firmware.deliverEvent(controller).notifications).toEqual([]);
  });

  it('eject: request, Notify 3, _OST in progress, _EJ0, _OST done', () => {
    const [device = ''] = firmware.devices;
    const asked = requestUnplug(plugDimm(empty, 0, dimm, { cold: true }), 0);
    const event = firmware.deliverEvent(asked);
    expect(event.notifications).toEqual([{ path: device, value: 3 }]);
    expect(event.controller.slots[0]?.removing).toBe(false);
    const started = firmware.report(event.controller, device, 3, 0x84);
    expect(started.effects).toEqual([{ kind: 'ost', slot: 0, event: 3, status: 0x84 }]);
    const ejected = firmware.eject(started.controller, device);
    expect(ejected.effects).toEqual([{ kind: 'unplugged', slot: 0, dimm }]);
    expect(firmware.status(ejected.controller, device).answer).toBe(0);
    expect(firmware.report(ejected.controller, device, 3, 0).effects).toEqual([
      { kind: 'ost', slot: 0, event: 3, status: 0 },
    ]);
  });

  it('MSCN insert wins over remove in one slot, and the rest waits for the next event', () => {
    const [device = ''] = firmware.devices;
    const both = requestUnplug(plugDimm(empty, 0, dimm), 0);
    const first = firmware.deliverEvent(both);
    expect(first.notifications).toEqual([{ path: device, value: 1 }]);
    expect(firmware.deliverEvent(first.controller).notifications).toEqual([{ path: device, value: 3 }]);
  });

  it('K5 an empty slot has a _CRS without a range', () => {
    expect(firmware.ranges(empty, firmware.devices[0] ?? '').answer).toEqual([]);
  });

  it('K4 _CRS gives any range exactly, whatever carries and borrows its halves need', () => {
    const device = firmware.devices[0] ?? '';
    const address = fc.integer({ min: 1, max: 2 ** 20 }).map((pages) => pages * 0x10_0000);
    const size = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 14 }).map((pages) => pages * 0x10_0000),
      fc.constantFrom(1, 0x1000, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_0001, 0x2_0000_0000),
    );
    fc.assert(
      fc.property(address, size, (base, bytes) => {
        const plugged = plugDimm(empty, 0, { base, size: bytes, proximityDomain: 0 }, { cold: true });
        expect(firmware.ranges(plugged, device).answer).toEqual([
          { base, size: bytes, caching: 1, writable: true },
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(machines)('firmware-acpi K4 a range of 4 GiB that ends at 4 GiB: %s', (name, dsdt) => {
  it(name.startsWith('recorded') ? 'is lost: the short descriptor has 32 bits for it' : 'is there', () => {
    const firmware = new MemoryDeviceFirmware(dsdt);
    const dimm = { base: 0, size: 2 ** 32, proximityDomain: 0 };
    const plugged = plugDimm(createController(firmware.devices.length), 0, dimm, { cold: true });
    const { answer } = firmware.ranges(plugged, firmware.devices[0] ?? '');
    expect(answer.map(({ base, size }) => [base, size])).toEqual(
      name.startsWith('recorded') ? [] : [[0, 2 ** 32]],
    );
  });
});

describe('firmware-acpi 7 every recorded DSDT', () => {
  it.each(
    recordedTables
      .filter(({ signature }) => signature === 'DSDT')
      .map((table) => [table.name, table] as const),
  )('%s has devices for its slots, or no controller at all', (_, { bytes }) => {
    let firmware: MemoryDeviceFirmware;
    try {
      firmware = new MemoryDeviceFirmware(bytes);
    } catch (error) {
      expect(error).toMatchObject({ name: 'AmlError', code: 'AE_NOT_FOUND' });
      return;
    }
    const controller = createController(firmware.devices.length);
    expect(firmware.devices.map((device) => firmware.status(controller, device).answer)).toEqual(
      firmware.devices.map(() => 0),
    );
  });
});
