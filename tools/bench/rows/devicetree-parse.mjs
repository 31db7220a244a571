import { parseDtb, serialiseDtb } from '../../../packages/devicetree/dist/index.js';
import { dtc, NODES, treeOf } from '../devicetree.mjs';
import { costOf } from '../measure.mjs';

export const row = {
  name: 'reading a devicetree of 2,000 nodes',
  peerName: 'dtc, which reads and writes it, beyond its start',
  goal: 1 / 3,
  measure: async () => {
    const bytes = serialiseDtb(treeOf(NODES));
    return { peer: await dtc(), ours: costOf(() => parseDtb(bytes)) };
  },
};
