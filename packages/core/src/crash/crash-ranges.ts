import type { CrashRangeQuirks } from '../contract/profile.js';
import type { AddressRange } from '@warmboot/address';
import { overlaps, without } from '@warmboot/address';

import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';

/** crash_exclude_mem_range(). @param capacity slots of the array; a split needs a free one, else ENOMEM (core R5.13) */
export const excludeCrashRange = (
  ranges: readonly AddressRange[],
  hole: AddressRange,
  capacity: number,
  quirks: CrashRangeQuirks,
): Result<AddressRange[]> => {
  const rest: AddressRange[] = [];
  let finished = false;
  for (const range of ranges) {
    if (finished || !overlaps(range, hole)) {
      rest.push(range);
      continue;
    }
    const pieces = without(range, hole);
    if (pieces.length === 2 && ranges.length >= capacity) {
      return refuse('ENOMEM', `the list of crash ranges has no room for more than ${capacity}`);
    }
    rest.push(...pieces);
    finished = quirks.stopsAtFirstCut && pieces.length > 0;
  }
  return succeed(rest);
};
