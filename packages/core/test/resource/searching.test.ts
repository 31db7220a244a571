import { describe, expect, it } from 'vitest';
import { IORES_DESC_CRASH_KERNEL } from '../../src/resource/descriptor.js';
import { isExclusive } from '../../src/resource/exclusive.js';
import {
  findNextResource,
  walkMemRes,
  walkResDesc,
  walkSystemRamRes,
  walkSystemRamResReversed,
} from '../../src/resource/find-resource.js';
import {
  BUSY_MEM,
  BUSY_SYSTEM_RAM,
  hasFlags,
  IORESOURCE_BUSY,
  IORESOURCE_EXCLUSIVE,
  IORESOURCE_MEM,
  joinFlags,
  SYSTEM_RAM,
} from '../../src/resource/flags.js';
import { regionIntersects } from '../../src/resource/region-intersects.js';
import { isRamPage, walkSystemRamRange } from '../../src/resource/system-ram-pages.js';
import { node, treeOf } from './outline.js';

const RAM = { flags: BUSY_SYSTEM_RAM };
const CONTAINER = { flags: IORESOURCE_MEM };
const spans = (found: Iterable<{ start: number; end: number }>) =>
  [...found].map((each) => [each.start, each.end]);

const tree = treeOf(
  node(0x1000, 0x5000, 'System RAM', RAM),
  node(0x2000, 0x3000, 'Kernel code', RAM),
  node(0x6000, 0x9000, 'virtio0', { flags: SYSTEM_RAM }),
  node(0x6000, 0x7000, 'System RAM (virtio_mem)', RAM),
  node(0x8000, 0x9000, 'System RAM (virtio_mem)', RAM),
  node(0xa000, 0xb000, 'device'),
  node(0xc000, 0xf000, 'System RAM', RAM),
  node(0xd000, 0xe000, 'Crash kernel', { ...RAM, desc: IORES_DESC_CRASH_KERNEL }),
);

describe('core R1.12: find_next_iomem_res', () => {
  it('core R1.12 answers the first match clipped to the window, with its parent', () => {
    expect(findNextResource(tree, { start: 0x1800, end: 0x4000 }, RAM)).toEqual({
      ok: true,
      found: { start: 0x1800, end: 0x4000, flags: BUSY_SYSTEM_RAM, desc: 0, parent: tree.root },
    });
  });

  it('core R1.12 looks into containers that do not match', () => {
    expect(findNextResource(tree, { start: 0x5000, end: 0x9000 }, RAM)).toMatchObject({
      found: { start: 0x6000, end: 0x7000, parent: { name: 'virtio0' } },
    });
  });

  it('core R1.12 finds a child by its descriptor inside a parent without it', () => {
    const match = { ...RAM, desc: IORES_DESC_CRASH_KERNEL } as const;
    expect(findNextResource(tree, { start: 0, end: 0x10000 }, match)).toMatchObject({
      found: { start: 0xd000, end: 0xe000 },
    });
  });

  it('core R1.12 is EINVAL for less than two bytes and ENODEV when nothing matches', () => {
    expect(findNextResource(tree, { start: 0x1000, end: 0x1001 }, RAM)).toEqual({
      ok: false,
      errno: 'EINVAL',
    });
    expect(findNextResource(tree, { start: 0x2000, end: 0x1000 }, RAM)).toEqual({
      ok: false,
      errno: 'EINVAL',
    });
    expect(findNextResource(tree, { start: 0x5000, end: 0x6000 }, RAM)).toEqual({
      ok: false,
      errno: 'ENODEV',
    });
  });
});

describe('core R1.13: walks', () => {
  const all = { start: 0, end: 0x10000 };

  it('core R1.13 walk_system_ram_res hides what is inside a match', () => {
    expect(spans(walkSystemRamRes(tree, all))).toEqual([
      [0x1000, 0x5000],
      [0x6000, 0x7000],
      [0x8000, 0x9000],
      [0xc000, 0xf000],
    ]);
  });

  it('core R1.13 walk_mem_res takes all busy memory', () => {
    expect(spans(walkMemRes(tree, { start: 0x8800, end: 0xc800 }))).toEqual([
      [0x8800, 0x9000],
      [0xa000, 0xb000],
      [0xc000, 0xc800],
    ]);
  });

  it('core R1.13 walk_iomem_res_desc picks by descriptor, and yields nothing where Linux says EINVAL', () => {
    const match = { flags: BUSY_MEM, desc: IORES_DESC_CRASH_KERNEL } as const;
    expect(spans(walkResDesc(tree, all, match))).toEqual([[0xd000, 0xe000]]);
    expect([...walkResDesc(tree, { start: 0, end: 0x1000 }, match)]).toEqual([]);
  });

  it('core R1.13 stops when a match leaves a single byte of the window', () => {
    const touching = treeOf(node(0x1000, 0x2000, 'a', RAM), node(0x2000, 0x3000, 'b', RAM));
    expect(spans(walkSystemRamRes(touching, { start: 0x1000, end: 0x2001 }))).toEqual([[0x1000, 0x2000]]);
    expect(spans(walkSystemRamRes(touching, { start: 0x1000, end: 0x2002 }))).toEqual([
      [0x1000, 0x2000],
      [0x2000, 0x2002],
    ]);
  });

  it('core R1.15 walk_system_ram_res_rev goes down from the highest', () => {
    expect(spans(walkSystemRamResReversed(tree, { start: 0x2000, end: 0x8800 }))).toEqual([
      [0x8000, 0x8800],
      [0x6000, 0x7000],
      [0x2000, 0x5000],
    ]);
  });
});

describe('core R1.14: walk_system_ram_range', () => {
  const odd = treeOf(
    node(0x1800, 0x4800, 'System RAM', RAM),
    node(0x5100, 0x5f00, 'System RAM', RAM),
    node(0x8000, 0xa000, 'System RAM', RAM),
  );

  it('core R1.14 yields whole pages and skips a node that has none', () => {
    expect([...walkSystemRamRange(odd, { pfn: 0, pages: 0x10 }, 4096)]).toEqual([
      { pfn: 2, pages: 2 },
      { pfn: 8, pages: 2 },
    ]);
  });

  it('core R1.14 clips to the pages asked for', () => {
    expect([...walkSystemRamRange(odd, { pfn: 3, pages: 6 }, 4096)]).toEqual([
      { pfn: 3, pages: 1 },
      { pfn: 8, pages: 1 },
    ]);
  });

  it('core R1.14 page_is_ram needs the whole page', () => {
    expect([1, 2, 4, 5, 8].map((pfn) => isRamPage(odd, pfn, 4096))).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('core R1.16: region_intersects', () => {
  const asRam = { flags: SYSTEM_RAM };
  const cxl = treeOf(
    node(0x1000, 0x9000, 'CXL Window 0', CONTAINER),
    node(0x1000, 0x3000, 'System RAM (kmem)', RAM),
    node(0x3000, 0x5000, 'System RAM (kmem)', RAM),
    node(0x7000, 0x8000, 'System RAM (kmem)', RAM),
    node(0xa000, 0xb000, 'System RAM', RAM),
    node(0xb000, 0xc000, 'device'),
  );

  it.each([
    ['disjoint', 0xb000, 0xc000, 'only something else'],
    ['disjoint', 0x9000, 0xa000, 'a hole'],
    ['disjoint', 0x5000, 0x7000, 'the bare part of a container'],
    ['intersects', 0xa800, 0xb000, 'only a match'],
    ['intersects', 0x9800, 0xa800, 'a match and a hole'],
    ['mixed', 0xa800, 0xb800, 'a match and something else'],
    ['intersects', 0x2000, 0x4000, 'a container that matching descendants cover'],
    ['mixed', 0x2000, 0x6000, 'a container that they cover to its middle'],
    ['mixed', 0x6000, 0x8000, 'a container that they cover from its middle'],
  ])('core R1.16 %s at %i-%i: %s', (answer, start, end) => {
    expect(regionIntersects(cxl, { start, end }, asRam)).toBe(answer);
  });
});

describe('core R1.17: resource_is_exclusive', () => {
  const guarded = treeOf(
    node(0, 0x1000, 'virtio0', { flags: joinFlags(SYSTEM_RAM, IORESOURCE_EXCLUSIVE) }),
    node(0x2000, 0x3000, 'busy'),
    node(0x4000, 0x5000, 'exclusive', { flags: joinFlags(BUSY_MEM, IORESOURCE_EXCLUSIVE) }),
    node(0x6000, 0x7000, 'idle', { flags: joinFlags(IORESOURCE_MEM, IORESOURCE_EXCLUSIVE) }),
    node(0x8000, 0x9000, 'bus', CONTAINER),
    node(0x8000, 0x8800, 'nested'),
  );
  const at = (start: number, strictChecks: boolean, ioStrictDevmem: boolean) =>
    isExclusive(guarded, { start, end: start + 0x800 }, { strictChecks, ioStrictDevmem });

  it('core R1.17 guards exclusive System RAM always', () => {
    expect(at(0, false, false)).toBe(true);
  });

  it('core R1.17 guards busy nodes under strict checks, exclusive ones or all', () => {
    expect([at(0x2000, true, false), at(0x2000, true, true), at(0x2000, false, true)]).toEqual([
      false,
      true,
      false,
    ]);
    expect([at(0x4000, true, false), at(0x4000, false, false)]).toEqual([true, false]);
    expect([at(0x8000, true, true), at(0x8800, true, true)]).toEqual([true, false]);
  });

  it('core R1.17 leaves other nodes that are not busy', () => {
    expect(at(0x6000, true, true)).toBe(false);
  });
});

describe('core 1.1: flags', () => {
  it('core 1.1 keeps bit 31 unsigned', () => {
    expect(BUSY_SYSTEM_RAM).toBe(0x81000200);
    expect(joinFlags(IORESOURCE_MEM, IORESOURCE_BUSY)).toBe(0x80000200);
    expect(hasFlags(BUSY_MEM, IORESOURCE_BUSY)).toBe(true);
    expect(hasFlags(BUSY_MEM, BUSY_SYSTEM_RAM)).toBe(false);
  });
});
