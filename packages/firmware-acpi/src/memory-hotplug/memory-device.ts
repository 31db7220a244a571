import { AmlError } from '../aml/aml-error.js';
import { findDevices } from '../aml/find-devices.js';
import { AmlInterpreter } from '../aml/interpreter.js';
import type { RegionHandler, RegionSpaceName } from '../aml/region-handler.js';
import type { AmlValue } from '../aml/value.js';
import { deviceMemoryRanges, type DeviceMemoryRange } from '../resources/memory-range.js';
import { parseResourceTemplate } from '../resources/resource-template.js';
import {
  CONTROLLER_SIZE,
  readController,
  writeController,
  type HotplugEffect,
  type MemoryHotplugController,
} from './controller.js';
import { findHotplugWiring, GED_MEMORY_EVENT, type HotplugWiring } from './event-source.js';

/** Hardware identifier of a memory device (ACPI 6.4 section 9.11). */
export const MEMORY_DEVICE_ID = 'PNP0C80';

/** A Notify that came out of an event. */
export interface DeviceNotification {
  /** Path of the device, padded: `\_SB_.MHPC.MP00`. */
  readonly path: string;
  /** 1 device check, 3 eject request (ACPI 6.4 section 5.6.6). */
  readonly value: number;
}

/** What byte code did: the controller after it, what the outside sees, and the answer. */
export interface FirmwareRun<T> {
  readonly controller: MemoryHotplugController;
  readonly effects: readonly HotplugEffect[];
  readonly notifications: readonly DeviceNotification[];
  readonly answer: T;
}

/** A memory device that is there, in its firmware's words. */
export interface MemoryDeviceDescription {
  readonly path: string;
  readonly ranges: readonly DeviceMemoryRange[];
  readonly proximityDomain: number | undefined;
}

/** Present, enabled and functioning: what Linux asks of a memory device (drivers/acpi/acpi_memhotplug.c). */
const USABLE = 0x0b;

/** A device without _STA is all that it can be (ACPI 6.4 section 6.3.7). */
const statusOf = (interpreter: AmlInterpreter, device: string): number =>
  interpreter.has(`${device}._STA`) ? Number(interpreter.evaluateInteger(`${device}._STA`)) : 0x0f;

const rangesOf = (interpreter: AmlInterpreter, device: string): DeviceMemoryRange[] =>
  deviceMemoryRanges(parseResourceTemplate(interpreter.evaluateBuffer(`${device}._CRS`)));

const proximityOf = (interpreter: AmlInterpreter, device: string): number | undefined =>
  interpreter.has(`${device}._PXM`) ? Number(interpreter.evaluateInteger(`${device}._PXM`)) : undefined;

const descriptionOf = (interpreter: AmlInterpreter, device: string): MemoryDeviceDescription | undefined => {
  if ((statusOf(interpreter, device) & USABLE) !== USABLE) return undefined;
  const ranges = rangesOf(interpreter, device);
  return { path: device, ranges, proximityDomain: proximityOf(interpreter, device) };
};

/** Registers of the machine as byte code sees them, while one method runs. */
interface Registers {
  controller: MemoryHotplugController;
  effects: HotplugEffect[];
  /** Event selector of the generic event device. */
  events: number;
}

/**
 * The memory-device methods of a recorded DSDT, run against an emulated controller. Every call starts from the DSDT
 * and the controller it is given and gives the controller after it: nothing is kept in between, so snapshots cost
 * nothing. Byte code that keeps state in its own names between calls is outside of what this models.
 */
export class MemoryDeviceFirmware {
  readonly wiring: HotplugWiring;
  /** Paths of the memory devices, in slot order. */
  readonly devices: readonly string[];
  readonly #tables: readonly Uint8Array[];

  /**
   * @param ssdts what the machine loads after its DSDT, in that order
   * @throws FormatError or AmlError for tables that cannot be loaded, AmlError AE_NOT_FOUND where none of them has a
   *   controller
   */
  constructor(dsdt: Uint8Array, ssdts: readonly Uint8Array[] = []) {
    this.#tables = [dsdt, ...ssdts].map((table) => table.slice());
    const interpreter = new AmlInterpreter();
    for (const table of this.#tables) interpreter.load(table);
    const wiring = findHotplugWiring(interpreter);
    if (wiring === undefined)
      throw new AmlError('AE_NOT_FOUND', 'no memory hotplug controller in the tables');
    this.wiring = wiring;
    this.devices = findDevices(interpreter, [MEMORY_DEVICE_ID]);
  }

  /** Delivers the memory event, as the platform does after a plug or an unplug request. */
  deliverEvent(controller: MemoryHotplugController): FirmwareRun<undefined> {
    const { event } = this.wiring;
    return this.#run(controller, (interpreter) => {
      const operands: AmlValue[] =
        event.kind === 'general-purpose' ? [] : [{ type: 'integer', value: BigInt(event.interrupt) }];
      interpreter.evaluate(event.method, operands);
      return undefined;
    });
  }

  /** `_STA`: bit 0 present, 1 enabled, 2 shown, 3 functioning. */
  status(controller: MemoryHotplugController, device: string): FirmwareRun<number> {
    return this.#run(controller, (interpreter) => statusOf(interpreter, device));
  }

  /** `_CRS` as Linux reads it; an empty slot has no range. */
  ranges(controller: MemoryHotplugController, device: string): FirmwareRun<DeviceMemoryRange[]> {
    return this.#run(controller, (interpreter) => rangesOf(interpreter, device));
  }

  /** `_PXM`; undefined when the device has none. */
  proximityDomain(controller: MemoryHotplugController, device: string): FirmwareRun<number | undefined> {
    return this.#run(controller, (interpreter) => proximityOf(interpreter, device));
  }

  /** All of these at once, as Linux asks a device: undefined when it is not there, not enabled, or does not work. */
  describe(
    controller: MemoryHotplugController,
    device: string,
  ): FirmwareRun<MemoryDeviceDescription | undefined> {
    return this.#run(controller, (interpreter) => descriptionOf(interpreter, device));
  }

  /** What a kernel finds when it walks the namespace: the devices that are there, in slot order. */
  scan(controller: MemoryHotplugController): FirmwareRun<MemoryDeviceDescription[]> {
    return this.#run(controller, (interpreter) =>
      this.devices.flatMap((device) => descriptionOf(interpreter, device) ?? []),
    );
  }

  /** `_OST`: reports to the platform how an event was dealt with (ACPI 6.4 section 6.3.5). */
  report(
    controller: MemoryHotplugController,
    device: string,
    event: number,
    status: number,
  ): FirmwareRun<undefined> {
    return this.#run(controller, (interpreter) => {
      const operands: AmlValue[] = [
        { type: 'integer', value: BigInt(event) },
        { type: 'integer', value: BigInt(status) },
        { type: 'buffer', bytes: new Uint8Array() },
      ];
      interpreter.evaluate(`${device}._OST`, operands);
      return undefined;
    });
  }

  /** `_EJ0`: lets the DIMM go. */
  eject(controller: MemoryHotplugController, device: string): FirmwareRun<undefined> {
    return this.#run(controller, (interpreter) => {
      interpreter.evaluate(`${device}._EJ0`, [{ type: 'integer', value: 1n }]);
      return undefined;
    });
  }

  #run<T>(controller: MemoryHotplugController, body: (interpreter: AmlInterpreter) => T): FirmwareRun<T> {
    const registers: Registers = { controller, effects: [], events: GED_MEMORY_EVENT };
    const notifications: DeviceNotification[] = [];
    const spaces = new Set([this.wiring.space]);
    if (this.wiring.event.kind === 'generic-event-device') spaces.add(this.wiring.event.selector.space);
    const handler = this.#handler(registers);
    const handlers = Object.fromEntries([...spaces].map((space) => [space as RegionSpaceName, handler]));
    const interpreter = new AmlInterpreter({
      handlers,
      onNotify: (path, value) => notifications.push({ path, value }),
    });
    for (const table of this.#tables) interpreter.load(table);
    const answer = body(interpreter);
    return { controller: registers.controller, effects: registers.effects, notifications, answer };
  }

  #handler(registers: Registers): RegionHandler {
    const { space, base, event } = this.wiring;
    const offsetOf = (address: bigint): number | undefined => {
      const offset = address - base;
      return offset >= 0n && offset < BigInt(CONTROLLER_SIZE) ? Number(offset) : undefined;
    };
    const isSelector = (address: bigint): boolean =>
      event.kind === 'generic-event-device' && address === event.selector.base;
    const nothingThere = (address: bigint): AmlError =>
      new AmlError('AE_NOT_EXIST', `nothing at 0x${address.toString(16)} of ${space}`);
    return {
      read: (address, width) => {
        if (isSelector(address)) {
          const { events } = registers;
          registers.events = 0;
          return BigInt(events);
        }
        const offset = offsetOf(address);
        if (offset === undefined || width === 64) throw nothingThere(address);
        return BigInt(readController(registers.controller, offset, width));
      },
      write: (address, _width, value) => {
        if (isSelector(address)) return;
        const offset = offsetOf(address);
        if (offset === undefined) throw nothingThere(address);
        const { controller, effects } = writeController(registers.controller, offset, Number(value));
        registers.controller = controller;
        registers.effects.push(...effects);
      },
    };
  }
}
