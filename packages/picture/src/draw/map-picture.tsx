import { hex, shortSize, sizeOf } from '@warmboot/address';
import type { AddressMap, Band, Lane } from '../map/band.js';
import type { MapScale, ScalePiece } from '../map/scale.js';
import { placesOf } from '../map/scale.js';
import { PATTERNS } from './band-style.js';

/** Heights, in the units of the picture, which are pixels on a screen. */
const TITLE = 15;
const BAR = 20;
const AFTER = 9;
const AXIS = 34;
/** What a character of a label takes. */
const CHARACTER = 6.1;
/** What one of a title takes, which is bold. */
const BOLD = 6.8;
/** What can be seen at all. */
const VISIBLE = 2;

/** Where a lane begins, and how high it is. */
const HEIGHT = TITLE + BAR + AFTER;

/** The height of a picture of a map. */
const mapHeight = ({ lanes }: AddressMap): number => lanes.length * HEIGHT + AXIS;

/** What is drawn, and how. */
export interface MapPictureProps {
  readonly map: AddressMap;
  readonly scale: MapScale;
  /** Distinguishes the patterns of pictures on one page. */
  readonly id: string;
  /** Colours that a picture needs that leaves the page. */
  readonly style?: string;
}

/** A map to scale with breaks: a row for each view of the same addresses. */
export const MapPicture = ({ map, scale, id, style }: MapPictureProps) => {
  const height = mapHeight(map);
  return (
    <svg
      class="map"
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${scale.width} ${height}`}
      width={scale.width}
      height={height}
      role="img"
      aria-label={`Address map of ${map.architecture}: ${summary(map)}`}
    >
      {style === undefined ? null : <style>{style}</style>}
      <Patterns id={id} />
      <Breaks scale={scale} height={map.lanes.length * HEIGHT} />
      {map.lanes.map((lane, index) => (
        <LaneRow key={lane.name} lane={lane} scale={scale} id={id} top={index * HEIGHT} />
      ))}
      <Axis scale={scale} top={map.lanes.length * HEIGHT} />
    </svg>
  );
};

/** What the picture shows, for those who do not see it. */
const summary = ({ lanes }: AddressMap): string =>
  lanes
    .map(
      ({ title, bands, note }) =>
        `${title}: ${note ?? `${bands.length} ${bands.length === 1 ? 'range' : 'ranges'}`}`,
    )
    .join('; ');

const LaneRow = ({ lane, scale, id, top }: { lane: Lane; scale: MapScale; id: string; top: number }) => {
  const { name, title, bands, note } = lane;
  const bars = visible(bands, scale);
  const crowded = bars.some(({ band }) => band.depth > 0);
  const room = scale.width - BOLD * title.length - 24;
  return (
    <g class={`lane lane-${name}`} transform={`translate(0 ${top})`}>
      <text class="lane-title" x={0} y={TITLE - 4}>
        {title}
        {note === undefined || bands.length === 0 ? null : (
          <tspan
            class={bands.some(isLost) ? 'lane-note alarm' : 'lane-note'}
          >{` — ${fitted(note, room)}`}</tspan>
        )}
      </text>
      {scale.pieces.map(({ from, to }) => (
        <rect key={from} class="track" x={from} y={TITLE} width={to - from} height={BAR} />
      ))}
      {bars.map((bar) => (
        <Bar key={keyOf(bar)} {...bar} id={id} />
      ))}
      {bars.map((bar) => (
        <Label key={keyOf(bar)} {...bar} crowded={crowded} />
      ))}
      {pinned(bars).map(({ band, x, width }) => (
        <path
          key={x}
          class={`pin band-${band.kind}`}
          d={`M${x + width / 2} ${TITLE + BAR + 1.5}l-4 6h8z`}
          aria-hidden="true"
        />
      ))}
      {note === undefined || bands.length > 0 ? null : (
        <text class="lane-note" x={4} y={TITLE + 14}>
          <title>{note}</title>
          {fitted(note, scale.width - 8)}
        </text>
      )}
    </g>
  );
};

const isLost = ({ kind }: Band): boolean => kind === 'lost';

/** What a pin points to: segments that are too thin to be found, one of those that lie together. */
const pinned = (bars: readonly PlacedBand[]): readonly PlacedBand[] => {
  const thin = bars.filter(({ band, width }) => (band.kind === 'segment' || isLost(band)) && width < 12);
  return thin.filter(({ x }, index) => index === 0 || x - thin[index - 1]!.x > 12);
};

const keyOf = ({ band, x }: PlacedBand): string => `${band.start} ${band.kind} ${band.depth} ${x}`;

interface PlacedBand {
  readonly band: Band;
  readonly x: number;
  readonly width: number;
}

/** Bands with their places; of a crowd that falls on one spot, the first of each kind. */
const visible = (bands: readonly Band[], scale: MapScale): readonly PlacedBand[] => {
  const last = new Map<string, number>();
  return bands.flatMap((band) =>
    placesOf(scale, band).flatMap(([from, to]) => {
      const width = Math.max(VISIBLE, to - from);
      const key = `${band.kind} ${band.depth}`;
      const before = last.get(key);
      if (width <= VISIBLE && before !== undefined && from - before < VISIBLE / 2) return [];
      last.set(key, from);
      return [{ band, x: Math.min(from, scale.width - VISIBLE), width }];
    }),
  );
};

/** Where a bar stands: what lies inside another is inset, so that both are seen. */
const spanOf = ({ depth }: Band): { readonly y: number; readonly height: number } =>
  depth === 0 ? { y: TITLE, height: BAR } : { y: TITLE + BAR / 2, height: BAR / 2 };

const Bar = ({ band, x, width, id }: PlacedBand & { id: string }) => {
  const { kind, words } = band;
  const pattern = PATTERNS[kind];
  const place = { x, width, ...spanOf(band) };
  return (
    <g class={`band band-${kind}`} data-words={words}>
      <title>{words}</title>
      <rect class="fill" {...place} />
      {pattern === undefined ? null : <rect class="texture" {...place} fill={`url(#${id}-${pattern})`} />}
    </g>
  );
};

/** Labels come after all bars, so that none is covered. Where things lie inside, the label keeps to the upper half. */
const Label = ({ band, x, width, crowded }: PlacedBand & { crowded: boolean }) => {
  const text = band.depth === 0 ? fitted(band.label, width - 6) : '';
  return text === '' ? null : (
    <text class="band-label" x={x + 4} y={TITLE + (crowded ? 10 : 14)}>
      {text}
    </text>
  );
};

/** As much of a text as fits; nothing where that says nothing. */
const fitted = (text: string, width: number): string => {
  const room = Math.floor(width / CHARACTER);
  if (text.length <= room) return text;
  return room < 5 ? '' : `${text.slice(0, room - 1)}…`;
};

/** Zigzags where addresses are left out. */
const Breaks = ({ scale, height }: { scale: MapScale; height: number }) => (
  <g class="breaks" aria-hidden="true">
    {scale.pieces.slice(1).map(({ start, from }, index) => {
      const { end, to } = scale.pieces[index]!;
      const middle = (to + from) / 2;
      const points = Array.from(
        { length: Math.ceil(height / 8) + 1 },
        (_, at) => `${middle + (at % 2 === 0 ? -2.5 : 2.5)},${Math.min(height, at * 8)}`,
      );
      return (
        <g key={start}>
          <title>{`${shortSize(start - end)} left out`}</title>
          <polyline class="zigzag" points={points.join(' ')} />
        </g>
      );
    })}
  </g>
);

/** Characters of an address take more than those of a label. */
const DIGIT = 6.7;

/** Where each piece begins and how large it is; what has no room is left out. */
const Axis = ({ scale, top }: { scale: MapScale; top: number }) => {
  let free = -10;
  return (
    <g class="axis" transform={`translate(0 ${top})`}>
      {scale.pieces.map((piece) => {
        const { start, end, from, to, widened } = piece;
        const label = hex(start);
        const wanted = label.length * DIGIT;
        const x = Math.min(from, scale.width - wanted);
        const hasRoom = x >= free;
        if (hasRoom) free = x + wanted + 8;
        return (
          <g key={start}>
            <path class="ruler" d={`M${from} 0V5M${from} 0.5H${to}M${to} 0V5`} />
            {ticksIn(piece).map((tick) => (
              <path key={tick} class="ruler" d={`M${scale.x(tick)} 0V3.5`} />
            ))}
            {hasRoom ? (
              <text class="address" x={x} y={17}>
                {label}
              </text>
            ) : null}
            {to - from > 70 ? (
              <text class="size" x={from} y={30}>
                {`${shortSize(sizeOf({ start, end }))}${widened && to - from > 150 ? ', drawn wide' : ''}`}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
};

/** Round addresses inside a piece, four to eight of them. */
const ticksIn = ({ start, end }: ScalePiece): readonly number[] => {
  const step = 2 ** Math.max(12, Math.floor(Math.log2((end - start) / 4)));
  const first = Math.ceil((start + 1) / step) * step;
  return Array.from(
    { length: Math.max(0, Math.ceil((end - first) / step)) },
    (_, index) => first + index * step,
  );
};

/** Lines that repeat every `size` units, turned by so many degrees. */
const Texture = ({
  id,
  size,
  turn,
  stroke,
  line,
}: {
  id: string;
  size: number;
  turn: number;
  stroke: string;
  line: string;
}) => (
  <pattern
    id={id}
    width={size}
    height={size}
    patternUnits="userSpaceOnUse"
    patternTransform={`rotate(${turn})`}
  >
    <path class={stroke} d={line} />
  </pattern>
);

/** Textures, so that kinds differ in more than colour. */
const Patterns = ({ id }: { id: string }) => (
  <defs>
    <Texture id={`${id}-hatch`} size={5} turn={45} stroke="stroke" line="M0 0V5" />
    <Texture id={`${id}-rise`} size={7} turn={-45} stroke="stroke thin" line="M0 0V7" />
    <Texture id={`${id}-fall`} size={6} turn={45} stroke="stroke bold" line="M0 0V6" />
    <Texture id={`${id}-cross`} size={6} turn={45} stroke="stroke thin" line="M0 0V6M0 0H6" />
    <pattern id={`${id}-dots`} width="6" height="6" patternUnits="userSpaceOnUse">
      <circle class="dot" cx="2" cy="2" r="1" />
    </pattern>
    <Texture id={`${id}-sparse`} size={10} turn={45} stroke="stroke thin" line="M0 0V10" />
  </defs>
);
