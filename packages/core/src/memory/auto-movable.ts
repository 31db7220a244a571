import type { MemoryGroup, MemoryState } from './state.js';
import type { ZoneRequest } from './zone-selection.js';
import { MOVABLE, spanOf } from './zone.js';

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
    else if (spanOf(zone) !== undefined) kernelEarly += zone.presentEarly;
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
  const ratio = state.tunables.autoMovableRatio;
  let { kernelEarly, movable } = countsOf(state, node);
  for (const group of state.groups.values()) {
    if (group.kind !== 'dynamic' || group.id === own?.id) continue;
    if (node !== undefined && group.node !== node) continue;
    const needed = Math.floor((group.presentMovable * 100) / ratio) - group.presentKernel;
    if (needed > 0) {
      if (needed >= kernelEarly) return false;
      kernelEarly -= needed;
    }
    movable -= group.presentMovable;
  }
  if (own?.kind === 'dynamic') kernelEarly += own.presentKernel;
  return movable + pages <= Math.floor((ratio * kernelEarly) / 100);
};

/** Whether every online block of a dynamic group's unit is movable already. */
const unitIsMovable = (state: MemoryState, group: MemoryGroup, { pages }: ZoneRequest): boolean => {
  const unitStart = Math.floor(pages.start / group.pages) * group.pages;
  return state.zones.every((zone) => {
    if (zone.name === MOVABLE || zone.node !== group.node) return true;
    const holder = zone.populated.floor(unitStart + group.pages - 1);
    return holder === undefined || holder[1] <= unitStart;
  });
};

/** auto_movable_zone_for_pfn(): whether plain `online` makes the range movable. mm/memory_hotplug.c. */
export const autoMovableAllows = (state: MemoryState, request: ZoneRequest): boolean => {
  const { group, node, pages } = request;
  if (state.tunables.autoMovableRatio === 0) return false;
  let wanted = pages.end - pages.start;
  if (group?.kind === 'static') {
    if (group.presentKernel > 0) return false;
    wanted = group.pages - group.presentMovable;
  } else if (group?.kind === 'dynamic') {
    if (!unitIsMovable(state, group, request)) return false;
    wanted = group.pages;
  }
  if (!ratioAllows(state, undefined, group, wanted)) return false;
  return !state.tunables.autoMovableNumaAware || ratioAllows(state, node, group, wanted);
};
