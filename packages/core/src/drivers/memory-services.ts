import type { AddressRange } from '@warmboot/address';
import { isAligned, memRange, sizeOf } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { AddOptions, MemoryServices } from '../contract/memory-services.js';
import type { Policy } from '../contract/policy.js';
import type { Dimm } from '../device/dimm.js';
import type { BlockDevices } from '../hotplug/block-devices.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { OnlineType } from '../memory/block.js';
import { supportsMemmapOnMemory } from '../memory/memmap-on-memory.js';
import { namingOf } from './memory-naming.js';
import { appear, isFreeFor, vanish } from './on-the-bus.js';

/** One kernel's memory, for drivers that plugins bring. */
export class KernelMemory implements MemoryServices {
  readonly #hotplug: MemoryHotplug;
  readonly #blocks: BlockDevices;
  readonly #policies: readonly Policy[];

  constructor(hotplug: MemoryHotplug, blocks: BlockDevices, policies: readonly Policy[]) {
    this.#hotplug = hotplug;
    this.#blocks = blocks;
    this.#policies = policies;
  }

  reach(machine: Machine): Result<AddressRange> {
    return this.#hotplug.reach(machine);
  }

  appear(transition: Transition, device: Dimm): Result {
    const free = isFreeFor(transition, device);
    if (free.ok) appear(transition, device);
    return free;
  }

  vanish(transition: Transition, id: string): Result {
    const device = transition.machine.platform.dimms.get(id);
    if (device === undefined) return refuse('ENODEV', `there is no device ${id}`);
    vanish(transition, device);
    return done;
  }

  add(transition: Transition, device: Dimm, { memmapOnMemory = false, ...options }: AddOptions = {}): Result {
    const { range, node } = device;
    return this.#hotplug.add(transition, {
      range,
      node,
      ...namingOf(this.#policies, device),
      ...options,
      memmapOnMemory: memmapOnMemory && supportsMemmapOnMemory(transition.machine.memory, range),
    });
  }

  remove(transition: Transition, range: AddressRange): Result {
    const { blockSize } = transition.machine.memory;
    // The kernel has a BUG() for it; whoever asks for that is told so.
    if (sizeOf(range) <= 0 || !isAligned(range.start, blockSize) || !isAligned(range.end, blockSize)) {
      return refuse('EINVAL', `${memRange(range)} is not made of whole memory blocks`);
    }
    return this.#hotplug.remove(transition, range);
  }

  online(transition: Transition, block: number, type: OnlineType): Result {
    return this.#inState(transition, block, 'offline', () => this.#blocks.online(transition, block, type));
  }

  offline(transition: Transition, block: number): Result {
    return this.#inState(transition, block, 'online', () => this.#blocks.offline(transition, block));
  }

  /** Acts on a block that is in the state; one that is in the other is there already. */
  #inState({ machine }: Transition, block: number, from: 'online' | 'offline', act: () => Result): Result {
    const state = machine.memory.blocks.get(block)?.state;
    if (state === undefined) return refuse('ENODEV', `there is no memory block ${block}`);
    if (state === from) return act();
    return state === 'going-offline' ? refuse('EBUSY', `memory${block} is on its way`) : done;
  }
}
