import type { MemoryGroup, MemoryState } from './state.js';
import type { ZoneRequest } from './zone-request.js';
import type { PfnRange, Zone } from './zone.js';
import { MOVABLE, isPopulated } from './zone.js';
import { pagesWithin } from './populated-pages.js';

interface MovableCounts {
  /** Early pages of the kernel zones. */
  readonly kernelEarly: number;
  readonly movable: number;
}

const countsOf = (state: MemoryState, node: number | undefined): MovableCounts => {
  let kernelEarly = 0;
  let movable = 0;
  for (const zone of state.zones) {
    if (node !== undefined && zone.node !== node) continue;
    if (zone.name === MOVABLE) movable += zone.present;
    else if (isPopulated(zone)) kernelEarly += zone.presentEarly;
  }
  return { kernelEarly, movable };
};

/** What the dynamic groups but one have of the movable pages, and the early kernel pages that those claim. */
const claimsOfOthers = (
  { groups, dynamicGroups, tunables }: MemoryState,
  node: number | undefined,
  own: MemoryGroup | undefined,
): MovableCounts => {
  let kernelEarly = 0;
  let movable = 0;
  for (const id of dynamicGroups) {
    const group = groups.get(id)!;
    if (id === own?.id || (node !== undefined && group.node !== node)) continue;
    const needed = Math.floor((group.presentMovable * 100) / tunables.autoMovableRatio) - group.presentKernel;
    kernelEarly += Math.max(0, needed);
    movable += group.presentMovable;
  }
  return { kernelEarly, movable };
};

/**
 * auto_movable_can_online_movable(): whether `pages` more may become movable under the ratio.
 * Other dynamic groups first claim the early kernel pages that their own movable pages need (core 2.4, rule 4).
 */
const ratioAllows = (
  state: MemoryState,
  node: number | undefined,
  own: MemoryGroup | undefined,
  pages: number,
): boolean => {
  const all = countsOf(state, node);
  const others = claimsOfOthers(state, node, own);
  if (others.kernelEarly >= all.kernelEarly) return false;
  const ownKernel = own?.kind === 'dynamic' ? own.presentKernel : 0;
  const kernelEarly = all.kernelEarly - others.kernelEarly + ownKernel;
  const movable = all.movable - others.movable + pages;
  return movable <= Math.floor((state.tunables.autoMovableRatio * kernelEarly) / 100);
};

/** The unit of a dynamic group that the pages are in. */
const unitAround = (group: MemoryGroup, { start }: PfnRange): PfnRange => {
  const unitStart = Math.floor(start / group.pages) * group.pages;
  return { start: unitStart, end: unitStart + group.pages };
};

/** Pages that would have to be movable if plain `online` chose so; undefined where something is kernel memory already. */
const pagesToMove = (state: MemoryState, { group, pages }: ZoneRequest): number | undefined => {
  const own = pages.end - pages.start;
  if (group?.kind === 'static') {
    return group.presentKernel > 0 ? undefined : group.pages - group.presentMovable;
  }
  if (group === undefined || group.pages === own) return own;
  const unit = unitAround(group, pages);
  const online = (wanted: (zone: Zone) => boolean): number =>
    state.zones.filter(wanted).reduce((sum, zone) => sum + pagesWithin(state, zone, unit), 0);
  return online(({ name }) => name !== MOVABLE) > 0
    ? undefined
    : group.pages - online(({ name }) => name === MOVABLE);
};

/** auto_movable_zone_for_pfn(): whether plain `online` makes the range movable. mm/memory_hotplug.c. */
export const autoMovableAllows = (state: MemoryState, request: ZoneRequest): boolean => {
  const { group, node } = request;
  if (state.tunables.autoMovableRatio === 0) return false;
  const wanted = pagesToMove(state, request);
  if (wanted === undefined || !ratioAllows(state, undefined, group, wanted)) return false;
  return !state.tunables.autoMovableNumaAware || ratioAllows(state, node, group, wanted);
};
