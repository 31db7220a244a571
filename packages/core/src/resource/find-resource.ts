import type { AddressRange } from '@warmboot/address';
import { intersection } from '@warmboot/address';
import { IORES_DESC_NONE, type ResourceDescriptor } from './descriptor.js';
import { BUSY_MEM, BUSY_SYSTEM_RAM, hasFlags } from './flags.js';
import { preorder } from './preorder.js';
import type { Resource } from './resource.js';
import type { ResourceTree } from './tree.js';

/** What a search looks for. */
export interface ResourceMatch {
  /** Bits that must all be set. */
  readonly flags: number;
  /** {@link IORES_DESC_NONE}, the default, matches all. */
  readonly desc?: ResourceDescriptor;
}

/** The part of a node inside the window of the search. Linux copies everything but the name. */
export interface FoundResource extends AddressRange {
  readonly flags: number;
  readonly desc: ResourceDescriptor;
  readonly parent: Resource;
}

/** The part of a resource that was looked for, or why there is none (core R1.12). */
export type FindResult =
  | { readonly ok: true; readonly found: FoundResource }
  | {
      readonly ok: false;
      /** EINVAL: the window has less than two bytes. ENODEV: nothing in it matches. */
      readonly errno: 'EINVAL' | 'ENODEV';
    };

/** Whether the node has the flags and, unless NONE is asked for, the descriptor. kernel/resource.c:is_type_match */
export const matches = (resource: Resource, { flags, desc = IORES_DESC_NONE }: ResourceMatch): boolean =>
  hasFlags(resource.flags, flags) && (desc === IORES_DESC_NONE || desc === resource.desc);

/**
 * The first node, in the order of /proc/iomem, that overlaps the window and matches. A parent comes before its
 * children, so what is inside a match stays hidden. core R1.12; kernel/resource.c:find_next_iomem_res
 */
export const findNextResource = (
  tree: ResourceTree,
  window: AddressRange,
  match: ResourceMatch,
): FindResult => {
  if (window.end - window.start < 2) return { ok: false, errno: 'EINVAL' };
  for (const { resource, parent } of preorder(tree.root, window)) {
    if (!matches(resource, match)) continue;
    const { flags, desc } = resource;
    return { ok: true, found: { ...intersection(resource, window)!, flags, desc, parent } };
  }
  return { ok: false, errno: 'ENODEV' };
};

/**
 * All matches in the window, ascending and disjoint, each clipped to it. Linux answers EINVAL where this
 * yields nothing. When a match leaves a single byte of the window, that byte is not looked at.
 * core R1.13; kernel/resource.c:walk_iomem_res_desc
 */
export function* walkResDesc(
  tree: ResourceTree,
  window: AddressRange,
  match: ResourceMatch,
): Generator<FoundResource> {
  let { start } = window;
  for (;;) {
    const result = findNextResource(tree, { start, end: window.end }, match);
    if (!result.ok) return;
    yield result.found;
    start = result.found.end;
  }
}

/** Busy System RAM in the window. core R1.13; kernel/resource.c:walk_system_ram_res */
export const walkSystemRamRes = (
  tree: ResourceTree,
  window: AddressRange = tree.root,
): Generator<FoundResource> => walkResDesc(tree, window, { flags: BUSY_SYSTEM_RAM });

/** Busy memory, RAM or not, in the window. core R1.13; kernel/resource.c:walk_mem_res */
export const walkMemRes = (tree: ResourceTree, window: AddressRange = tree.root): Generator<FoundResource> =>
  walkResDesc(tree, window, { flags: BUSY_MEM });

/**
 * Busy System RAM in the window, highest first. Linux collects before it calls back, so this returns an array.
 * core R1.15 (Linux 6.8 and later); kernel/resource.c:walk_system_ram_res_rev
 */
export const walkSystemRamResReversed = (
  tree: ResourceTree,
  window: AddressRange = tree.root,
): FoundResource[] => [...walkSystemRamRes(tree, window)].reverse();
