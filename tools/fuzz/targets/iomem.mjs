// /proc/iomem, and what is done with a tree that it came to.
import { resources } from '@warmboot/core/plugin';
import { fileAt, recordedTraces } from '../corpus.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const target = {
  room: 'core',
  corpus: () => [
    ...['raspberry-pi-iomem.txt', 'cxl-server-iomem.txt'].map((name) => fileAt(`examples/cases/${name}`)),
    ...recordedTraces(60).flatMap(({ steps }) =>
      steps.slice(0, 1).map(({ observed }) => encoder.encode(observed.iomem)),
    ),
  ],
  mutate: textMutator([
    'System RAM',
    'Reserved',
    'Crash kernel',
    'Kernel code',
    ' : ',
    '-',
    '  ',
    'PCI Bus 0000:00',
  ]),
  run: (bytes) => [
    () => resources.printIomem(resources.parseIomem(decoder.decode(bytes))),
    () => [...resources.preorder(resources.parseIomem(decoder.decode(bytes)).root)],
  ],
};
