import { bytes, lonePages, SIZE } from '../image.mjs';
import { costOf } from '../measure.mjs';

export const row = {
  name: 'lone pages of a relocation, 64 MiB',
  peerName: 'a plain copy',
  goal: 3,
  measure: () => {
    const target = new Uint8Array(SIZE);
    return { ours: costOf(lonePages()), peer: costOf(() => target.set(bytes)) };
  },
};
