import type {
  Dimm,
  MemoryDeviceNode,
  MemoryDeviceNotice,
  MemoryDeviceTable,
  PluggedDevices,
  PresentMemoryDevice,
  Result,
} from '@warmboot/core/plugin';
import { done, refuse, refuseAloud, succeed } from '@warmboot/core/plugin';
import { rangeAt, sizeOf } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { AmlError } from '../aml/aml-error.js';
import {
  createController,
  plugDimm,
  requestUnplug,
  type MemoryHotplugController,
} from '../memory-hotplug/controller.js';
import type {
  FirmwareRun,
  MemoryDeviceDescription,
  MemoryDeviceFirmware,
} from '../memory-hotplug/memory-device.js';

/** Notify values of device objects that are about hotplug (ACPI 6.4 section 5.6.6). */
const REQUESTS: Readonly<Record<number, MemoryDeviceNotice['request']>> = {
  0: 'device-check',
  1: 'device-check',
  3: 'eject',
};

/** Answers kept, so that a long exploration does not fill memory with them. */
const MOST_ANSWERS = 4096;

/**
 * Memory devices by byte code. The controller behind it is made anew for every call from what is plugged, so it is a
 * value as the machine is; the slot that an event is about is the only one with something to tell. An answer follows
 * from the call and what is plugged alone: it is worked out once.
 */
export class AmlMemoryDevices implements MemoryDeviceTable {
  readonly #firmware: MemoryDeviceFirmware;
  readonly #nodes: readonly MemoryDeviceNode[];
  readonly #answers = new Map<string, Result<unknown>>();

  constructor(firmware: MemoryDeviceFirmware) {
    this.#firmware = firmware;
    this.#nodes = firmware.devices.map((path, instance) => ({ path, instance }));
  }

  accepts(plugged: PluggedDevices, { slot }: Dimm): Result {
    if (this.#nodes[slot] === undefined) {
      return refuse(
        'ENODEV',
        `there is no slot ${slot}: the firmware has ${this.#nodes.length} memory devices`,
      );
    }
    const taken = behindFirmware(plugged).find((other) => other.slot === slot);
    return taken === undefined ? done : refuse('EBUSY', `${taken.id} is in slot ${slot}`);
  }

  inserted(plugged: PluggedDevices, { id }: Dimm): Result<readonly MemoryDeviceNotice[]> {
    return this.#once(['inserted', id], plugged, () => this.#event(this.#controller(plugged, id)));
  }

  ejectRequested(plugged: PluggedDevices, { slot }: Dimm): Result<readonly MemoryDeviceNotice[]> {
    return this.#once(['eject-requested', slot], plugged, () =>
      this.#event(requestUnplug(this.#controller(plugged), slot)),
    );
  }

  describe(plugged: PluggedDevices, { path }: MemoryDeviceNode): Result<PresentMemoryDevice | undefined> {
    return this.#once(['describe', path], plugged, () =>
      running(
        () => this.#firmware.describe(this.#controller(plugged), path),
        ({ answer }) => (answer === undefined ? undefined : this.#present(answer)),
      ),
    );
  }

  nodeOf({ slot }: Dimm): MemoryDeviceNode {
    const node = this.#nodes[slot];
    if (node === undefined) throw new TypeError(`no slot ${slot} among ${this.#nodes.length}`);
    return node;
  }

  scan(plugged: PluggedDevices): Result<readonly PresentMemoryDevice[]> {
    return this.#once(['scan'], plugged, () =>
      running(
        () => this.#firmware.scan(this.#controller(plugged)),
        ({ answer }) => answer.map((found) => this.#present(found)),
      ),
    );
  }

  report(
    plugged: PluggedDevices,
    { path }: MemoryDeviceNode,
    source: number,
    status: number,
  ): Result<readonly number[]> {
    return this.#once(['report', path, source, status], plugged, () =>
      running(
        () => this.#firmware.report(this.#controller(plugged), path, source, status),
        ({ effects }) => effects.flatMap((effect) => (effect.kind === 'ost' ? effect.status : [])),
      ),
    );
  }

  eject(plugged: PluggedDevices, { path }: MemoryDeviceNode): Result<readonly string[]> {
    const inSlot = new Map(behindFirmware(plugged).map(({ slot, id }) => [slot, id]));
    return this.#once(['eject', path], plugged, () =>
      running(
        () => this.#firmware.eject(this.#controller(plugged), path),
        ({ effects }) =>
          effects.flatMap((effect) => (effect.kind === 'unplugged' ? (inSlot.get(effect.slot) ?? []) : [])),
      ),
    );
  }

  #once<T>(call: readonly (string | number)[], plugged: PluggedDevices, work: () => Result<T>): Result<T> {
    const devices = behindFirmware(plugged).map(({ id, slot, range, node }) => [
      id,
      slot,
      range.start,
      range.end,
      node,
    ]);
    const key = JSON.stringify([call, devices]);
    // Every call keeps its answers under keys of its own, which TypeScript cannot follow through the map.
    const known = this.#answers.get(key) as Result<T> | undefined;
    if (known !== undefined) return known;
    const answer = work();
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.clear();
    this.#answers.set(key, answer);
    return answer;
  }

  /** @param inserted the device whose insertion the kernel has not heard of yet */
  #controller(plugged: PluggedDevices, inserted?: string): MemoryHotplugController {
    return behindFirmware(plugged).reduce(
      (controller, { id, slot, range, node }) =>
        plugDimm(
          controller,
          slot,
          { base: range.start, size: sizeOf(range), proximityDomain: node },
          { cold: id !== inserted },
        ),
      createController(this.#nodes.length),
    );
  }

  /** Notifications about devices that are no memory are for other drivers. */
  #event(controller: MemoryHotplugController): Result<readonly MemoryDeviceNotice[]> {
    return running(
      () => this.#firmware.deliverEvent(controller),
      ({ notifications }) =>
        notifications.flatMap(({ path, value }) => {
          const device = this.#nodes.find((node) => node.path === path);
          const request = REQUESTS[value];
          return device === undefined || request === undefined ? [] : [{ device, request }];
        }),
    );
  }

  #present({ path, ranges, proximityDomain }: MemoryDeviceDescription): PresentMemoryDevice {
    return {
      path,
      instance: this.#firmware.devices.indexOf(path),
      ranges: ranges.map(({ base, size }) => rangeAt(base, size)),
      proximityDomain,
    };
  }
}

/** What is in the slots of the board. */
const behindFirmware = (plugged: PluggedDevices): Dimm[] =>
  [...plugged.values()].filter(({ driver }) => driver === undefined);

/** What byte code does wrong while it runs is a refusal: the kernel logs it, and knows nothing of the device. */
const running = <A, T>(run: () => FirmwareRun<A>, read: (run: FirmwareRun<A>) => T): Result<T> => {
  try {
    return succeed(read(run()));
  } catch (error) {
    if (!(error instanceof AmlError || error instanceof FormatError)) throw error;
    return refuseAloud('EIO', `ACPI: memory hotplug: ${error.message}`);
  }
};
