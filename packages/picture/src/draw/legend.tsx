import type { AddressMap, BandKind } from '../map/band.js';
import { BAND_NAMES, PATTERNS } from './band-style.js';

/** The kinds of bands that some of the maps have, each with its name. */
export const Legend = ({ maps, id }: { maps: readonly AddressMap[]; id: string }) => {
  const there = new Set<BandKind>(
    maps.flatMap(({ lanes }) => lanes.flatMap(({ bands }) => bands.map(({ kind }) => kind))),
  );
  return (
    <ul class="legend" aria-label="What the colours and textures of the maps stand for">
      {BAND_NAMES.filter(([kind]) => there.has(kind)).map(([kind, name]) => (
        <li key={kind}>
          <svg class={`swatch band-${kind}`} width="22" height="12" aria-hidden="true">
            <rect class="fill" width="22" height="12" />
            {PATTERNS[kind] === undefined ? null : (
              <rect class="texture" width="22" height="12" fill={`url(#${id}-${PATTERNS[kind]})`} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
};
