import type { ObservedZone } from '@warmboot/core';

const HEAD = /^Node (\d+), zone\s+(\S+)/;
const NUMBER =
  /^\s+(?:pages )?(free|min|spanned|present|managed|start_pfn:|nr_zone_inactive_file|nr_zone_active_file)\s+(\d+)$/;

/** Lines of one zone by name, the first of each: counts of CPUs come later and have other names. */
interface ZoneText {
  readonly node: number;
  readonly zone: string;
  readonly counts: Map<string, number>;
}

/** The zones of a text of /proc/zoneinfo: mm/vmstat.c, zoneinfo_show_print. Counts of other things are passed by. */
export const parseZoneinfo = (text: string): ObservedZone[] => {
  const zones: ZoneText[] = [];
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    if (head !== null) {
      zones.push({ node: Number(head[1]), zone: head[2]!, counts: new Map() });
      continue;
    }
    const number = NUMBER.exec(line);
    const counts = zones.at(-1)?.counts;
    if (number === null || counts === undefined || counts.has(number[1]!)) continue;
    counts.set(number[1]!, Number(number[2]));
  }
  return zones.map(observed);
};

const observed = ({ node, zone, counts }: ZoneText): ObservedZone => {
  const count = (name: string): number => counts.get(name) ?? 0;
  const start = counts.get('start_pfn:');
  const available = availableIn(counts);
  return {
    node,
    zone,
    spanned: count('spanned'),
    present: count('present'),
    managed: count('managed'),
    // An empty zone begins nowhere, whatever the text says.
    ...(start === undefined || count('spanned') === 0 ? {} : { start_pfn: start }),
    ...(available === undefined ? {} : { available }),
  };
};

/** What is free above the watermark, and page cache: no more is promised to an allocation that may not fail the kernel. */
const availableIn = (counts: ReadonlyMap<string, number>): number | undefined => {
  const free = counts.get('free');
  if (free === undefined) return undefined;
  const cache = (counts.get('nr_zone_inactive_file') ?? 0) + (counts.get('nr_zone_active_file') ?? 0);
  return Math.max(0, free - (counts.get('min') ?? 0)) + cache;
};
