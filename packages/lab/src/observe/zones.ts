import type { RecordedObservation } from '@warmboot/scenario';

type Zones = NonNullable<RecordedObservation['zones']>;

const numberAfter = (text: string, word: string): number | undefined => {
  const [, value] = new RegExp(`^ +${word}:? +(\\d+)$`, 'm').exec(text) ?? [];
  return value === undefined ? undefined : Number(value);
};

/** The zones of /proc/zoneinfo that have pages. mm/vmstat.c: zoneinfo_show_print */
export const parseZones = (text: string): Zones =>
  text.split(/^(?=Node )/m).flatMap((part) => {
    const [, node, zone] = /^Node (\d+), zone +(\S+)/.exec(part) ?? [];
    if (zone === undefined) return [];
    const start = numberAfter(part, 'start_pfn');
    return [
      {
        node: Number(node),
        zone,
        spanned: numberAfter(part, 'spanned') ?? 0,
        present: numberAfter(part, 'present') ?? 0,
        managed: numberAfter(part, 'managed') ?? 0,
        ...(start === undefined ? {} : { start_pfn: start }),
      },
    ];
  }) as Zones;
