import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { covers, overlaps, SortedMap } from '@warmboot/address';

import { adjustResource } from '../../src/resource/adjust-resource.js';
import { findNextResource, walkSystemRamRes } from '../../src/resource/find-resource.js';
import { BUSY_SYSTEM_RAM, hasFlags, IORESOURCE_MEM, SYSTEM_RAM } from '../../src/resource/flags.js';
import { insertResource, insertResourceExpandToFit } from '../../src/resource/insert-resource.js';
import { mergeSystemRam } from '../../src/resource/merge.js';
import { preorder } from '../../src/resource/preorder.js';
import { releaseMemRegionAdjustable } from '../../src/resource/release-adjustable.js';
import { releaseRegion } from '../../src/resource/release-region.js';
import { releaseResource, removeResource } from '../../src/resource/release-resource.js';
import { requestMemRegion } from '../../src/resource/request-region.js';
import { requestResource } from '../../src/resource/request-resource.js';
import { reserveRegionWithSplit } from '../../src/resource/reserve-region-with-split.js';
import type { Resource } from '../../src/resource/resource.js';
import {
  emptyResourceTree,
  findResourcePath,
  resourceAt,
  type ResourcePath,
  type ResourceTree,
} from '../../src/resource/tree.js';
import { everything, node } from './outline.js';

interface Step {
  readonly operation: keyof typeof OPERATIONS;
  readonly start: number;
  readonly end: number;
  readonly busy: boolean;
  /** Which node, counted in the order of the text. */
  readonly pick: number;
}

const ramNode = ({ start, end, busy }: Step): Resource =>
  node(start, end, 'System RAM', { flags: busy ? BUSY_SYSTEM_RAM : IORESOURCE_MEM });

const pickedPath = (tree: ResourceTree, pick: number): ResourcePath | undefined => {
  const paths: number[][] = [];
  const open: number[] = [];
  for (const { resource, depth } of preorder(tree.root)) {
    open.length = depth;
    open.push(resource.start);
    paths.push([...open]);
  }
  return paths[pick % Math.max(paths.length, 1)];
};

const treeAfter = (
  before: ResourceTree,
  result: { readonly ok: true; readonly tree: ResourceTree } | { readonly ok: false },
): ResourceTree => (result.ok ? result.tree : before);

const onPicked = (
  tree: ResourceTree,
  { pick }: Step,
  change: (path: ResourcePath) => ResourceTree,
): ResourceTree => {
  const path = pickedPath(tree, pick);
  return path === undefined ? tree : change(path);
};

const OPERATIONS = {
  request: (tree: ResourceTree, step: Step) => treeAfter(tree, requestResource(tree, ramNode(step))),
  insert: (tree: ResourceTree, step: Step) => treeAfter(tree, insertResource(tree, ramNode(step))),
  expand: (tree: ResourceTree, step: Step) => insertResourceExpandToFit(tree, ramNode(step)).tree,
  region: (tree: ResourceTree, step: Step) =>
    treeAfter(tree, requestMemRegion(tree, step, 'System RAM', SYSTEM_RAM)),
  reserve: (tree: ResourceTree, step: Step) => reserveRegionWithSplit(tree, step, 'reserved').tree,
  releaseRegion: (tree: ResourceTree, step: Step) => releaseRegion(tree, step).tree,
  releaseAdjustable: (tree: ResourceTree, step: Step) => releaseMemRegionAdjustable(tree, step).tree,
  release: (tree: ResourceTree, step: Step) =>
    onPicked(tree, step, (path) => treeAfter(tree, releaseResource(tree, path))),
  remove: (tree: ResourceTree, step: Step) =>
    onPicked(tree, step, (path) => treeAfter(tree, removeResource(tree, path))),
  adjust: (tree: ResourceTree, step: Step) =>
    onPicked(tree, step, (path) => treeAfter(tree, adjustResource(tree, path, step))),
  merge: (tree: ResourceTree, step: Step) => onPicked(tree, step, (path) => mergeSystemRam(tree, path).tree),
} as const;

const steps = fc.array(
  fc
    .record({
      operation: fc.constantFrom(...(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])),
      start: fc.nat(60),
      size: fc.integer({ min: 1, max: 24 }),
      busy: fc.boolean(),
      pick: fc.nat(100),
    })
    .map(({ size, ...step }): Step => ({ ...step, end: step.start + size })),
  { maxLength: 40 },
);

const treeAfterSteps = (all: readonly Step[]): ResourceTree =>
  all.reduce((tree, step) => OPERATIONS[step.operation](tree, step), emptyResourceTree());

const expectSound = (parent: Resource): void => {
  let previous: Resource | undefined;
  for (const [key, child] of parent.children) {
    expect(key).toBe(child.start);
    expect(child.end).toBeGreaterThan(child.start);
    expect(covers(parent, child)).toBe(true);
    if (previous !== undefined) expect(child.start).toBeGreaterThanOrEqual(previous.end);
    expectSound(child);
    previous = child;
  }
};

describe('the resource tree under any sequence of operations', () => {
  it('core 1.1 children stay ascending, disjoint and inside their parent', () => {
    fc.assert(
      fc.property(steps, (all) => expectSound(treeAfterSteps(all).root)),
      { numRuns: 300 },
    );
  });

  it('core 1.1 no operation changes the tree that it was given', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let tree = emptyResourceTree();
        for (const step of all) {
          const before = everything(tree);
          const after = OPERATIONS[step.operation](tree, step);
          expect(everything(tree)).toEqual(before);
          tree = after;
        }
      }),
    );
  });

  it('core R1.4, R1.8 a region requested and released leaves the tree as it was', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.integer({ min: 1, max: 24 }), (all, start, size) => {
        const tree = treeAfterSteps(all);
        const range = { start, end: start + size };
        const requested = requestMemRegion(tree, range, 'x');
        if (!requested.ok) return;
        const released = releaseRegion(requested.tree, range);
        expect(released.released?.name).toBe('x');
        expect(everything(released.tree)).toEqual(everything(tree));
      }),
    );
  });

  it('core R1.2, R1.7 a node inserted and removed leaves the tree as it was', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.integer({ min: 1, max: 24 }), (all, start, size) => {
        const tree = treeAfterSteps(all);
        const inserted = insertResource(tree, node(start, start + size));
        if (!inserted.ok) return;
        const removed = removeResource(inserted.tree, inserted.path);
        expect(removed.ok && everything(removed.tree)).toEqual(everything(tree));
      }),
    );
  });

  it('core R1.12 a search finds what looking at every node finds', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.integer({ min: 2, max: 40 }), (all, start, size) => {
        const tree = treeAfterSteps(all);
        const window = { start, end: start + size };
        const first = [...preorder(tree.root)].find(
          ({ resource }) => hasFlags(resource.flags, BUSY_SYSTEM_RAM) && overlaps(resource, window),
        );
        const result = findNextResource(tree, window, { flags: BUSY_SYSTEM_RAM });
        expect(result.ok && result.found).toEqual(
          first !== undefined && {
            start: Math.max(first.resource.start, window.start),
            end: Math.min(first.resource.end, window.end),
            flags: first.resource.flags,
            desc: first.resource.desc,
            parent: first.parent,
          },
        );
      }),
    );
  });

  it('paths lead to the nodes that operations answer', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.integer({ min: 1, max: 24 }), (all, start, size) => {
        const inserted = insertResource(treeAfterSteps(all), node(start, start + size, 'marked'));
        if (!inserted.ok) return;
        expect(resourceAt(inserted.tree, inserted.path)).toMatchObject({ name: 'marked', start });
        const found = findResourcePath(
          inserted.tree,
          { start, end: start + size },
          ({ name }) => name === 'marked',
        );
        expect(found).toEqual(inserted.path);
      }),
    );
  });
});

describe('a node with very many children', () => {
  const SIBLINGS = 100_000;

  const crowded = (): ResourceTree => {
    let tree = emptyResourceTree();
    for (let at = 0; at < SIBLINGS; at += 1) {
      const range = { start: at * 0x1000, end: at * 0x1000 + 0x800 };
      const result = requestMemRegion(tree, range, 'System RAM', SYSTEM_RAM);
      if (!result.ok) throw new Error('the place was free');
      tree = result.tree;
    }
    return tree;
  };

  it('costs each operation a handful of look-ups and no walk over the siblings', () => {
    const tree = crowded();
    expect(tree.root.children.size).toBe(SIBLINGS);

    let siblingsSeen = 0;
    const values = SortedMap.prototype.values;
    const spy = vi.spyOn(SortedMap.prototype, 'values').mockImplementation(function* (
      this: SortedMap<unknown>,
      from,
    ) {
      for (const value of values.call(this, from)) {
        siblingsSeen += 1;
        yield value;
      }
    });
    const middle = (SIBLINGS / 2) * 0x1000;
    const free = { start: middle + 0x800, end: middle + 0x900 };
    const taken = { start: middle, end: middle + 0x800 };
    try {
      expect(requestMemRegion(tree, free, 'x').ok).toBe(true);
      expect(insertResource(tree, node(taken.start, free.end)).ok).toBe(true);
      expect(insertResourceExpandToFit(tree, node(middle + 1, free.end)).path).toEqual([middle]);
      expect(releaseRegion(tree, taken).released).toBeDefined();
      expect(releaseMemRegionAdjustable(tree, { ...taken, end: middle + 0x400 }).outcome).toBe('start-cut');
      expect(releaseResource(tree, [middle]).ok).toBe(true);
      expect(adjustResource(tree, [middle], { start: middle, end: free.end }).ok).toBe(true);
      expect(mergeSystemRam(tree, [middle]).merged).toBe(0);
      expect(reserveRegionWithSplit(tree, free, 'x').reserved).toHaveLength(1);
      expect(findNextResource(tree, taken, { flags: BUSY_SYSTEM_RAM }).ok).toBe(true);
      expect([...walkSystemRamRes(tree, { start: middle, end: middle + 0x2000 })]).toHaveLength(2);
      expect(siblingsSeen).toBeGreaterThan(0);
      expect(siblingsSeen).toBeLessThan(20);
    } finally {
      spy.mockRestore();
    }
  });
});
