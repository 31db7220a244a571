import { describe, expect, it } from 'vitest';
import type { MemoryState } from '../../src/memory/state.js';
import type { ZonelistRules } from '../../src/hotplug/rebuild-zonelists.js';
import { rebuildZonelists } from '../../src/hotplug/rebuild-zonelists.js';
import { emptyZone, withPages } from '../../src/memory/zone.js';
import { Transition } from '../../src/machine/transition.js';

import { fakeMachine } from '../fake-machine.js';

const { machine } = fakeMachine();

/** Two nodes, of which the first has memory. */
const firstOnly: MemoryState = {
  ...machine.memory,
  zones: [withPages(emptyZone(0, 'Normal'), { start: 0, end: 4096 }, false), emptyZone(1, 'Normal')],
  totalRamPages: 4096,
};

const log = (memory: MemoryState, rules: Partial<ZonelistRules> = {}, emptied?: number): string[] => {
  const transition = new Transition({ ...machine, memory });
  rebuildZonelists(
    transition,
    { pageblockPages: 512, memorylessNodes: 'skipped', ...rules },
    emptied === undefined ? {} : { emptied },
  );
  return transition.log.map(({ text }) => text);
};

describe('build_all_zonelists()', () => {
  it('does not group by mobility where memory has no pageblock for each of six kinds of pages', () => {
    const built = (totalRamPages: number) =>
      log({ ...firstOnly, totalRamPages }, { pageblockPages: 8192 }).find((line) => line.startsWith('Built'));
    expect(built(6 * 8192 - 1)).toContain('mobility grouping off.');
    expect(built(6 * 8192)).toContain('mobility grouping on.');
  });

  it('tells of every node, and from 6.7 on falls back from one without memory to others only', () => {
    expect(log(firstOnly)).toEqual(
      expect.arrayContaining(['Fallback order for Node 0: 0 ', 'Fallback order for Node 1: 0 ']),
    );
    expect(log(firstOnly, { memorylessNodes: 'listed' })).toContain('Fallback order for Node 1: 1 0 ');
  });

  it('has a node that just lost its last memory in all lists before 6.7, where its state is cleared later', () => {
    expect(log(firstOnly, { memorylessNodes: 'listed' }, 1)).toContain('Fallback order for Node 0: 0 1 ');
    expect(log(firstOnly, {}, 1)).toContain('Fallback order for Node 0: 0 ');
  });
});
