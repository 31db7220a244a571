import { rangeAt } from '../address/range.js';
import { hex, memRange } from '../address/text.js';
import type { DeviceEject } from '../memory/eject.js';
import type { MemoryHotplug } from '../memory/hotplug.js';
import { SYSTEM_RAM_NAME, staticGroup } from '../memory/hotplug.js';
import { supportsMemmapOnMemory } from '../memory/memmap-on-memory.js';
import type { Policy } from '../policy/policy.js';
import { DimmTable } from './dimm-table.js';
import type { Dimm } from './platform.js';
import { ramMeeting } from './platform.js';
import type { Result } from './result.js';
import { done, refuse } from './result.js';
import type { Transition } from './transition.js';

/** _OST status codes that the kernel reports for an eject request (source 3). ACPI 6.4, 6.3.5. */
export const OST_SOURCE_EJECT_REQUEST = 3;
export const OST_SUCCESS = 0x00;
export const OST_DEVICE_BUSY = 0x82;
export const OST_EJECT_IN_PROGRESS = 0x84;

/** How a request to take a memory device out ended, as the platform saw it. */
export interface UnplugOutcome {
  readonly removed: boolean;
  /** _OST status codes in the order in which the guest reported them. */
  readonly reported: readonly number[];
}

/** Memory devices behind ACPI (PNP0C80): drivers/acpi/acpi_memhotplug.c. Stateless. */
export class MemoryDevices {
  readonly #hotplug: MemoryHotplug;
  readonly #eject: DeviceEject;
  readonly #policies: readonly Policy[];
  readonly #pageSize: number;

  constructor(hotplug: MemoryHotplug, eject: DeviceEject, policies: readonly Policy[], pageSize: number) {
    this.#hotplug = hotplug;
    this.#eject = eject;
    this.#policies = policies;
    this.#pageSize = pageSize;
  }

  /** The platform plugs a device and tells the kernel, which adds its memory. */
  plug(transition: Transition, dimm: Dimm): Result {
    const inserted = this.insert(transition, dimm);
    return inserted.ok ? this.attach(transition, dimm) : inserted;
  }

  /** The device answers on the bus; the kernel has not heard of it yet. */
  insert(transition: Transition, dimm: Dimm): Result {
    const { platform } = transition.machine;
    if (!platform.hotplug.available) return refuse('ENODEV', platform.hotplug.reason);
    if (platform.dimms.has(dimm.id)) return refuse('EEXIST', `there is a device ${dimm.id} already`);
    const taken = ramMeeting(platform, dimm.range);
    if (taken !== undefined)
      return refuse('EEXIST', `${memRange(dimm.range)} overlaps memory at ${memRange(taken)}`);
    transition.update({ platform: { ...platform, dimms: DimmTable.of(platform.dimms).with(dimm) } });
    transition.emit({ type: 'dimm:plugged', id: dimm.id, range: dimm.range });
    return done;
  }

  /** The platform asks to take a device out; the kernel offlines and removes its memory or refuses (core R2.26). */
  unplug(transition: Transition, id: string): Result<UnplugOutcome> {
    const { platform } = transition.machine;
    const dimm = platform.dimms.get(id);
    if (dimm === undefined) return refuse('ENODEV', `there is no device ${id}`);
    const outcome = this.#eject.eject(transition, dimm.range);
    if (!outcome.ejected) {
      transition.emit({ type: 'dimm:eject-refused', id, block: outcome.block, errno: outcome.errno });
      return { ok: true, value: { removed: false, reported: [OST_EJECT_IN_PROGRESS, OST_DEVICE_BUSY] } };
    }
    this.takeOut(transition, dimm);
    return { ok: true, value: { removed: true, reported: [OST_EJECT_IN_PROGRESS, OST_SUCCESS] } };
  }

  /** _EJ0: the device does not answer any more. */
  takeOut(transition: Transition, { id, range }: Dimm): void {
    const { platform, contents } = transition.machine;
    transition.update({
      platform: { ...platform, dimms: DimmTable.of(platform.dimms).without(id) },
      contents: contents.drop(range),
    });
    transition.emit({ type: 'dimm:unplugged', id, range });
  }

  /** acpi_scan at boot: every device that is there is attached again, in slot order. */
  scan(transition: Transition): void {
    const dimms = [...transition.machine.platform.dimms.values()].sort((a, b) => a.slot - b.slot);
    for (const dimm of dimms) this.attach(transition, dimm);
  }

  /**
   * acpi_memory_enable_device(): EEXIST counts as attached, since the memory is the kernel's already. A proximity
   * domain that the kernel has no node for falls back to node 0.
   */
  attach(transition: Transition, dimm: Dimm): Result {
    const { range, node, slot } = dimm;
    const { platform, memory } = transition.machine;
    const outcome = this.#hotplug.add(transition, {
      range,
      node: platform.nodes.includes(node) ? node : 0,
      resourceName: this.#nameOf(dimm),
      group: staticGroup(range, this.#pageSize),
      memmapOnMemory: supportsMemmapOnMemory(memory, range, this.#pageSize),
    });
    if (outcome.ok || outcome.errno === 'EEXIST') return done;
    const device = `acpi PNP0C80:${hex(slot).slice(2).padStart(2, '0')}`;
    transition.say('error', `${device}: add_memory failed`);
    transition.say('error', `${device}: acpi_memory_enable_device() error`);
    return outcome;
  }

  /** The last policy that has a name for it decides. */
  #nameOf(dimm: Dimm): string {
    return this.#policies.reduce((name, policy) => policy.nameHotAdded?.(dimm) ?? name, SYSTEM_RAM_NAME);
  }
}

/** A device of `size` bytes at `address`. */
export const dimmAt = (id: string, address: number, size: number, node: number, slot: number): Dimm => ({
  id,
  range: rangeAt(address, size),
  node,
  slot,
});
