import type { AddressRange } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import type { Dimm } from '../device/dimm.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { OnlineType } from '../memory/block.js';
import type { DeviceGroup } from '../memory/groups.js';

/** How memory is added, beside where. */
export interface AddOptions {
  /** Blocks that belong together for the auto-movable policy; none where absent. */
  readonly group?: DeviceGroup;
  /** MHP_MERGE_RESOURCE: one line of /proc/iomem with what it touches. */
  readonly mergeResource?: boolean;
  /** MHP_MEMMAP_ON_MEMORY, where the machine supports it. */
  readonly memmapOnMemory?: boolean;
}

/**
 * What drivers do to the memory of the kernel that runs: mm/memory_hotplug.c and drivers/base/memory.c, with the notifiers
 * and policies that are in force. Every refusal is the kernel's, with its errno.
 */
export interface MemoryServices {
  /** Where memory can be added; ENOSYS where the architecture, or this version of it, adds none. */
  reach(machine: Machine): Result<AddressRange>;
  /** A device answers on the bus from now on. EEXIST where something does already, under its name or at its place. */
  appear(transition: Transition, device: Dimm): Result;
  /** A device answers no more, whatever the kernel believes. ENODEV where there is none of that name. */
  vanish(transition: Transition, id: string): Result;
  /**
   * add_memory(): whole blocks that are offline, unless auto_online_blocks says otherwise. A policy may have a name for
   * what the device brings. @param device whose range it is
   */
  add(transition: Transition, device: Dimm, options?: AddOptions): Result;
  /** remove_memory(): EBUSY while a block of the range is online. */
  remove(transition: Transition, range: AddressRange): Result;
  /** device_online(): asks the notifiers. @param block its number */
  online(transition: Transition, block: number, type: OnlineType): Result;
  /** device_offline(): asks the notifiers, and fails where a page cannot be moved. */
  offline(transition: Transition, block: number): Result;
}
