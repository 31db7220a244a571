import type { DaxDevice } from '../device/dax-device.js';
import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, hex, memRange } from '@warmboot/address';
import { blocksIn } from '../memory/blocks.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import { staticGroup } from '../hotplug/memory-hotplug.js';
import { requestContainer } from '../resource/container.js';
import { SYSTEM_RAM } from '../resource/flags.js';
import { releaseResource } from '../resource/release-resource.js';
import { findResourcePath } from '../resource/tree.js';
import { claimedSpaceMeeting } from '../device/platform.js';
import type { Result } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';

/** Name of memory that dax/kmem adds (core R2.19). */
const KMEM_RAM = 'System RAM (kmem)';

/** The driver that makes ordinary memory of dax devices: drivers/dax/kmem.c (firmware-uefi S3, core R2.19). Stateless. */
export class Kmem {
  readonly #hotplug: MemoryHotplug;
  readonly #pageSize: number;

  constructor(hotplug: MemoryHotplug, pageSize: number) {
    this.#hotplug = hotplug;
    this.#pageSize = pageSize;
  }

  /**
   * Binds the device to kmem: its whole memory blocks become driver-managed memory.
   * @returns the range that was added
   */
  bind(transition: Transition, device: DaxDevice): Result<AddressRange> {
    const { name, node } = device;
    const known = transition.machine.platform.dax?.get(name) ?? device;
    if (known.range.start !== device.range.start || known.range.end !== device.range.end) {
      return refuse('EEXIST', `${name} is at ${memRange(known.range)}`);
    }
    const appeared = this.#appear(transition, device);
    if (!appeared.ok) return appeared;
    const say = (text: string): void => transition.say('warn', `kmem ${name}: ${text}`);
    if (node < 0 || !transition.machine.platform.nodes.includes(node)) {
      say(`rejecting DAX region with invalid node: ${node}`);
      return refuse('EINVAL', `${name} has no node`);
    }
    const range = wholeBlocks(device.range, transition.machine.memory.blockSize);
    const mapping = `mapping0: ${hex(device.range.start)}-${hex(device.range.end - 1)}`;
    if (range === undefined) {
      say(`${mapping} too small after alignment`);
      return refuse('ENOSPC', `no memory block is wholly inside ${memRange(device.range)}`);
    }
    const container = requestContainer(transition.machine.iomem, range, name, SYSTEM_RAM);
    if (!container.ok) {
      say(`${mapping} could not reserve region`);
      return refuse('EBUSY', `${container.conflict.name} is in the way`);
    }
    transition.update({ iomem: container.tree });
    const added = this.#hotplug.addDriverManaged(transition, {
      range,
      node,
      resourceName: KMEM_RAM,
      group: staticGroup(range, this.#pageSize),
    });
    if (added.ok) {
      transition.emit({ type: 'kmem:bound', name, range });
      return succeed(range);
    }
    say(`${mapping} memory add failed`);
    releaseContainer(transition, range, name);
    return added;
  }

  /** Takes the memory back, which must be offline; otherwise it stays until the machine is reset (firmware-uefi S3). */
  unbind(transition: Transition, name: string): Result {
    const { platform, memory, iomem } = transition.machine;
    const device = platform.dax?.get(name);
    const range = device && wholeBlocks(device.range, memory.blockSize);
    if (range === undefined || findContainer(iomem, range, name) === undefined) {
      return refuse('ENODEV', `${name} is not bound to kmem`);
    }
    const removed =
      blocksIn(memory, range).next().done === true ? done : this.#hotplug.remove(transition, range);
    if (!removed.ok) {
      transition.say(
        'error',
        `kmem ${name}: mapping0: ${hex(range.start)}-${hex(range.end - 1)} cannot be hotremoved until the next reboot`,
      );
      return removed;
    }
    releaseContainer(transition, range, name);
    transition.emit({ type: 'kmem:unbound', name, range });
    return done;
  }

  /** The device is on the platform, if it was not. */
  #appear(transition: Transition, device: DaxDevice): Result {
    const { platform } = transition.machine;
    if (platform.dax?.has(device.name) === true) return done;
    const taken = claimedSpaceMeeting(platform, device.range);
    if (taken !== undefined) {
      return refuse('EEXIST', `${memRange(device.range)} overlaps memory at ${memRange(taken)}`);
    }
    const dax = new Map([...(platform.dax ?? []), [device.name, device] as const]);
    transition.update({ platform: { ...platform, dax } });
    return done;
  }
}

/** Memory blocks that are wholly inside. */
const wholeBlocks = ({ start, end }: AddressRange, blockSize: number): AddressRange | undefined => {
  const inside = { start: alignUp(start, blockSize), end: alignDown(end, blockSize) };
  return inside.start < inside.end ? inside : undefined;
};

const findContainer = (
  iomem: Transition['machine']['iomem'],
  range: AddressRange,
  name: string,
): ReturnType<typeof findResourcePath> =>
  findResourcePath(iomem, range, (resource) => resource.name === name);

const releaseContainer = (transition: Transition, range: AddressRange, name: string): void => {
  const { iomem } = transition.machine;
  const path = findContainer(iomem, range, name);
  const released = path && releaseResource(iomem, path);
  if (released?.ok === true) transition.update({ iomem: released.tree });
};
