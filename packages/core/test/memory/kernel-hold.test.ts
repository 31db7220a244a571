import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import { kernelHolds } from '../../src/hotplug/kernel-hold.js';
import { FIRST, PLUGGED_AT, RunningMachine } from './running-machine.js';

const GEOMETRY = { pageSize: 4096, pageblockSize: 2 * MiB };

/** A machine with a DIMM of two blocks at 8 GiB. */
const plugged = (memorySize: number) => {
  const running = new RunningMachine({ memorySize });
  running.plug('dimm0', PLUGGED_AT, 256 * MiB);
  return running;
};

const holdsOf = ({ machine }: RunningMachine) => kernelHolds(machine.memory, [FIRST + 1, FIRST], GEOMETRY);

describe('core R2.36: what tells whether the kernel has pages in memory that is to leave', () => {
  it('nothing, of blocks that are offline or movable', () => {
    const running = plugged(2 * GiB);
    expect(holdsOf(running)).toEqual([]);
    running.writeState(FIRST, 'online_movable');
    running.writeState(FIRST + 1, 'online_movable');
    expect(holdsOf(running)).toEqual([]);
  });

  it('a zone that hot-added memory alone made is where allocations come first, its lowest block first of all', () => {
    const running = plugged(2 * GiB);
    running.writeState(FIRST, 'online_kernel');
    running.writeState(FIRST + 1, 'online_kernel');
    const zone = running.block(FIRST).zone!;
    expect(running.zone(zone).presentEarly).toBe(0);
    expect(holdsOf(running)).toEqual([
      {
        node: 0,
        zone,
        blocks: [FIRST, FIRST + 1],
        first: FIRST,
        bytes: 256 * MiB,
        pageblock: 2 * MiB,
        of: 256 * MiB,
      },
    ]);
  });

  it('a zone that boot memory shares holds them by its share', () => {
    const running = plugged(6 * GiB);
    running.writeState(FIRST, 'online_kernel');
    const zone = running.block(FIRST).zone!;
    const { present, presentEarly } = running.zone(zone);
    expect(presentEarly).toBeGreaterThan(0);
    expect(holdsOf(running)).toMatchObject([{ blocks: [FIRST], bytes: 128 * MiB, of: present * 4096 }]);
    expect(holdsOf(running)[0]).not.toHaveProperty('first');
  });
});
