import { humanSize, memRange, sizeOf, subtract } from '@warmboot/address';
import type { AddressRange } from '@warmboot/address';
import type { Platform } from '@warmboot/core';
import type { Band, BandKind, Lane } from './band.js';

const band = (range: AddressRange, kind: BandKind, label: string, what: string): Band => ({
  start: range.start,
  end: range.end,
  kind,
  label,
  words: `${what}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  depth: 0,
});

/** What answers on the bus, whatever any kernel believes. */
export const hardwareLane = ({ bootRam, dimms, virtioMem, dax }: Platform): Lane => ({
  name: 'hardware',
  title: 'what answers',
  bands: [
    ...bootRam.map((range) => band(range, 'board', 'boot memory', 'boot memory')),
    ...[...dimms.values()].map(({ id, range }) => band(range, 'device', id, id)),
    ...[...(dax?.values() ?? [])].map(({ name, range }) => band(range, 'device', name, name)),
    ...[...(virtioMem?.values() ?? [])].flatMap(({ id, region, plugged }) => [
      ...[...plugged].map((range) => band(range, 'device', id, `${id}, plugged`)),
      ...subtract([region], [...plugged]).map((range) => band(range, 'unplugged', id, `${id}, not plugged`)),
    ]),
  ].sort((a, b) => a.start - b.start),
});
