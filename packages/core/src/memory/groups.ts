import type { MemoryBlock } from './block.js';
import type { MemoryGroup, MemoryState } from './state.js';
import { MOVABLE } from './zone.js';

type GroupState = Pick<MemoryState, 'groups' | 'dynamicGroups' | 'nextGroup'>;

/** The group that new memory joins: an existing one by number, or a new one. */
export type DeviceGroup = Pick<MemoryGroup, 'kind' | 'pages'> & { readonly id?: number };

/** The group of a block; undefined where it is in none. */
export const groupOf = (memory: MemoryState, block: MemoryBlock): MemoryGroup | undefined =>
  block.group === undefined ? undefined : memory.groups.get(block.group);

/** memory_group_register_static() and _dynamic(): an empty group under the next number. drivers/base/memory.c. */
export const withGroup = (
  memory: MemoryState,
  { kind, pages }: DeviceGroup,
  node: number,
): GroupState & { readonly id: number } => {
  const id = memory.nextGroup;
  const group: MemoryGroup = { id, node, kind, pages, blocks: 0, presentKernel: 0, presentMovable: 0 };
  return {
    id,
    groups: memory.groups.with(id, group),
    dynamicGroups: kind === 'dynamic' ? [...memory.dynamicGroups, id] : memory.dynamicGroups,
    nextGroup: id + 1,
  };
};

/** Counts of the block's group after `pages` more (or fewer) of them in `zone`. */
export const withGroupPages = (
  memory: MemoryState,
  block: MemoryBlock,
  zone: string,
  pages: number,
): MemoryState['groups'] => {
  const group = groupOf(memory, block);
  if (group === undefined) return memory.groups;
  const field = zone === MOVABLE ? 'presentMovable' : 'presentKernel';
  return memory.groups.with(group.id, { ...group, [field]: group[field] + pages });
};

/** The groups after `blocks` more (or fewer) in one of them. The group of a device goes with its last block. */
export const withGroupBlocks = (
  groups: MemoryState['groups'],
  id: number | undefined,
  blocks: number,
): MemoryState['groups'] => {
  const group = id === undefined ? undefined : groups.get(id);
  if (group === undefined) return groups;
  const left = group.blocks + blocks;
  return left === 0 && group.kind === 'static'
    ? groups.without(group.id)
    : groups.with(group.id, { ...group, blocks: left });
};
