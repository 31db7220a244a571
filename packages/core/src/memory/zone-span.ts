import type { BlocksOfZones } from './populated-pages.js';
import { firstPopulated, lastPopulated } from './populated-pages.js';
import type { PfnRange, Zone } from './zone.js';
import { isPopulated } from './zone.js';

/**
 * The span of a zone that lost pages: only an end that went is looked for again, and the start before the end
 * (core R2.13). mm/memory_hotplug.c: shrink_zone_span().
 * @param memory with the pages gone
 * @param zone with the pages gone, and the span that it had
 */
export const shrunkSpan = (memory: BlocksOfZones, zone: Zone, gone: PfnRange): PfnRange | undefined => {
  const { span } = zone;
  if (span === undefined) return undefined;
  if (span.start === gone.start) {
    const start = isPopulated(zone)
      ? firstPopulated(memory, zone, { start: gone.end, end: span.end })
      : undefined;
    return start === undefined ? undefined : { start, end: span.end };
  }
  if (span.end === gone.end) {
    const end = isPopulated(zone)
      ? lastPopulated(memory, zone, { start: span.start, end: gone.start })
      : undefined;
    return end === undefined ? undefined : { start: span.start, end };
  }
  return span;
};
