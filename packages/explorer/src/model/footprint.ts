import type { Machine } from '@warmboot/core';

/**
 * A part of the world that a step may look at or change: a part of the machine, what one actor knows (`actor:loader`), or
 * the messages that wait for one (`mail:hotplug`). `news` is what steps on the machine announce and listeners hear; nobody
 * declares it.
 */
export type Place = keyof Machine | `actor:${string}` | `mail:${string}` | 'news';

/** What a step touches. Declared, and more than is touched does no harm: less does. */
export interface Footprint {
  readonly reads: readonly Place[];
  readonly writes: readonly Place[];
}

/** Reads nothing, writes nothing. */
export const NOTHING: Footprint = { reads: [], writes: [] };

/** Everything that either touches. */
export const union = (...footprints: readonly Footprint[]): Footprint => ({
  reads: [...new Set(footprints.flatMap(({ reads }) => reads))],
  writes: [...new Set(footprints.flatMap(({ writes }) => writes))],
});

/** Whether a place is no part of the machine. */
export const isPrivate = (place: Place): boolean => place.startsWith('actor:') || place.startsWith('mail:');

const meets = (a: readonly Place[], b: readonly Place[]): boolean => a.some((place) => b.includes(place));

/** Whether the two commute and neither decides whether the other can happen: no one writes what the other touches. */
export const independent = (a: Footprint, b: Footprint): boolean =>
  !meets(a.writes, b.writes) && !meets(a.writes, b.reads) && !meets(a.reads, b.writes);

/** Every part of a machine. */
export const MACHINE_PLACES = [
  'platform',
  'kernel',
  'iomem',
  'memory',
  'firmwareMap',
  'memblock',
  'kexec',
  'files',
  'hotplugBy',
  'halted',
] as const satisfies readonly Place[];

/** A jump: it depends on all there is, and nothing is afterwards what it was. */
export const WHOLE_MACHINE: Footprint = { reads: MACHINE_PLACES, writes: MACHINE_PLACES };
