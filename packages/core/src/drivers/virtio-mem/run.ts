import type { AddressRange } from '@warmboot/address';
import type { MemoryHotplug } from '../../hotplug/memory-hotplug.js';
import type { MemoryGeometry } from '../../contract/memory-geometry.js';
import { pageblockSize } from '../../contract/memory-geometry.js';
import { kernelAllocations } from '../../memory/kernel-allocations.js';
import { unmovablePage } from '../../hotplug/unmovable.js';
import { done } from '../../answer/result.js';
import type { Transition } from '../../machine/transition.js';
import type { VirtioMemDevice, VirtioMemRequest } from '../../device/virtio-mem.js';
import { answerRequest } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';
import { VIRTIO_MEM_RAM } from '../../device/virtio-mem-driver.js';
import type { UnitState } from './unit-state.js';
import { ownBlocks, unitState } from './unit-state.js';
import { withVirtioMem, withVirtioMemDriver } from './tables.js';
import type { Work } from './work.js';
import { stop } from './work.js';

/** One pass of one device's worker: what plugging and unplugging in either mode is made of. */
export class VirtioMemRun {
  readonly transition: Transition;
  readonly geometry: MemoryGeometry;
  readonly #id: string;
  readonly #hotplug: MemoryHotplug;

  constructor(transition: Transition, id: string, hotplug: MemoryHotplug, geometry: MemoryGeometry) {
    this.transition = transition;
    this.#id = id;
    this.#hotplug = hotplug;
    this.geometry = geometry;
  }

  get device(): VirtioMemDevice {
    return this.transition.machine.platform.virtioMem!.get(this.#id)!;
  }

  get driver(): VirtioMemDriver {
    return this.transition.machine.virtioMem!.get(this.#id)!;
  }

  set driver(driver: VirtioMemDriver) {
    withVirtioMemDriver(this.transition, this.#id, driver);
  }

  say(level: 'info' | 'warn' | 'error', text: string): void {
    this.transition.say(level, `virtio_mem ${this.device.name}: ${text}`);
  }

  /** Where memory can be added; nowhere in a kernel that adds none, which has no driver either. */
  get reach(): AddressRange {
    const reach = this.#hotplug.reach(this.transition.machine);
    return reach.ok ? reach.value : { start: 0, end: 0 };
  }

  stateOf(unit: AddressRange): UnitState {
    return unitState(this.transition.machine, this.device, this.driver, unit);
  }

  /** Sends a request and waits for the answer: EAGAIN for NACK, ETXTBSY for BUSY, EINVAL for ERROR. */
  send(request: VirtioMemRequest): Work {
    const { response, device } = answerRequest(this.device, request);
    withVirtioMem(this.transition, device);
    switch (response.type) {
      case 'ack':
        return done;
      case 'nack':
        return stop('host-busy', 'EAGAIN', 'the host does not want that much plugged any more');
      case 'busy':
        return stop('host-busy', 'ETXTBSY', 'the host cannot carry out requests now');
      case 'error':
        return stop('broken', 'EINVAL', 'the host finds the request wrong');
    }
  }

  plug(range: AddressRange): Work {
    const sent = this.send({ type: 'plug', range });
    if (sent.ok) this.transition.emit({ type: 'virtio-mem:plugged', id: this.#id, range });
    return sent;
  }

  unplug(range: AddressRange): Work {
    const sent = this.send({ type: 'unplug', range });
    if (!sent.ok) return sent;
    this.transition.update({ contents: this.transition.machine.contents.drop(range) });
    this.transition.emit({ type: 'virtio-mem:unplugged', id: this.#id, range });
    return done;
  }

  /** Gives a plugged unit to the kernel: driver managed, merged with its neighbours, in the device's group (core R2.19). */
  add(unit: AddressRange): Work {
    const { node } = this.device;
    const { group, mode } = this.driver;
    const { nodes } = this.transition.machine.platform;
    return this.#hotplug.addDriverManaged(this.transition, {
      range: unit,
      node: nodes.includes(node) ? node : 0,
      resourceName: VIRTIO_MEM_RAM,
      group: { kind: 'dynamic', pages: mode.unit / this.geometry.pageSize, id: group! },
      mergeResource: true,
    });
  }

  /** remove_memory() of a unit that is offline. */
  remove(unit: AddressRange): Work {
    return this.#hotplug.remove(this.transition, unit);
  }

  offlineAndRemove(unit: AddressRange): Work {
    return this.#hotplug.offlineAndRemove(this.transition, unit);
  }

  /** alloc_contig_range(): whether every page of the range could be taken from the page allocator. */
  isolate(range: AddressRange): Work {
    const { machine } = this.transition;
    const { pageSize } = this.geometry;
    const pageblock = pageblockSize(this.geometry) / pageSize;
    for (const [id, { state, node }] of ownBlocks(machine, this.driver, range)) {
      if (state === 'offline') continue;
      const { blockSize } = machine.memory;
      const pages = {
        start: Math.max(range.start, id * blockSize) / pageSize,
        end: Math.min(range.end, (id + 1) * blockSize) / pageSize,
      };
      const stuck = unmovablePage(machine, id, pages, pageSize);
      if (stuck !== undefined) return stop('in-use', 'EBUSY', `page 0x${stuck.toString(16)} cannot move`);
      const taken = kernelAllocations(machine.memory, node, pageblock);
      if (taken !== undefined && taken.start < pages.end && pages.start < taken.end) {
        return stop(
          'in-use',
          'EBUSY',
          `the kernel has its own data in memory${id}, the lowest block of its zone`,
        );
      }
    }
    return done;
  }

  /** Pages that leave the page allocator, or come back, while their block stays online. */
  adjustManaged(bytes: number): void {
    const { memory } = this.transition.machine;
    const totalRamPages = memory.totalRamPages + bytes / this.geometry.pageSize;
    this.transition.update({ memory: { ...memory, totalRamPages } });
  }
}
