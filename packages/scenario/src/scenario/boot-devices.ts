import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, covers, hex, humanSize, isAligned, sizeOf } from '@warmboot/address';
import type { Kernel, Machine } from '@warmboot/core';
import { platforms } from '@warmboot/core';

import type { FormatError } from '@warmboot/format';
import type { ActionResolver } from './actions.js';
import type { Scenario } from './scenario.js';
import { qemuFault } from '../qemu/words.js';

/**
 * Plugs what is there when the machine is switched on. The kernel finds it as it finds a device that comes later. What
 * the board or the kernel would refuse is an error here, before anything stands on it.
 * @throws FormatError that names the next legal address
 */
export const withBootDevices = (
  kernel: Kernel,
  { bootDevices }: Scenario,
  start: Machine,
  resolver: ActionResolver,
): Machine => {
  let machine = start;
  for (const device of bootDevices) {
    const resolved = resolver.resolve(machine, device);
    if ('refused' in resolved) {
      throw refused(device.id, resolved.refused.reason ?? 'the board does not take it');
    }
    for (const action of resolved.actions) {
      if (action.kind === 'dimm-add') checkPlan(kernel, machine, device.id, action.dimm);
      const { machine: after, result } = kernel.apply(machine, action);
      if ('ok' in result && !result.ok) {
        throw refused(device.id, result.reason);
      }
      machine = after;
    }
  }
  return machine;
};

const refused = (id: string, reason: string): FormatError =>
  qemuFault(`-device ${id}`, `refused: ${reason}`, 'devices that the slots and the maxmem of -m hold');

interface Plan {
  readonly range: AddressRange;
  readonly slot: number;
}

/** check_hotplug_memory_range() and the board's own rules, with what would do instead. */
const checkPlan = (kernel: Kernel, machine: Machine, id: string, { range, slot }: Plan): void => {
  const { blockSize } = machine.memory;
  const { platform } = machine;
  const size = sizeOf(range);
  const field = `-device ${id}`;
  const block = humanSize(blockSize);
  if (!isAligned(size, blockSize)) {
    throw qemuFault(
      field,
      `of ${humanSize(size)}`,
      `whole memory blocks of ${block}`,
      `The kernel refuses it: Block size [${hex(blockSize)}] unaligned hotplug range. ${humanSize(alignUp(size, blockSize))} would do.`,
    );
  }
  const next = nextLegal(kernel, machine, size);
  const advice = next === undefined ? undefined : `The next legal address is ${hex(next)}.`;
  if (!isAligned(range.start, blockSize)) {
    const found = `at ${hex(range.start)}`;
    throw qemuFault(
      `${field} addr`,
      found,
      `a multiple of ${hex(blockSize)}, the size of a memory block`,
      advice,
    );
  }
  const other = platforms.claimedIn(platform, range);
  if (other !== undefined) {
    const there = `${hex(other.start)}-${hex(other.end - 1)}`;
    throw qemuFault(`${field} addr`, `at ${hex(range.start)}, where ${there} is`, 'a free place', advice);
  }
  const holder = [...platform.dimms.values()].find((dimm) => dimm.slot === slot);
  if (holder !== undefined) {
    throw qemuFault(`${field} slot`, `${slot}, which ${holder.id} is in`, 'a free slot');
  }
  const reach = kernel.hotplugRange(machine);
  if (!reach.ok) throw qemuFault(field, 'one that cannot be added', reach.reason);
  if (!covers(reach.value, range)) {
    const allowed = `within ${hex(reach.value.start)}-${hex(reach.value.end - 1)}, which the kernel can map`;
    throw qemuFault(`${field} addr`, `at ${hex(range.start)}`, allowed, advice);
  }
};

/** The lowest address at which both the board and the kernel take a device; undefined where nobody says where boards begin. */
const nextLegal = (
  { architecture }: Kernel,
  { platform, memory }: Machine,
  size: number,
): PhysAddr | undefined => {
  const base = architecture.referenceMachine?.deviceMemoryBase(platform);
  if (base === undefined) return undefined;
  let at = alignUp(base, memory.blockSize);
  for (;;) {
    const free = platforms.nextAddress(platform, at, size);
    const aligned = alignUp(free, memory.blockSize);
    if (aligned === free) return aligned;
    at = aligned;
  }
};
