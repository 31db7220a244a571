import { isAligned, covers, sizeOf, hex, memRange } from '@warmboot/address';
import type { MemoryGeometry } from '../../contract/memory-geometry.js';
import { pageblockSize } from '../../contract/memory-geometry.js';
import { withGroup } from '../../memory/groups.js';
import type { MemoryHotplug } from '../../hotplug/memory-hotplug.js';
import { requestContainer } from '../../resource/container.js';
import { IORESOURCE_EXCLUSIVE, SYSTEM_RAM, joinFlags } from '../../resource/flags.js';
import type { Errno } from '../../answer/errno.js';
import { ERRNO } from '../../answer/errno.js';
import { claimedSpaceMeeting } from '../../device/platform.js';
import type { Result } from '../../answer/result.js';
import { refuse, succeed } from '../../answer/result.js';
import type { Transition } from '../../machine/transition.js';
import { blockModeOf } from '../../device/block-mode.js';
import type { VirtioMemDevice } from '../../device/virtio-mem.js';
import { pluggedBytes, withRequested } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';
import { RETRY_MAX, RETRY_MIN } from '../../device/virtio-mem-driver.js';
import { plugMemory } from './plug.js';
import { VirtioMemRun } from './run.js';
import type { VirtioMemSizes } from './sizes.js';
import { virtioMemSizes } from './sizes.js';
import { withVirtioMem, withVirtioMemDriver } from './tables.js';
import { cleanUp, hasEmptyBlocks, unplugMemory } from './unplug.js';
import type { Work } from './work.js';
import { stop } from './work.js';

/** virtio-mem: drivers/virtio/virtio_mem.c on top of a device of the host's (firmware-acpi section 9). Stateless. */
export class VirtioMem {
  readonly #hotplug: MemoryHotplug;
  readonly #geometry: MemoryGeometry;

  constructor(hotplug: MemoryHotplug, geometry: MemoryGeometry) {
    this.#hotplug = hotplug;
    this.#geometry = geometry;
  }

  /** A device appears on the bus; the driver finds it. EEXIST where its name or its region is taken. */
  add(transition: Transition, device: VirtioMemDevice): Result<VirtioMemSizes> {
    const { platform } = transition.machine;
    const reach = this.#hotplug.reach(transition.machine);
    if (!reach.ok) return reach;
    const named = [...(platform.virtioMem?.values() ?? [])].some(
      ({ id, name }) => id === device.id || name === device.name,
    );
    if (named) return refuse('EEXIST', `there is a device ${device.id} or ${device.name} already`);
    const taken = claimedSpaceMeeting(platform, device.region);
    if (taken !== undefined) {
      return refuse('EEXIST', `${memRange(device.region)} overlaps memory at ${memRange(taken)}`);
    }
    withVirtioMem(transition, device);
    return this.#settled(transition, device.id);
  }

  /** The host asks for another size, and the driver follows as far as it can. */
  request(transition: Transition, id: string, requested: number): Result<VirtioMemSizes> {
    const device = transition.machine.platform.virtioMem?.get(id);
    if (device === undefined) return refuse('ENODEV', `there is no virtio-mem device ${id}`);
    const resized = withRequested(device, requested);
    if (!resized.ok) return resized;
    withVirtioMem(transition, resized.value);
    transition.emit({ type: 'virtio-mem:requested', id, requested });
    const driver = transition.machine.virtioMem?.get(id);
    // Nothing is sent for a size that is the same.
    if (driver?.phase === 'ready' && requested !== device.requested) {
      withVirtioMemDriver(transition, id, { ...driver, configChanged: true, queued: true });
    }
    return this.#settled(transition, id);
  }

  /** The timer of a device that could not do all that was asked fires (firmware-acpi X6). EAGAIN where none is running. */
  retry(transition: Transition, id: string): Result<VirtioMemSizes> {
    const driver = transition.machine.virtioMem?.get(id);
    if (driver === undefined) return refuse('ENODEV', `there is no virtio-mem device ${id}`);
    if (driver.retryIn === undefined) return refuse('EAGAIN', `${id} is not waiting to try again`);
    const nextRetry = Math.min(2 * driver.nextRetry, RETRY_MAX);
    withVirtioMemDriver(transition, id, { ...driver, queued: true, retryIn: undefined, nextRetry });
    return this.#settled(transition, id);
  }

  /**
   * Lets every driver probe its device and do what is queued. Work waits for whoever holds device_hotplug_lock.
   * The end of every action: a kernel that has just come up, or memory that went online, leaves work behind.
   */
  settle(transition: Transition): void {
    const { platform, halted } = transition.machine;
    if (platform.virtioMem === undefined || halted !== undefined) return;
    for (const id of platform.virtioMem.keys()) {
      if (transition.machine.virtioMem?.get(id) === undefined) this.#probe(transition, id);
      while (transition.machine.virtioMem?.get(id)?.queued === true) {
        if (transition.machine.locks.hotplug !== undefined) return;
        this.#work(new VirtioMemRun(transition, id, this.#hotplug, this.#geometry));
      }
    }
  }

  #settled(transition: Transition, id: string): Result<VirtioMemSizes> {
    this.settle(transition);
    return succeed(virtioMemSizes(transition.machine, id));
  }

  /** virtio_mem_probe(). A kdump kernel leaves it at reading the configuration (firmware-acpi X7, X8). */
  #probe(transition: Transition, id: string): void {
    const device = transition.machine.platform.virtioMem!.get(id)!;
    const { memory, kernel } = transition.machine;
    const mode = blockModeOf(device, memory.blockSize, pageblockSize(this.#geometry));
    const say = (text: string, level: 'info' | 'warn' = 'info'): void =>
      transition.say(level, `virtio_mem ${device.name}: ${text}`);
    say(`start address: ${hex(device.region.start)}`);
    say(`region size: ${hex(sizeOf(device.region))}`);
    say(`device block size: ${hex(device.blockSize)}`);
    say(`nid: ${device.node}`);
    const driver: VirtioMemDriver = {
      phase: 'ready',
      mode,
      group: undefined,
      configChanged: true,
      unplugAllRequired: false,
      queued: true,
      active: false,
      retryIn: undefined,
      nextRetry: RETRY_MIN,
      shortfall: undefined,
    };
    if (kernel.isCapture) {
      say('memory hot(un)plug disabled in kdump kernel');
      withVirtioMemDriver(transition, id, {
        ...driver,
        phase: 'capture',
        configChanged: false,
        queued: false,
      });
      return;
    }
    this.#warnOfUnusable(transition, device, say);
    say(`memory block size: ${hex(memory.blockSize)}`);
    say(`${mode.kind === 'sub-block' ? 'subblock' : 'big block'} size: ${hex(mode.step)}`);
    const { iomem } = transition.machine;
    const flags = joinFlags(SYSTEM_RAM, IORESOURCE_EXCLUSIVE);
    const region = requestContainer(iomem, device.region, device.name, flags);
    if (!region.ok) {
      say('could not reserve device region', 'warn');
      withVirtioMemDriver(
        transition,
        id,
        gaveUp(driver, 'EBUSY', `${region.conflict.name} is in the device's region`),
      );
      return;
    }
    const unit = { kind: 'dynamic', pages: mode.unit / this.#geometry.pageSize } as const;
    const { id: group, groups, dynamicGroups, nextGroup } = withGroup(memory, unit, device.node);
    transition.update({ iomem: region.tree, memory: { ...memory, groups, dynamicGroups, nextGroup } });
    const unplugAllRequired = pluggedBytes(device) > 0;
    if (unplugAllRequired) say('unplugging all memory is required');
    withVirtioMemDriver(transition, id, { ...driver, group, unplugAllRequired });
  }

  #warnOfUnusable(
    { machine }: Transition,
    { region }: VirtioMemDevice,
    say: (text: string, level: 'warn') => void,
  ): void {
    const unusable = 'can make some memory unusable.';
    if (!isAligned(region.start, machine.memory.blockSize))
      say(`The alignment of the physical start address ${unusable}`, 'warn');
    if (!isAligned(region.end, machine.memory.blockSize))
      say(`The alignment of the physical end address ${unusable}`, 'warn');
    const reach = this.#hotplug.reach(machine);
    if (!reach.ok || !covers(reach.value, region))
      say('Some device memory is not addressable/pluggable. This can make some memory unusable.', 'warn');
  }

  /** virtio_mem_run_wq(): once through, and again at once for EAGAIN. */
  #work(run: VirtioMemRun): void {
    run.driver = { ...run.driver, queued: false, active: true, retryIn: undefined, shortfall: undefined };
    const outcome = this.#follow(run);
    run.driver = { ...run.driver, active: false };
    if (outcome.ok) {
      run.driver = { ...run.driver, nextRetry: RETRY_MIN };
      return;
    }
    const { errno, reason } = outcome;
    const shortfall = { cause: outcome.cause ?? 'refused', errno, reason };
    switch (errno) {
      case 'ENOSPC':
        run.driver = { ...run.driver, shortfall };
        break;
      case 'ETXTBSY':
      case 'EBUSY':
      case 'ENOMEM':
        run.driver = { ...run.driver, shortfall, retryIn: run.driver.nextRetry };
        break;
      case 'EAGAIN':
        run.driver = { ...run.driver, queued: true };
        break;
      default:
        run.say('error', `unknown error, marking device broken: ${-ERRNO[errno]}`);
        run.driver = gaveUp(run.driver, errno, reason);
    }
    const { id, requested } = run.device;
    const plugged = pluggedBytes(run.device);
    run.transition.emit({ type: 'virtio-mem:short', id, requested, plugged, errno, reason });
  }

  /** Reads the sizes if they changed, then plugs or unplugs the difference. */
  #follow(run: VirtioMemRun): Work {
    if (run.driver.unplugAllRequired) {
      const { region } = run.device;
      const sent = run.send({ type: 'unplug-all' });
      if (sent.ok) {
        run.transition.update({ contents: run.transition.machine.contents.drop(region) });
        run.driver = { ...run.driver, unplugAllRequired: false, configChanged: true };
        run.transition.emit({ type: 'virtio-mem:unplugged', id: run.device.id, range: region });
      }
      if (run.driver.configChanged) readSizes(run);
      if (!sent.ok) return sent;
    }
    if (run.driver.configChanged) readSizes(run);
    const cleaned = cleanUp(run);
    if (!cleaned.ok) return cleaned;
    const difference = run.device.requested - pluggedBytes(run.device);
    const moved = difference > 0 ? plugMemory(run, difference) : unplugMemory(run, -difference);
    if (!moved.ok || !hasEmptyBlocks(run)) return moved;
    return stop('refused', 'EBUSY', 'the kernel keeps a block of which nothing is plugged');
  }
}

/** virtio_mem_refresh_config() (firmware-acpi X8). */
const readSizes = (run: VirtioMemRun): void => {
  run.driver = { ...run.driver, configChanged: false };
  run.say('info', `plugged size: ${hex(pluggedBytes(run.device))}`);
  run.say('info', `requested size: ${hex(run.device.requested)}`);
};

const gaveUp = (driver: VirtioMemDriver, errno: Errno, reason: string): VirtioMemDriver => ({
  ...driver,
  phase: 'broken',
  queued: false,
  shortfall: { cause: 'broken', errno, reason },
});
