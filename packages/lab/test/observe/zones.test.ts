import { describe, expect, it } from 'vitest';
import { parseZones } from '../../src/observe/zones.js';

const ZONEINFO = `Node 0, zone      DMA
  per-node stats
      nr_inactive_anon 5
  pages free     1806
        boost    0
        spanned  4095
        present  3757
        managed  1806
  start_pfn:           1
Node 1, zone  Movable
  pages free     0
        spanned  0
        present  0
        managed  0
`;

describe('/proc/zoneinfo', () => {
  it('tells the pages of every zone, empty ones too', () => {
    expect(parseZones(ZONEINFO)).toEqual([
      { node: 0, zone: 'DMA', spanned: 4095, present: 3757, managed: 1806, start_pfn: 1 },
      { node: 1, zone: 'Movable', spanned: 0, present: 0, managed: 0 },
    ]);
  });
});
