import { describe, expect, it } from 'vitest';
import { ADDRESS_LIMIT } from '@warmboot/address';
import {
  IORES_DESC_DEVICE_PRIVATE_MEMORY,
  IORES_DESC_PERSISTENT_MEMORY,
} from '../../src/resource/descriptor.js';
import {
  BUSY_MEM,
  BUSY_SYSTEM_RAM,
  IORESOURCE_EXCLUSIVE,
  IORESOURCE_MEM,
  IORESOURCE_MUXED,
  joinFlags,
  SYSTEM_RAM,
} from '../../src/resource/flags.js';
import { insertResource, insertResourceExpandToFit } from '../../src/resource/insert-resource.js';
import { requestMemRegion } from '../../src/resource/request-region.js';
import { requestResource } from '../../src/resource/request-resource.js';
import { reserveRegionWithSplit } from '../../src/resource/reserve-region-with-split.js';
import { emptyResourceTree, IOMEM_ROOT, resourceAt } from '../../src/resource/tree.js';
import { node, outline, pathOf, treeOf } from './outline.js';

const CONTAINER = { flags: IORESOURCE_MEM };

describe('core R1.1: request_resource', () => {
  it('core R1.1 puts a node between its neighbours, which it may touch', () => {
    const result = requestResource(treeOf(node(0, 0x10, 'a'), node(0x20, 0x30, 'c')), node(0x10, 0x20, 'b'));
    expect(result.ok && outline(result.tree)).toEqual(['0-10 a', '10-20 b', '20-30 c']);
    expect(result.ok && result.path).toEqual([0x10]);
  });

  it('core R1.1 reports only the first of several conflicts', () => {
    const tree = treeOf(node(0x10, 0x20, 'a'), node(0x20, 0x30, 'b'));
    expect(requestResource(tree, node(0x18, 0x40))).toMatchObject({
      ok: false,
      errno: 'EBUSY',
      conflict: { name: 'a' },
    });
  });

  it.each([
    ['empty', node(0x10, 0x10)],
    ['backwards', node(0x20, 0x10)],
    ['beyond the parent', node(0x10, ADDRESS_LIMIT + 2)],
  ])('core R1.1 answers the parent as the conflict of a range that is %s', (_, wrong) => {
    const tree = emptyResourceTree();
    const result = requestResource(tree, wrong);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.conflict).toBe(tree.root);
  });

  it('core R1.1 does not look below the children of the parent that it was given', () => {
    const tree = treeOf(node(0x10, 0x50, 'ram'));
    const result = requestResource(tree, node(0x20, 0x30, 'code'), [0x10]);
    expect(result.ok && outline(result.tree)).toEqual(['10-50 ram', '  20-30 code']);
    expect(requestResource(tree, node(0x20, 0x30)).ok).toBe(false);
  });

  it('core R1.1 is a mistake of the caller when the parent is not there', () => {
    expect(() => requestResource(emptyResourceTree(), node(0, 1), [4])).toThrow(TypeError);
  });
});

describe('core R1.2: insert_resource', () => {
  it('core R1.2 descends into what strictly contains the node', () => {
    expect(outline(treeOf(node(0, 0x100, 'a'), node(0, 0x80, 'b'), node(0x10, 0x20, 'c')))).toEqual([
      '0-100 a',
      '  0-80 b',
      '    10-20 c',
    ]);
  });

  it('core R1.2 makes the newer of two identical ranges the parent', () => {
    expect(outline(treeOf(node(0x10, 0x20, 'old'), node(0x10, 0x20, 'new')))).toEqual([
      '10-20 new',
      '  10-20 old',
    ]);
  });

  it('core R1.2 takes over the siblings that it covers and leaves the others', () => {
    const tree = treeOf(
      node(0, 0x10, 'a'),
      node(0x10, 0x20, 'b'),
      node(0x30, 0x40, 'c'),
      node(0x50, 0x60, 'd'),
    );
    const result = insertResource(tree, node(0x10, 0x48, 'new'));
    expect(result.ok && outline(result.tree)).toEqual([
      '0-10 a',
      '10-48 new',
      '  10-20 b',
      '  30-40 c',
      '50-60 d',
    ]);
  });

  it.each([
    ['left', node(0x8, 0x18), 'a'],
    ['right', node(0x20, 0x38), 'b'],
  ])('core R1.2 refuses when a node sticks out on the %s', (_, cut, name) => {
    const wide = node(0x10, 0x30);
    const result = insertResource(treeOf({ ...cut, name }), wide);
    expect(result).toMatchObject({ ok: false, errno: 'EBUSY', conflict: { name } });
  });

  it('core R1.2 fails with the parent as the conflict outside of it', () => {
    const tree = treeOf(node(0x10, 0x20, 'ram'));
    expect(insertResource(tree, node(0x18, 0x28), [0x10])).toMatchObject({ conflict: { name: 'ram' } });
  });
});

describe('core R1.3: insert_resource_expand_to_fit', () => {
  it('core R1.3 widens to the union with each conflict and logs it', () => {
    const tree = treeOf(node(0x8, 0x18, 'a'), node(0x20, 0x38, 'b'));
    const result = insertResourceExpandToFit(tree, node(0x10, 0x30, 'Reserved', CONTAINER));
    expect(outline(result.tree)).toEqual(['8-38 Reserved', '  8-18 a', '  20-38 b']);
    expect(result.path).toEqual([8]);
    expect(result.log).toEqual([
      'resource: Expanded resource Reserved due to conflict with a',
      'resource: Expanded resource Reserved due to conflict with b',
    ]);
  });

  it('core R1.3 gives up in silence outside the root', () => {
    const tree = treeOf(node(0x10, 0x20, 'ram'));
    const result = insertResourceExpandToFit(tree, node(0x18, 0x28), [0x10]);
    expect(result).toEqual({ tree, path: undefined, log: [] });
  });
});

describe('core R1.4: request_mem_region', () => {
  it('core R1.4 owns a free range of the root', () => {
    const result = requestMemRegion(emptyResourceTree(), { start: 0x10, end: 0x20 }, 'dev');
    expect(result).toMatchObject({
      ok: true,
      path: [0x10],
      log: [],
      resource: { flags: BUSY_MEM, name: 'dev' },
    });
  });

  it('core R1.4 descends through containers and takes type and descriptor from the innermost', () => {
    const pmem = { flags: SYSTEM_RAM, desc: IORES_DESC_PERSISTENT_MEMORY } as const;
    const tree = treeOf(node(0, 0x100, 'window', CONTAINER), node(0x10, 0x80, 'Persistent Memory', pmem));
    const result = requestMemRegion(tree, { start: 0x20, end: 0x30 }, 'dax0.0');
    expect(result.ok && result.path).toEqual([0, 0x10, 0x20]);
    expect(result.ok && resourceAt(result.tree, result.path)).toMatchObject({
      flags: BUSY_SYSTEM_RAM,
      desc: IORES_DESC_PERSISTENT_MEMORY,
    });
  });

  it('core R1.4 does not inherit bits beyond type and extension', () => {
    const tree = treeOf(node(0, 0x100, 'virtio0', { flags: joinFlags(SYSTEM_RAM, IORESOURCE_EXCLUSIVE) }));
    expect(requestMemRegion(tree, { start: 0, end: 0x10 }, 'ram')).toMatchObject({
      resource: { flags: BUSY_SYSTEM_RAM },
    });
  });

  it('core R1.4 refuses inside a busy node', () => {
    const result = requestMemRegion(treeOf(node(0, 0x100, 'owner')), { start: 0, end: 0x10 }, 'x');
    expect(result).toMatchObject({ ok: false, errno: 'EBUSY', waits: false, conflict: { name: 'owner' } });
  });

  it('core R1.4 refuses a range that sticks out of a container', () => {
    const result = requestMemRegion(
      treeOf(node(0, 0x100, 'box', CONTAINER)),
      { start: 0x80, end: 0x180 },
      'x',
    );
    expect(result).toMatchObject({ ok: false, conflict: { name: 'box' } });
  });

  it('core R1.4 waits instead, when both sides are muxed', () => {
    const tree = treeOf(node(0, 0x10, 'sio', { flags: joinFlags(BUSY_MEM, IORESOURCE_MUXED) }));
    const range = { start: 0, end: 0x10 };
    expect(requestMemRegion(tree, range, 'x', IORESOURCE_MUXED)).toMatchObject({ ok: false, waits: true });
    expect(requestMemRegion(tree, range, 'x')).toMatchObject({ ok: false, waits: false });
  });

  it('core R1.4 logs a conflict with memory that only a device can address', () => {
    const hmm = node(0x1_0000_0000, 0x1_1000_0000, 'hmm', { desc: IORES_DESC_DEVICE_PRIVATE_MEMORY });
    const result = requestMemRegion(treeOf(hmm), { start: 0x1_0000_0000, end: 0x1_0000_1000 }, 'x');
    expect(result.log).toEqual([
      'resource: Unaddressable device hmm [mem 0x100000000-0x10fffffff] conflicts with [mem 0x100000000-0x100000fff]',
    ]);
  });

  it('core R1.5 nests added memory in a container, and meets EBUSY over a busy node', () => {
    const tree = treeOf(node(0x100, 0x200, 'virtio0', CONTAINER), node(0x200, 0x300, 'System RAM'));
    const inside = requestMemRegion(
      tree,
      { start: 0x100, end: 0x180 },
      'System RAM (virtio_mem)',
      SYSTEM_RAM,
    );
    expect(inside.ok && outline(inside.tree)).toEqual([
      '100-200 virtio0',
      '  100-180 System RAM (virtio_mem)',
      '200-300 System RAM',
    ]);
    expect(requestMemRegion(tree, { start: 0x280, end: 0x380 }, 'System RAM', SYSTEM_RAM)).toMatchObject({
      errno: 'EBUSY',
    });
  });
});

describe('core R1.6: reserve_region_with_split', () => {
  const ram = treeOf(
    node(0x1000, 0x9000, 'System RAM', { flags: BUSY_SYSTEM_RAM }),
    node(0x2000, 0x3000, 'Kernel code'),
    node(0x5000, 0x6000, 'Crash kernel'),
  );

  it('core R1.6 fills the holes of one level with busy nodes', () => {
    const result = reserveRegionWithSplit(ram, { start: 0x1000, end: 0x8000 }, 'reserved', [0x1000]);
    expect(outline(result.tree)).toEqual([
      '1000-9000 System RAM',
      '  1000-2000 reserved',
      '  2000-3000 Kernel code',
      '  3000-5000 reserved',
      '  5000-6000 Crash kernel',
      '  6000-8000 reserved',
    ]);
    expect(resourceAt(result.tree, [0x1000, 0x3000])).toMatchObject({ flags: BUSY_MEM, desc: 0 });
    expect(result.log).toEqual([]);
  });

  it('core R1.6 drops a piece that is wholly taken', () => {
    const result = reserveRegionWithSplit(ram, { start: 0x2800, end: 0x2900 }, 'reserved', [0x1000]);
    expect(result.reserved).toEqual([]);
    expect(outline(result.tree)).toEqual(outline(ram));
  });

  it('core R1.6 starts after a child that covers the left end', () => {
    const result = reserveRegionWithSplit(ram, { start: 0x2800, end: 0x3800 }, 'reserved', [0x1000]);
    expect(result.reserved).toEqual([{ start: 0x3000, end: 0x3800 }]);
  });

  it('core R1.6 clips to the parent and logs both lines', () => {
    const result = reserveRegionWithSplit(ram, { start: 0, end: 0x1800 }, 'reserved', [0x1000]);
    expect(result.reserved).toEqual([{ start: 0x1000, end: 0x1800 }]);
    expect(result.log).toEqual([
      'resource: requested range [0x0-0x17ff] not in root [mem 0x00001000-0x00008fff flags 0x81000200]',
      'resource: fixing request to [0x1000-0x17ff]',
    ]);
  });

  it('core R1.6 gives up with one line when the range is elsewhere', () => {
    const result = reserveRegionWithSplit(ram, { start: 0xa000, end: 0xb000 }, 'reserved', [0x1000]);
    expect(result.tree).toBe(ram);
    expect(result.log).toHaveLength(1);
  });

  it('core R1.6 prints the root of the address space with all of its 64 bits', () => {
    const { log } = reserveRegionWithSplit(emptyResourceTree(), { start: 0, end: ADDRESS_LIMIT + 2 }, 'x');
    expect(log[0]).toContain('not in root [mem 0x00000000-0xffffffffffffffff flags 0x200]');
    expect(IOMEM_ROOT.name).toBe('PCI mem');
  });
});

describe('core R1.19: boot trees', () => {
  it('core R1.19 lets memory nest in a reservation that was inserted late and is not busy', () => {
    const early = treeOf(node(0x1000, 0x3000, 'System RAM', { flags: BUSY_SYSTEM_RAM }));
    const late = insertResourceExpandToFit(early, node(0x3000, 0x8000, 'Soft Reserved', CONTAINER));
    const added = requestMemRegion(late.tree, { start: 0x4000, end: 0x8000 }, 'dax0.0');
    expect(added.ok && outline(added.tree)).toEqual([
      '1000-3000 System RAM',
      '3000-8000 Soft Reserved',
      '  4000-8000 dax0.0',
    ]);
    expect(pathOf(late.tree, 0x3000, 0x8000)).toEqual([0x3000]);
  });
});
