import type { AddressRange } from '@warmboot/address';
import { isAligned } from '@warmboot/address';

import type { Errno } from '../answer/errno.js';
import type { Transition } from '../machine/transition.js';
import type { BlockDevices } from './block-devices.js';
import { blocksIn, pendingTypeOf } from '../memory/blocks.js';
import type { MemoryHotplug } from './memory-hotplug.js';
import type { MemoryState } from '../memory/state.js';

/** How an eject request ended. */
export type EjectOutcome =
  { readonly ejected: true } | { readonly ejected: false; readonly block: number; readonly errno: Errno };

/** Whether the device has blocks to offline: one whose memory the kernel refused to add has none, and just goes. */
const hasBlocks = (memory: MemoryState, { start, end }: AddressRange): boolean => {
  if (!isAligned(start, memory.blockSize) || !isAligned(end, memory.blockSize)) return false;
  return blocksIn(memory, { start, end }).next().done !== true;
};

/**
 * acpi_scan_hot_remove() for a memory device: offline every block, try the stubborn ones once more, and put
 * everything back when one still refuses. drivers/acpi/scan.c (core R2.26).
 */
export class DeviceEject {
  readonly #blocks: BlockDevices;
  readonly #hotplug: MemoryHotplug;

  constructor(blocks: BlockDevices, hotplug: MemoryHotplug) {
    this.#blocks = blocks;
    this.#hotplug = hotplug;
  }

  /**
   * Offlines the blocks of a device, removes its memory, or puts back what was offlined (core R2.26).
   * @param given the ranges of one device, ascending
   */
  eject(transition: Transition, given: readonly AddressRange[]): EjectOutcome {
    const ranges = given.filter((range) => hasBlocks(transition.machine.memory, range));
    const offlined: number[] = [];
    const stubborn = ranges.flatMap((range) => this.#firstPass(transition, range, offlined));
    const refusal = this.#secondPass(transition, stubborn, offlined);
    if (refusal !== undefined) {
      transition.say('warn', `memory memory${refusal.block}: Offline failed.`);
      this.#putBack(transition, offlined);
      return { ejected: false, ...refusal };
    }
    for (const range of ranges) {
      const removed = this.#hotplug.remove(transition, range);
      if (removed.ok) continue;
      // Only a policy refuses to remove what is offline.
      this.#putBack(transition, offlined);
      const [block] = blocksIn(transition.machine.memory, range).next().value ?? [0];
      return { ejected: false, block, errno: removed.errno };
    }
    return { ejected: true };
  }

  /** Tries every block; failures do not stop it. */
  #firstPass(transition: Transition, range: AddressRange, offlined: number[]): number[] {
    const stubborn: number[] = [];
    for (const [id, block] of blocksIn(transition.machine.memory, range)) {
      if (block.state === 'offline') continue;
      if (this.#blocks.offline(transition, id).ok) offlined.push(id);
      else stubborn.push(id);
    }
    return stubborn;
  }

  /** Tries the failed ones again and stops at the first that refuses a second time. */
  #secondPass(transition: Transition, stubborn: readonly number[], offlined: number[]) {
    const { unmovableAgain, ...memory } = transition.machine.memory;
    if (unmovableAgain !== undefined) transition.update({ memory: { ...memory, unmovable: unmovableAgain } });
    for (const block of stubborn) {
      const outcome = this.#blocks.offline(transition, block);
      if (!outcome.ok) return { block, errno: outcome.errno };
      offlined.push(block);
    }
    return undefined;
  }

  /** Plain online: a zone that was emptied on the way no longer attracts its blocks (core R2.27). */
  #putBack(transition: Transition, offlined: readonly number[]): void {
    for (const id of offlined.toSorted((a, b) => a - b)) {
      const block = transition.machine.memory.blocks.get(id);
      // Of a device with several ranges, the ranges before the one that stays are gone.
      if (block === undefined) continue;
      this.#blocks.online(transition, id, pendingTypeOf(block));
    }
  }
}
