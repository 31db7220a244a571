import { describe, expect, it } from 'vitest';
import {
  createController,
  plugDimm,
  readController,
  requestUnplug,
  writeController,
  type Dimm,
  type MemoryHotplugController,
} from '../../src/index.js';

const dimm: Dimm = { base: 0x1_4000_0000, size: 0x2_0000_0000, proximityDomain: 3 };

const all = (controller: MemoryHotplugController): number[] =>
  [0, 4, 8, 0xc, 0x10, 0x14].map((offset) => readController(controller, offset, 32));

const write = (controller: MemoryHotplugController, offset: number, value: number) =>
  writeController(controller, offset, value);

describe('firmware-acpi 7 QEMU memory hotplug controller', () => {
  it('shows the slot that is selected, in halves', () => {
    const plugged = plugDimm(createController(4), 2, dimm, { cold: true });
    expect(all(plugged)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(all(write(plugged, 0, 2).controller)).toEqual([0x4000_0000, 1, 0, 2, 3, 1]);
    expect(readController(write(plugged, 0, 2).controller, 0x14, 8)).toBe(1);
    expect(readController(write(plugged, 0, 2).controller, 0x15, 8)).toBe(0xff);
  });

  it('K1 reads 0 beyond the last slot and takes nothing but the selector there', () => {
    const beyond = write(createController(2), 0, 2).controller;
    expect(all(beyond)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(write(beyond, 4, 1)).toEqual({ controller: beyond, effects: [] });
    expect(write(createController(0), 0, 7).controller.selector).toBe(0);
  });

  it('K2 a hot-plugged DIMM sets the insert event, a cold-plugged one does not', () => {
    expect(readController(plugDimm(createController(1), 0, dimm), 0x14, 8)).toBe(3);
    expect(readController(plugDimm(createController(1), 0, dimm, { cold: true }), 0x14, 8)).toBe(1);
  });

  it('K2 does one thing a write: clear insert, else clear remove, else eject', () => {
    const both = requestUnplug(plugDimm(createController(1), 0, dimm), 0);
    expect(readController(both, 0x14, 8)).toBe(7);
    const first = write(both, 0x14, 2 | 4 | 8);
    expect(readController(first.controller, 0x14, 8)).toBe(5);
    const second = write(first.controller, 0x14, 4 | 8);
    expect(readController(second.controller, 0x14, 8)).toBe(1);
    const third = write(second.controller, 0x14, 8);
    expect(third.effects).toEqual([{ kind: 'unplugged', slot: 0, dimm }]);
    expect(all(third.controller)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(write(third.controller, 0x14, 8).effects).toEqual([]);
  });

  it('K3 reports event and status when the status is written, and keeps them', () => {
    const plugged = plugDimm(createController(1), 0, dimm);
    const { controller, effects } = write(write(plugged, 4, 0x103).controller, 8, 0x82);
    expect(effects).toEqual([{ kind: 'ost', slot: 0, event: 0x103, status: 0x82 }]);
    expect(write(controller, 0x14, 8).controller.slots[0]).toMatchObject({
      ostEvent: 0x103,
      ostStatus: 0x82,
    });
  });

  it('is a value: nothing that was given changes', () => {
    const empty = Object.freeze(createController(1));
    const plugged = plugDimm(empty, 0, dimm);
    expect(empty.slots[0]?.dimm).toBeUndefined();
    write(plugged, 0x14, 8);
    expect(plugged.slots[0]?.dimm).toEqual(dimm);
  });

  it('refuses a slot that is taken, empty or not there', () => {
    const plugged = plugDimm(createController(1), 0, dimm);
    expect(() => plugDimm(plugged, 0, dimm)).toThrow(TypeError);
    expect(() => plugDimm(plugged, 1, dimm)).toThrow(TypeError);
    expect(() => requestUnplug(createController(1), 0)).toThrow(TypeError);
  });
});
