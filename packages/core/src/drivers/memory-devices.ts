import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { UnplugOutcome } from '../contract/hotplug-provider.js';
import type { Dimm } from '../device/dimm.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { AcpiMemory } from './acpi-memory.js';
import type { DeviceProvider } from './device-provider.js';
import { appear, isFreeFor } from './on-the-bus.js';
import type { PluginProvider } from './plugin-provider.js';

/** A device of `size` bytes at `address`. */
export const dimmAt = (id: string, address: number, size: number, node: number, slot: number): Dimm => ({
  id,
  range: rangeAt(address, size),
  node,
  slot,
});

/**
 * Memory devices that are plugged and pulled while a kernel runs: what happens on the bus here, and what the kernel learns
 * of it from the provider that each device is behind. Stateless.
 */
export class MemoryDevices {
  readonly #hotplug: MemoryHotplug;
  readonly #acpi: AcpiMemory;
  readonly #providers: readonly PluginProvider[];

  /** @param providers of plugins, which come before ACPI */
  constructor(hotplug: MemoryHotplug, acpi: AcpiMemory, providers: readonly PluginProvider[] = []) {
    this.#hotplug = hotplug;
    this.#acpi = acpi;
    this.#providers = providers;
  }

  /** The platform plugs a device and tells the kernel, which adds its memory. */
  plug(transition: Transition, dimm: Dimm): Result {
    const inserted = this.insert(transition, dimm);
    return inserted.ok ? this.attach(transition, dimm) : inserted;
  }

  /** The device answers on the bus; the kernel has not heard of it yet. */
  insert(transition: Transition, dimm: Dimm): Result {
    const { machine } = transition;
    const { hotplug } = machine.platform;
    if (!hotplug.available) return refuse('ENODEV', hotplug.reason);
    const reach = this.#hotplug.reach(machine);
    if (!reach.ok) return reach;
    const free = isFreeFor(transition, dimm);
    const accepted = free.ok ? this.#providerOf(machine, dimm).accepts(transition, dimm) : free;
    if (!accepted.ok) return accepted;
    appear(transition, dimm);
    return done;
  }

  /** The kernel hears of a device that answers. */
  attach(transition: Transition, dimm: Dimm): Result {
    return this.#providerOf(transition.machine, dimm).attach(transition, dimm);
  }

  /** The platform asks to take a device out; the kernel offlines and removes its memory or refuses (core R2.26). */
  unplug(transition: Transition, id: string): Result<UnplugOutcome> {
    const dimm = transition.machine.platform.dimms.get(id);
    if (dimm === undefined) return refuse('ENODEV', `there is no device ${id}`);
    return this.#providerOf(transition.machine, dimm).detach(transition, dimm);
  }

  /** The event that asks for a device back reaches the kernel. @returns the ranges of the device, to be offlined */
  requestEject(transition: Transition, dimm: Dimm): Result<readonly AddressRange[]> {
    return this.#providerOf(transition.machine, dimm).requestEject(transition, dimm);
  }

  /** A block of the device refused at the second pass, and nothing has been put back yet. */
  refused(transition: Transition, dimm: Dimm, block: number): void {
    this.#providerOf(transition.machine, dimm).refused(transition, block);
  }

  /** The device does not answer any more. */
  letGo(transition: Transition, dimm: Dimm): Result {
    return this.#providerOf(transition.machine, dimm).letGo(transition, dimm);
  }

  /**
   * Drivers come up in a kernel that starts: ACPI's, where it found ACPI and its DIMMs are nobody else's, with those that
   * bring their devices by themselves, then those of plugins.
   */
  start(transition: Transition, acpi: boolean): void {
    const { machine } = transition;
    if (acpi) {
      if (this.#serving(machine) === undefined) this.#acpi.start(transition);
      for (const dimm of machine.platform.dimms.values()) {
        if (dimm.driver !== undefined && this.#named(dimm) === undefined) this.#acpi.attach(transition, dimm);
      }
    }
    for (const provider of this.#providers) provider.start(transition);
  }

  #named({ driver }: Dimm): PluginProvider | undefined {
    return this.#providers.find(({ name }) => name === driver);
  }

  #serving(machine: Machine): PluginProvider | undefined {
    return this.#providers.find((provider) => provider.serves(machine));
  }

  /** Its own, else that of the board, unless another driver brings it. */
  #providerOf(machine: Machine, dimm: Dimm): DeviceProvider {
    const own = dimm.driver === undefined ? this.#serving(machine) : this.#named(dimm);
    return own ?? this.#acpi;
  }
}
