import type { ObservedZone } from '@warmboot/core';

const HEAD = /^Node (\d+), zone\s+(\S+)/;
const NUMBER = /^\s+(spanned|present|managed|start_pfn:)\s+(\d+)$/;

/** The zones of a text of /proc/zoneinfo: mm/vmstat.c, zoneinfo_show_print. Counts of other things are passed by. */
export const parseZoneinfo = (text: string): ObservedZone[] => {
  const zones: { -readonly [K in keyof ObservedZone]: ObservedZone[K] }[] = [];
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    if (head !== null) {
      zones.push({ node: Number(head[1]), zone: head[2]!, spanned: 0, present: 0, managed: 0 });
      continue;
    }
    const zone = zones.at(-1);
    const number = NUMBER.exec(line);
    if (zone === undefined || number === null) continue;
    const [, name, value] = number;
    if (name === 'start_pfn:') zone.start_pfn = Number(value);
    else zone[name as 'spanned' | 'present' | 'managed'] = Number(value);
  }
  return zones.map((zone) => (zone.spanned === 0 ? emptied(zone) : zone));
};

/** An empty zone begins nowhere, whatever the text says. */
const emptied = ({ node, zone, spanned, present, managed }: ObservedZone): ObservedZone => ({
  node,
  zone,
  spanned,
  present,
  managed,
});
