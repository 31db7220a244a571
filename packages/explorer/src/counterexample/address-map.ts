import type { Machine } from '@warmboot/core';
import { destinationOf, platforms } from '@warmboot/core';

/** A line of the map. Half-open, in bytes. */
export interface MapLine {
  readonly start: number;
  readonly end: number;
  readonly what: string;
  /** Nothing answers somewhere in it. */
  readonly gone?: boolean;
}

/** Blocks next to each other in the same state, as one line. */
const blockLines = ({ memory }: Machine): MapLine[] => {
  const lines: MapLine[] = [];
  for (const [id, { state, zone, early }] of memory.blocks.entries()) {
    const what = `blocks ${state}${zone === undefined ? '' : ` (${zone})`}${early ? '' : ', hot-added'}`;
    const start = id * memory.blockSize;
    const last = lines.at(-1);
    if (last?.what === what && last.end === start)
      lines[lines.length - 1] = { ...last, end: start + memory.blockSize };
    else lines.push({ start, end: start + memory.blockSize, what });
  }
  return lines;
};

/** What there is, what the kernel believes, and where the images would go; ascending. */
export const addressMap = (machine: Machine): MapLine[] => {
  const { platform, kexec } = machine;
  const ram = platform.bootRam.map((range) => ({ ...range, what: 'RAM of the board' }));
  const dimms = [...platform.dimms.values()].map(({ id, range }) => ({ ...range, what: `device ${id}` }));
  const segments = [kexec.normal, kexec.crash].flatMap((image) =>
    (image?.segments ?? []).map((segment): MapLine => {
      const range = destinationOf(segment);
      const gone = platforms.firstAbsent(platform, range) !== undefined;
      return { ...range, what: `${image!.type} image: ${segment.kind}`, ...(gone ? { gone } : {}) };
    }),
  );
  return [...ram, ...dimms, ...blockLines(machine), ...segments].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
};
