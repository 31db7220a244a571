import type { AddressRange } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import type { HotplugProvider, UnplugOutcome } from '../contract/hotplug-provider.js';
import type { MemoryServices } from '../contract/memory-services.js';
import type { Dimm } from '../device/dimm.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { DeviceProvider } from './device-provider.js';
import { vanish } from './on-the-bus.js';

/** A provider that a plugin brings, on one kernel's memory. */
export class PluginProvider implements DeviceProvider {
  readonly name: string;
  readonly #provider: HotplugProvider;
  readonly #memory: MemoryServices;

  constructor(provider: HotplugProvider, memory: MemoryServices) {
    this.name = provider.name;
    this.#provider = provider;
    this.#memory = memory;
  }

  serves(machine: Machine): boolean {
    return this.#provider.serves?.(machine) === true;
  }

  accepts({ machine }: Transition, dimm: Dimm): Result {
    return this.#provider.accepts?.(machine, dimm) ?? done;
  }

  attach(transition: Transition, dimm: Dimm): Result {
    return this.#provider.attach?.(transition, dimm, this.#memory) ?? done;
  }

  detach(transition: Transition, dimm: Dimm): Result<UnplugOutcome> {
    const detached =
      this.#provider.detach?.(transition, dimm, this.#memory) ??
      refuse('ENOSYS', `${this.name} gives no device back`);
    if (!detached.ok) return detached;
    vanish(transition, dimm);
    return succeed({ removed: true, reported: [] });
  }

  requestEject(_transition: Transition, { range }: Dimm): Result<readonly AddressRange[]> {
    return succeed([range]);
  }

  /** What its driver says of a refusal, it says in {@link detach}. */
  refused(): void {
    // Nothing is logged between the pieces.
  }

  letGo(transition: Transition, dimm: Dimm): Result {
    vanish(transition, dimm);
    return done;
  }

  start(transition: Transition): void {
    this.#provider.start?.(transition, this.#memory);
  }
}
