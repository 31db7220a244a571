import { GiB, intersection } from '@warmboot/address';

import type { Policy } from '../contract/policy.js';

const FROM = 2 * GiB;

/** The ascending search of kexec_file_load begins at 2 GiB, and looks below when nothing fits above. */
export const searchAbove2G: Policy = {
  name: 'search-above-2g',
  id: 'P17',
  summary: 'kexec_file_load searches upward from 2 GiB',
  origin: 'David Hildenbrand, April 2020: low memory stays free, and the search still goes up',
  objection: 'it changes where images go for everybody, and hot-added memory is up there',
  upstream: 'not merged',
  fileRanges: (_machine, ranges) => {
    const part = (from: number, to: number) =>
      ranges
        .map((range) => intersection(range, { start: from, end: to }))
        .filter((piece) => piece !== undefined);
    return [...part(FROM, Infinity), ...part(0, FROM)];
  },
};
