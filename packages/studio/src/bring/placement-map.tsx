import { hex } from '@warmboot/address';
import { aboutSize } from '@warmboot/answers/text';
import type { Placed } from './bring-api.js';

interface PlacementMapProps {
  readonly ram: readonly Placed[];
  readonly segments: readonly Placed[];
  /** Columns of text that there is room for: letters in the map are as large as those around it. */
  readonly columns: number;
}

/** Units of the map for each column. */
const COLUMN = 8;
const HEIGHT = 64;
const BAR = 22;
/** A segment of a page is seen all the same. */
const THINNEST = 5;

const sizeOf = ({ start, end }: Placed): number => end - start;

/** Ranges that hold something, and the largest others: those in between are a break. */
const MOST = 8;

/** As wide as its size goes up by powers: a gigabyte is not a thousand times a megabyte, and both are seen. */
const weightOf = (range: Placed): number => Math.max(1, Math.log2(sizeOf(range) / 4096 + 1)) ** 2;

const overlaps = (one: Placed, other: Placed): boolean => one.start < other.end && other.start < one.end;

interface Drawn extends Placed {
  readonly x: number;
  readonly width: number;
}

const laidOut = (ram: readonly Placed[], segments: readonly Placed[], whole: number): readonly Drawn[] => {
  const held = ram.filter((range) => segments.some((segment) => overlaps(range, segment)));
  const others = [...ram].sort((a, b) => sizeOf(b) - sizeOf(a)).filter((range) => !held.includes(range));
  const chosen = new Set([...held, ...others.slice(0, Math.max(0, MOST - held.length))]);
  const shown = ram.filter((range) => chosen.has(range) && !inside(range, ram));
  const gap = 8;
  const room = whole - gap * Math.max(0, shown.length - 1);
  const total = shown.reduce((sum, range) => sum + weightOf(range), 0);
  let x = 0;
  return shown.map((range) => {
    const width = (room * weightOf(range)) / total;
    const drawn = { ...range, x, width };
    x += width + gap;
    return drawn;
  });
};

/** The crash kernel's region is a part of RAM, and drawn in it. */
const inside = (range: Placed, ram: readonly Placed[]): boolean =>
  ram.some((other) => other !== range && other.start <= range.start && range.end <= other.end);

const placeIn = (range: Drawn, part: Placed): { readonly x: number; readonly width: number } => {
  const scale = range.width / sizeOf(range);
  const x = range.x + (Math.max(part.start, range.start) - range.start) * scale;
  const width = Math.max(
    THINNEST,
    (Math.min(part.end, range.end) - Math.max(part.start, range.start)) * scale,
  );
  return { x: Math.min(x, range.x + range.width - Math.min(width, range.width)), width };
};

/** Where a load puts what: RAM from left to right with breaks, the segments in it; the table under it has the numbers. */
export const PlacementMap = ({ ram, segments, columns }: PlacementMapProps) => {
  if (segments.length === 0) return null;
  const whole = columns * COLUMN;
  const ranges = laidOut(ram, segments, whole);
  const crash = ram.filter(({ name }) => name === 'Crash kernel');
  return (
    <figure class="placement">
      <svg
        viewBox={`0 0 ${whole} ${HEIGHT}`}
        role="img"
        aria-label={`${segments.length} segments in ${ranges.length} ranges of memory; sizes of ranges are not to scale`}
      >
        {ranges.map((range) => (
          <g key={range.start}>
            <rect class="ram" x={range.x} y={8} width={range.width} height={BAR} rx={3}>
              <title>
                {range.name} {hex(range.start)}-{hex(range.end - 1)}, {aboutSize(sizeOf(range))}
              </title>
            </rect>
            {crash
              .filter((part) => overlaps(part, range))
              .map((part) => (
                <rect key={part.start} class="crash" y={8} height={BAR} {...placeIn(range, part)}>
                  <title>
                    Crash kernel {hex(part.start)}-{hex(part.end - 1)}, {aboutSize(sizeOf(part))}
                  </title>
                </rect>
              ))}
            {segments
              .filter((part) => overlaps(part, range))
              .map((part) => (
                <rect
                  key={part.start}
                  class={`segment kind-${part.name}`}
                  y={4}
                  height={BAR + 8}
                  {...placeIn(range, part)}
                >
                  <title>
                    {part.name} {hex(part.start)}-{hex(part.end - 1)}, {aboutSize(sizeOf(part))}
                  </title>
                </rect>
              ))}
            <text x={range.x} y={HEIGHT - 16}>
              {range.width > 80 ? hex(range.start) : ''}
            </text>
            <text x={range.x} y={HEIGHT - 3} class="size">
              {range.width > 60 ? aboutSize(sizeOf(range)) : ''}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        {[...new Set(segments.map(({ name }) => name))].map((name) => (
          <span key={name} class="key">
            <i class={`swatch kind-${name}`} />
            {name}
          </span>
        ))}
        {crash.length > 0 && (
          <span class="key">
            <i class="swatch crash" />
            Crash kernel
          </span>
        )}
      </figcaption>
    </figure>
  );
};
