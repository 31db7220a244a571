import { describe, expect, it } from 'vitest';
import type { HotplugTunables, MemoryGroup, MemoryState } from '../../src/memory/state.js';
import { DEFAULT_TUNABLES } from '../../src/memory/state.js';
import type { MemoryBlock, OnlineType } from '../../src/memory/block.js';
import { emptyZone, withoutPages, withPages } from '../../src/memory/zone.js';
import { shrunkSpan } from '../../src/memory/zone-span.js';
import { selectZone } from '../../src/memory/zone-selection.js';
import { SortedMap } from '@warmboot/address';
import { tunablesOf } from '../../src/boot/boot-options.js';

import { FIRST, PLUGGED_AT, RunningMachine } from './running-machine.js';

/** Pages of a block. */
const BLOCK = 1000;

interface Populated {
  readonly zone: string;
  readonly start: number;
  readonly end: number;
  readonly node?: number;
  readonly early?: boolean;
}

/** The whole blocks of a piece. */
const blocksOf = ({ zone, start, end, node = 0, early = true }: Populated): [number, MemoryBlock][] => {
  const block: MemoryBlock = {
    state: 'online',
    zone,
    node,
    early,
    holes: false,
    pendingType: undefined,
    group: undefined,
    memmapPages: 0,
  };
  return Array.from({ length: Math.floor((end - start) / BLOCK) }, (_, index) => [
    start / BLOCK + index,
    block,
  ]);
};

const stateOf = (
  populated: readonly Populated[],
  tunables: Partial<HotplugTunables> = {},
  groups: readonly MemoryGroup[] = [],
): MemoryState => {
  const zones = [0, 1].flatMap((node) =>
    ['DMA', 'DMA32', 'Normal', 'Movable'].map((name) =>
      populated
        .filter((piece) => piece.zone === name && (piece.node ?? 0) === node)
        .reduce((zone, piece) => withPages(zone, piece, piece.early ?? true), emptyZone(node, name)),
    ),
  );
  return {
    pageSize: 4096,
    blockSize: BLOCK * 4096,
    blocks: SortedMap.of(populated.flatMap(blocksOf)),
    zones,
    groups: SortedMap.of(groups.map((group) => [group.id, group])),
    dynamicGroups: groups.filter(({ kind }) => kind === 'dynamic').map(({ id }) => id),
    nextGroup: groups.length,
    autoOnline: 'offline',
    tunables: { ...DEFAULT_TUNABLES, ...tunables },
    totalRamPages: 0,
    policyZone: 0,
    unmovable: new Set(),
    generation: 0,
  };
};

const chosen = (
  state: MemoryState,
  type: OnlineType,
  start: number,
  { node = 0, group }: { node?: number; group?: MemoryGroup } = {},
): string => selectZone(state, type, { pages: { start, end: start + BLOCK }, node, group });

const group = (change: Partial<MemoryGroup>): MemoryGroup => ({
  id: 0,
  node: 0,
  kind: 'static',
  pages: 4 * BLOCK,
  blocks: 4,
  presentKernel: 0,
  presentMovable: 0,
  ...change,
});

describe('core 2.4 rules 1 and 2: a zone by name', () => {
  const state = stateOf([
    { zone: 'DMA', start: 0, end: 10 },
    { zone: 'DMA32', start: 10, end: 20_000 },
    { zone: 'Normal', start: 50_000, end: 60_000 },
  ]);

  it('online_kernel takes the first zone below Normal whose span meets the range, else Normal', () => {
    expect(chosen(state, 'online_kernel', 0)).toBe('DMA');
    expect(chosen(state, 'online_kernel', 10)).toBe('DMA32');
    expect(chosen(state, 'online_kernel', 19_999)).toBe('DMA32');
    expect(chosen(state, 'online_kernel', 20_000)).toBe('Normal');
    expect(chosen(state, 'online_kernel', 10, { node: 1 })).toBe('Normal');
  });

  it('online_kernel goes by the span, holes included', () => {
    const holed = stateOf([
      { zone: 'DMA32', start: 0, end: 1000 },
      { zone: 'DMA32', start: 9000, end: 10_000 },
    ]);
    expect(chosen(holed, 'online_kernel', 4000)).toBe('DMA32');
  });

  it('online_movable is always Movable', () => {
    for (const start of [0, 10, 55_000, 90_000])
      expect(chosen(state, 'online_movable', start)).toBe('Movable');
  });
});

describe('core 2.4 rule 3: contig-zones', () => {
  const normal: Populated = { zone: 'Normal', start: 10_000, end: 20_000 };
  const movable: Populated = { zone: 'Movable', start: 30_000, end: 40_000 };

  it.each([
    ['in the kernel zone only', [normal, movable], 15_000, 'Normal', 'Normal'],
    ['in Movable only', [normal, movable], 35_000, 'Movable', 'Movable'],
    ['in neither', [normal, movable], 25_000, 'Normal', 'Movable'],
    ['in both', [normal, { ...movable, start: 15_000 }], 16_000, 'Normal', 'Movable'],
  ] as const)('%s', (_where, populated, start, plain, movableNode) => {
    expect(chosen(stateOf(populated), 'online', start)).toBe(plain);
    expect(chosen(stateOf(populated, { movableNode: true }), 'online', start)).toBe(movableNode);
  });

  it('core R2.13 a zone shrinks at its ends only, and an emptied one attracts nothing', () => {
    let pieces = [0, 1000, 2000, 3000].map((start) => ({ zone: 'Movable', start, end: start + 1000 }));
    let zone = stateOf(pieces).zones.find(({ name, node }) => name === 'Movable' && node === 0)!;
    const take = (start: number): void => {
      pieces = pieces.filter((piece) => piece.start !== start);
      const gone = { start, end: start + 1000 };
      const left = withoutPages(zone, gone, true);
      zone = { ...left, span: shrunkSpan(stateOf(pieces), left, gone) };
    };
    take(1000);
    expect(zone.span).toEqual({ start: 0, end: 4000 });
    take(0);
    expect(zone.span).toEqual({ start: 2000, end: 4000 });
    take(3000);
    expect(zone.span).toEqual({ start: 2000, end: 3000 });
    take(2000);
    expect(zone.span).toBeUndefined();
    expect(zone.present).toBe(0);
  });
});

describe('core 2.4 rule 4: auto-movable', () => {
  const auto = { onlinePolicy: 'auto-movable' } as const;
  const early = (end: number): Populated => ({ zone: 'Normal', start: 0, end });

  it('without a group allows up to ratio percent of the early kernel pages', () => {
    // floor(301 * 1000 / 100) = 3010
    const with2000 = [early(1000), { zone: 'Movable', start: 50_000, end: 52_000 }];
    const with2010 = [early(1000), { zone: 'Movable', start: 50_000, end: 52_010 }];
    const with2011 = [early(1000), { zone: 'Movable', start: 50_000, end: 52_011 }];
    expect(chosen(stateOf(with2000, auto), 'online', 90_000)).toBe('Movable');
    expect(chosen(stateOf(with2010, auto), 'online', 90_000)).toBe('Movable');
    expect(chosen(stateOf(with2011, auto), 'online', 90_000)).toBe('Normal');
  });

  it('a ratio of 0 means never, and kernel memory that was hot-added does not count', () => {
    expect(chosen(stateOf([early(100_000)], { ...auto, autoMovableRatio: 0 }), 'online', 200_000)).toBe(
      'Normal',
    );
    const hotAdded = [early(100), { ...early(100_000), start: 50_000, early: false }];
    expect(chosen(stateOf(hotAdded, auto), 'online', 200_000)).toBe('Normal');
  });

  it('asks the node too, unless told not to', () => {
    const state = [early(100_000)];
    expect(chosen(stateOf(state, auto), 'online', 200_000, { node: 1 })).toBe('Normal');
    const unaware = { ...auto, autoMovableNumaAware: false };
    expect(chosen(stateOf(state, unaware), 'online', 200_000, { node: 1 })).toBe('Movable');
  });

  it('falls back to rule 1, not to what is contiguous', () => {
    const state = stateOf(
      [{ zone: 'DMA32', start: 0, end: 10 }, early(0), { zone: 'Movable', start: 0, end: 9000 }],
      auto,
    );
    expect(chosen(state, 'online', 100)).toBe('Normal');
    expect(chosen(state, 'online', 0)).toBe('DMA32');
  });

  it('a static group counts as a whole, less what is movable already', () => {
    const dimm = group({ pages: 4 * BLOCK });
    // 4000 are wanted: 4000 <= floor(301 * kernel / 100) from kernel = 1329 on.
    expect(chosen(stateOf([early(1328)], auto), 'online', 90_000, { group: dimm })).toBe('Normal');
    expect(chosen(stateOf([early(1329)], auto), 'online', 90_000, { group: dimm })).toBe('Movable');
    const half = group({ presentMovable: 2000 });
    const movable: Populated = { zone: 'Movable', start: 80_000, end: 82_000 };
    expect(chosen(stateOf([early(1329), movable], auto), 'online', 90_000, { group: half })).toBe('Movable');
    expect(chosen(stateOf([early(1328), movable], auto), 'online', 90_000, { group: half })).toBe('Normal');
  });

  it('a static group with anything in a kernel zone stays there', () => {
    const dimm = group({ presentKernel: 1 });
    expect(chosen(stateOf([early(1_000_000)], auto), 'online', 2_000_000, { group: dimm })).toBe('Normal');
  });

  it('a dynamic group counts the rest of one unit', () => {
    const device = group({ kind: 'dynamic', pages: 2 * BLOCK, presentMovable: 1000 });
    const movable: Populated = { zone: 'Movable', start: 90_000, end: 91_000 };
    // 1000 movable and 1000 more: floor(100 * kernel / 100) >= 2000.
    const tunables = { ...auto, autoMovableRatio: 100 };
    const state = (kernel: number) => stateOf([early(kernel), movable], tunables, [device]);
    expect(chosen(state(2000), 'online', 91_000, { group: device })).toBe('Movable');
    expect(chosen(state(1999), 'online', 91_000, { group: device })).toBe('Normal');
    // The next unit has nothing yet and wants 2000.
    expect(chosen(state(2000), 'online', 92_000, { group: device })).toBe('Normal');
    expect(chosen(state(3000), 'online', 92_000, { group: device })).toBe('Movable');
  });

  it('a unit with a part in a kernel zone goes on there', () => {
    const device = group({ kind: 'dynamic', pages: 2 * BLOCK, presentKernel: 1000 });
    const kernel: Populated = { zone: 'Normal', start: 90_000, end: 91_000, early: false };
    const state = stateOf([early(50_000), kernel], auto, [device]);
    expect(chosen(state, 'online', 91_000, { group: device })).toBe('Normal');
    expect(chosen(state, 'online', 92_000, { group: device })).toBe('Movable');
  });

  it('own kernel pages of a dynamic group count as early ones', () => {
    const device = group({ kind: 'dynamic', pages: BLOCK, presentKernel: 1000 });
    const tunables = { ...auto, autoMovableRatio: 100 };
    expect(chosen(stateOf([early(1)], tunables, [device]), 'online', 90_000, { group: device })).toBe(
      'Movable',
    );
    const bare = { ...device, presentKernel: 998 };
    expect(chosen(stateOf([early(1)], tunables, [bare]), 'online', 90_000, { group: bare })).toBe('Normal');
    expect(chosen(stateOf([], tunables, [device]), 'online', 90_000, { group: device }), 'none at all').toBe(
      'Normal',
    );
  });

  it('other dynamic groups claim early pages first', () => {
    const tunables = { ...auto, autoMovableRatio: 200 };
    const movable: Populated = { zone: 'Movable', start: 80_000, end: 84_000 };
    const other = group({ id: 1, kind: 'dynamic', presentMovable: 4000, presentKernel: 500 });
    // It needs 4000 * 100 / 200 - 500 = 1500. Left: kernel - 1500, with 0 movable and 1000 wanted.
    const state = (kernel: number) => stateOf([early(kernel), movable], tunables, [other]);
    expect(chosen(state(2000), 'online', 90_000)).toBe('Movable');
    expect(chosen(state(1999), 'online', 90_000)).toBe('Normal');
    expect(chosen(state(1500), 'online', 90_000)).toBe('Normal');
    // Elsewhere on the machine it claims nothing of this node, but all of it globally.
    const remote = stateOf([early(2000), { ...movable, node: 1 }], tunables, [{ ...other, node: 1 }]);
    expect(chosen(remote, 'online', 90_000)).toBe('Movable');
  });

  it('a plugged device is one static group: all of it is movable, or none', () => {
    const running = new RunningMachine({
      cmdline: 'memory_hotplug.online_policy=auto-movable memhp_default_state=online',
    });
    running.plug('fits', PLUGGED_AT, 6 * 2 ** 30, { slot: 0 });
    expect(running.block(FIRST).zone).toBe('Movable');
    expect(running.block(FIRST + 47).zone).toBe('Movable');
    running.plug('too big', 2 * PLUGGED_AT, 2 ** 30, { slot: 1 });
    expect(running.block(2 * FIRST).zone).toBe('Normal');
    expect(running.validZones(2 * FIRST)).toBe('Normal');
    expect(
      [...running.machine.memory.groups.values()].map((one) => [one.presentKernel, one.presentMovable]),
    ).toEqual([
      [0, 1_572_864],
      [262_144, 0],
    ]);
  });
});

describe('core 2.4 boot options', () => {
  it('have the kernel defaults when absent', () => {
    expect(tunablesOf('quiet')).toEqual(DEFAULT_TUNABLES);
    expect(DEFAULT_TUNABLES).toEqual({
      onlinePolicy: 'contig-zones',
      autoMovableRatio: 301,
      autoMovableNumaAware: true,
      memmapOnMemory: false,
      movableNode: false,
    });
  });

  it('are read, and a value that does not parse changes nothing', () => {
    const cmdline =
      'movable_node memory_hotplug.online_policy=auto-movable memory_hotplug.online_policy=nonsense ' +
      'memory_hotplug.auto_movable_ratio=400 memory_hotplug.auto_movable_ratio=lots ' +
      'memory_hotplug.auto_movable_numa_aware=N memory_hotplug.memmap_on_memory=on';
    expect(tunablesOf(cmdline)).toEqual({
      onlinePolicy: 'auto-movable',
      autoMovableRatio: 400,
      autoMovableNumaAware: false,
      memmapOnMemory: true,
      movableNode: true,
    });
  });

  it.each([
    ['', 'offline'],
    ['memhp_default_state=online_kernel', 'online_kernel'],
    ['memhp_default_state=online memhp_default_state=online_movable', 'online_movable'],
    ['memhp_default_state=online memhp_default_state=never', 'online'],
    ['memhp_default_state=movable', 'offline'],
  ])('memhp_default_state: %j gives %s', (cmdline, expected) => {
    expect(new RunningMachine({ cmdline }).machine.memory.autoOnline).toBe(expected);
  });

  it('movable_node makes plain online choose Movable where nothing decides', () => {
    const running = new RunningMachine({ cmdline: 'movable_node' });
    running.plug('dimm0', PLUGGED_AT, 2 ** 30);
    expect(running.validZones(FIRST)).toBe('Movable Normal');
  });
});
