import type { AddressRange } from '@warmboot/address';
import type { AddressMap, MachineStep } from '@warmboot/picture';

/** The name under which maps show where loaded segments go. */
const SEGMENTS = 'segments';

const bandsOf = ({ lanes }: AddressMap, name: string): readonly AddressRange[] =>
  name === SEGMENTS
    ? lanes.flatMap((lane) =>
        lane.name === 'images' ? lane.bands.filter(({ kind }) => kind !== 'crash') : [],
      )
    : lanes.flatMap((lane) =>
        lane.name === 'hardware' ? lane.bands.filter(({ label }) => label === name) : [],
      );

/** What the maps of a step can show close: the names of memory, and the segments where some are loaded. */
export const focusNames = (machines: readonly MachineStep[]): readonly string[] => {
  const names = machines.flatMap(({ map }) =>
    map.lanes.flatMap(({ name, bands }) => (name === 'hardware' ? bands.map(({ label }) => label) : [])),
  );
  const loaded = machines.some(({ map }) => bandsOf(map, SEGMENTS).length > 0);
  return [...new Set([...names, ...(loaded ? [SEGMENTS] : [])])];
};

/** The part of a map that a name stands for, with a little around it; undefined where the map has no such thing. */
export const focusOf = (map: AddressMap, name: string | undefined): AddressRange | undefined => {
  if (name === undefined) return undefined;
  const ranges = bandsOf(map, name);
  if (ranges.length === 0) return undefined;
  const start = Math.min(...ranges.map((range) => range.start));
  const end = Math.max(...ranges.map((range) => range.end));
  const around = Math.ceil((end - start) / 24);
  return { start: Math.max(0, start - around), end: end + around };
};
