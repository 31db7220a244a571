import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialiseDtb } from '../../packages/devicetree/dist/index.js';
import { costOfProcess, inScratch, needPrograms, once } from './measure.mjs';

const text = (words) => new TextEncoder().encode(`${words}\0`);

/** A tree of so many nodes with four properties each. */
export const treeOf = (nodes) => ({
  version: 17,
  reservations: [],
  bootCpu: 0,
  root: {
    name: '',
    properties: [{ name: 'compatible', value: text('warmboot,bench') }],
    children: Array.from({ length: nodes }, (_, index) => ({
      name: `device@${index.toString(16)}`,
      properties: [
        { name: 'compatible', value: text('warmboot,device') },
        { name: 'reg', value: new Uint8Array(16).fill(index) },
        { name: 'status', value: text('okay') },
        { name: 'phandle', value: new Uint8Array([0, 0, (index + 1) >> 8, (index + 1) & 255]) },
      ],
      children: [],
    })),
  },
});

export const NODES = 2000;

/** What dtc takes for reading such a tree and writing it again, without what it takes to start. */
export const dtc = once(() => {
  needPrograms('dtc');
  return inScratch((folder) => {
    const cost = (nodes) => {
      const file = join(folder, `${nodes}.dtb`);
      writeFileSync(file, serialiseDtb(treeOf(nodes)));
      return costOfProcess(['dtc', '-q', '-I', 'dtb', '-O', 'dtb', '-o', '/dev/null', file]);
    };
    return cost(NODES) - cost(1);
  });
});
