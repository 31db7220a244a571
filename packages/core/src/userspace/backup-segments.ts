import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, subtract } from '@warmboot/address';
import type { PlacementBounds } from './locate-hole.js';

/**
 * What an image that keeps the context saves beside its segments: all RAM between the bounds that no segment covers,
 * in whole pages. kexec/kexec.c: add_backup_segments (core 7, --load-preserve-context).
 *
 * @param ram as the tool read it, ascending: touching ranges are not joined
 * @param taken segments so far
 */
export const backupRanges = (
  ram: readonly AddressRange[],
  taken: readonly AddressRange[],
  { memMin, memMax }: PlacementBounds,
  pageSize: number,
): AddressRange[] =>
  ram
    .map(({ start, end }) => ({ start: Math.max(start, memMin), end: Math.min(end, memMax + 1) }))
    .filter(({ start, end }) => start < end)
    .flatMap((range) => subtract([range], taken))
    .map(({ start, end }) => ({ start: alignUp(start, pageSize), end: alignDown(end, pageSize) }))
    .filter(({ start, end }) => start < end);
