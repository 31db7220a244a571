import { describe, expect, it } from 'vitest';
import { ADDRESS_LIMIT } from '@warmboot/address';
import { adjustResource } from '../../src/resource/adjust-resource.js';
import { IORES_DESC_RESERVED } from '../../src/resource/descriptor.js';
import {
  BUSY_SYSTEM_RAM,
  IORESOURCE_BUSY,
  IORESOURCE_IO,
  IORESOURCE_MEM,
  IORESOURCE_SYSRAM_MERGEABLE,
  joinFlags,
} from '../../src/resource/flags.js';
import { mergeSystemRam } from '../../src/resource/merge.js';
import { releaseMemRegionAdjustable } from '../../src/resource/release-adjustable.js';
import { releaseRegion } from '../../src/resource/release-region.js';
import { releaseResource, removeResource } from '../../src/resource/release-resource.js';
import type { ResourceSpec } from '../../src/resource/resource.js';
import { resourceAt } from '../../src/resource/tree.js';
import { node, outline, treeOf } from './outline.js';

const CONTAINER = { flags: IORESOURCE_MEM };
const ram = (start: number, end: number, name = 'System RAM', rest: Partial<ResourceSpec> = {}) =>
  node(start, end, name, { flags: BUSY_SYSTEM_RAM, ...rest });

describe('core R1.7: release_resource and remove_resource', () => {
  const tree = treeOf(
    node(0, 0x100, 'a'),
    node(0x10, 0x20, 'b'),
    node(0x30, 0x40, 'c'),
    node(0x200, 0x300, 'd'),
  );

  it('core R1.7 release_resource detaches the node with its subtree', () => {
    const result = releaseResource(tree, [0]);
    expect(result.ok && outline(result.tree)).toEqual(['200-300 d']);
    expect(result.ok && result.released.children.size).toBe(2);
  });

  it('core R1.7 remove_resource puts the children in its slot', () => {
    const result = removeResource(tree, [0]);
    expect(result.ok && outline(result.tree)).toEqual(['10-20 b', '30-40 c', '200-300 d']);
  });

  it('core R1.7 both answer EINVAL for a node that is not there', () => {
    for (const path of [[0x10], [0, 0x11], []]) {
      expect(releaseResource(tree, path)).toEqual({ ok: false, errno: 'EINVAL' });
      expect(removeResource(tree, path)).toEqual({ ok: false, errno: 'EINVAL' });
    }
  });
});

describe('core R1.8: release_region', () => {
  const tree = treeOf(node(0, 0x100, 'bus', CONTAINER), node(0x10, 0x20, 'device'));

  it('core R1.8 descends through containers to the exact busy node', () => {
    const result = releaseRegion(tree, { start: 0x10, end: 0x20 });
    expect(outline(result.tree)).toEqual(['0-100 bus']);
    expect(result).toMatchObject({ released: { name: 'device' }, log: [] });
  });

  it.each([
    ['a part of a busy node', 0x10, 0x18, '<0x0000000000000010-0x0000000000000017>'],
    ['a container', 0, 0x100, '<0x0000000000000000-0x00000000000000ff>'],
    ['nothing', 0x200, 0x300, '<0x0000000000000200-0x00000000000002ff>'],
  ])('core R1.8 warns and changes nothing for %s', (_, start, end, text) => {
    const result = releaseRegion(tree, { start, end });
    expect(result.tree).toBe(tree);
    expect(result.released).toBeUndefined();
    expect(result.log).toEqual([`resource: Trying to free nonexistent resource ${text}`]);
  });
});

describe('core R1.9: adjust_resource', () => {
  const tree = treeOf(
    node(0, 0x1000, 'bus', CONTAINER),
    node(0x100, 0x200, 'a'),
    node(0x300, 0x400, 'b'),
    node(0x340, 0x380, 'child'),
    node(0x500, 0x600, 'c'),
  );
  const path = [0, 0x300];

  it('core R1.9 moves and resizes up to the neighbours', () => {
    const result = adjustResource(tree, path, { start: 0x200, end: 0x500 });
    expect(result.ok && result.path).toEqual([0, 0x200]);
    expect(result.ok && outline(result.tree)).toEqual([
      '0-1000 bus',
      '  100-200 a',
      '  200-500 b',
      '    340-380 child',
      '  500-600 c',
    ]);
  });

  it.each([
    ['leaves the parent', 0x300, 0x1001, 'bus'],
    ['meets the next sibling', 0x300, 0x501, 'c'],
    ['meets the previous sibling', 0x1ff, 0x400, 'a'],
    ['cuts a child at its end', 0x300, 0x37f, 'child'],
    ['cuts a child at its start', 0x341, 0x400, 'child'],
    ['jumps over the next sibling', 0x600, 0x700, 'c'],
  ])('core R1.9 is EBUSY when the new range %s', (_, start, end, name) => {
    expect(adjustResource(tree, path, { start, end })).toMatchObject({
      ok: false,
      errno: 'EBUSY',
      conflict: { name },
    });
  });

  it('core R1.9 does not move the root, nor to nothing', () => {
    expect(() => adjustResource(tree, [], { start: 0, end: 1 })).toThrow(TypeError);
    expect(() => adjustResource(tree, path, { start: 0x300, end: 0x300 })).toThrow(TypeError);
  });
});

describe('core R1.10: release_mem_region_adjustable', () => {
  const tree = treeOf(ram(0x100, 0x500));

  it.each([
    ['removed', 0x100, 0x500, []],
    ['start-cut', 0x100, 0x200, ['200-500 System RAM']],
    ['end-cut', 0x400, 0x500, ['100-400 System RAM']],
    ['split', 0x200, 0x300, ['100-200 System RAM', '300-500 System RAM']],
  ])('core R1.10 %s', (outcome, start, end, left) => {
    const result = releaseMemRegionAdjustable(tree, { start, end });
    expect(result).toMatchObject({ outcome, warned: false });
    expect(outline(result.tree)).toEqual(left);
  });

  it('core R1.10 a split leaves all children on the left and copies the rest to the right', () => {
    const parent = ram(0x100, 0x500, 'System RAM (x)', { desc: IORES_DESC_RESERVED });
    const result = releaseMemRegionAdjustable(treeOf(parent, ram(0x110, 0x120, 'Kernel code')), {
      start: 0x200,
      end: 0x300,
    });
    expect(outline(result.tree)).toEqual([
      '100-200 System RAM (x)',
      '  110-120 Kernel code',
      '300-500 System RAM (x)',
    ]);
    const { name, flags, desc } = parent;
    expect(resourceAt(result.tree, [0x300])).toMatchObject({ name, flags, desc });
  });

  it('core R1.10 descends through containers', () => {
    const nested = treeOf(node(0, 0x1000, 'virtio0', CONTAINER), ram(0x100, 0x200));
    const result = releaseMemRegionAdjustable(nested, { start: 0x100, end: 0x200 });
    expect(outline(result.tree)).toEqual(['0-1000 virtio0']);
  });

  it('core R1.10 warns and changes nothing when a child is in the way', () => {
    const busy = treeOf(ram(0x100, 0x500), ram(0x480, 0x490, 'Crash kernel'));
    for (const [start, end] of [
      [0x400, 0x500],
      [0x200, 0x300],
    ] as const) {
      const result = releaseMemRegionAdjustable(busy, { start, end });
      expect(result).toEqual({ tree: busy, outcome: 'nothing', warned: true });
    }
  });

  it('core R1.10 silently releases nothing of a range that spans two touching nodes', () => {
    const two = treeOf(ram(0x100, 0x200), ram(0x200, 0x300));
    const result = releaseMemRegionAdjustable(two, { start: 0x100, end: 0x300 });
    expect(result).toEqual({ tree: two, outcome: 'nothing', warned: false });
  });

  it('core R1.10 stops at a node that is not memory', () => {
    const io = treeOf(node(0x100, 0x500, 'io', { flags: joinFlags(IORESOURCE_IO, IORESOURCE_BUSY) }));
    expect(releaseMemRegionAdjustable(io, { start: 0x100, end: 0x500 })).toMatchObject({
      outcome: 'nothing',
    });
  });

  it('core R1.10 never matches a single byte at the start of a node', () => {
    expect(releaseMemRegionAdjustable(tree, { start: 0x100, end: 0x101 })).toMatchObject({
      outcome: 'nothing',
    });
    expect(releaseMemRegionAdjustable(tree, { start: 0x101, end: 0x102 })).toMatchObject({
      outcome: 'split',
    });
  });

  it('core R1.10 warns about a range outside the root and throws on an empty one', () => {
    const outside = { start: 0, end: ADDRESS_LIMIT + 2 };
    expect(releaseMemRegionAdjustable(tree, outside)).toMatchObject({ outcome: 'nothing', warned: true });
    expect(() => releaseMemRegionAdjustable(tree, { start: 0x200, end: 0x200 })).toThrow(TypeError);
  });
});

describe('core R1.11: merge_system_ram_resource', () => {
  const MERGEABLE = { flags: joinFlags(BUSY_SYSTEM_RAM, IORESOURCE_SYSRAM_MERGEABLE) };
  const before = ram(0x100, 0x200, 'System RAM', MERGEABLE);
  const after = ram(0x300, 0x400, 'System RAM', MERGEABLE);

  it('core R1.11 joins with the next and the previous sibling', () => {
    const result = mergeSystemRam(treeOf(before, ram(0x200, 0x300), after), [0x200]);
    expect(result).toMatchObject({ path: [0x100], merged: 2, warned: false });
    expect(outline(result.tree)).toEqual(['100-400 System RAM']);
  });

  it.each([
    ['is not mergeable', ram(0x300, 0x400)],
    ['does not touch', ram(0x301, 0x400, 'System RAM', MERGEABLE)],
    ['has another name', ram(0x300, 0x400, 'System RAM (kmem)', MERGEABLE)],
    ['has another descriptor', ram(0x300, 0x400, 'System RAM', { ...MERGEABLE, desc: IORES_DESC_RESERVED })],
  ])('core R1.11 leaves a neighbour that %s, but sets the flag', (_, neighbour) => {
    const result = mergeSystemRam(treeOf(ram(0x200, 0x300), neighbour), [0x200]);
    expect(result.merged).toBe(0);
    expect(resourceAt(result.tree, result.path)?.flags).toBe(MERGEABLE.flags);
  });

  it('core R1.11 leaves a neighbour that has children', () => {
    const tree = treeOf(before, ram(0x110, 0x120, 'Kernel code'), ram(0x200, 0x300));
    expect(mergeSystemRam(tree, [0x200]).merged).toBe(0);
  });

  it('core R1.11 warns about anything but busy System RAM', () => {
    const tree = treeOf(node(0x100, 0x200, 'Reserved'));
    expect(mergeSystemRam(tree, [0x100])).toEqual({ tree, path: [0x100], merged: 0, warned: true });
  });
});
