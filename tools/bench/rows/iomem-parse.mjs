import { parseIomem } from '../../../packages/core/dist/resource/iomem-text.js';
import { costOf } from '../measure.mjs';

const hex = (value) => value.toString(16).padStart(8, '0');

/** System RAM with 8192 pieces in it. */
const iomem = () => {
  const inside = Array.from({ length: 8192 }, (_, index) => {
    const start = 0x100000 + index * 0x2000;
    return `  ${hex(start)}-${hex(start + 0xfff)} : Reserved`;
  });
  return ['00000000-7fffffff : System RAM', ...inside, ''].join('\n');
};

export const row = {
  name: '/proc/iomem of 8,193 lines',
  goal: 2,
  measure: () => {
    const text = iomem();
    return { ours: costOf(() => parseIomem(text)) };
  },
};
