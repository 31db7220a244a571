import type { Machine } from '@warmboot/core';

/**
 * A part of a state that a step may read or write: a part of the machine, the local state of one actor (`actor:loader`), or
 * the channel of one (`channel:hotplug`). `events` is what steps on the machine broadcast to actors with `onEvents`; nobody
 * declares it.
 */
export type StateComponent = keyof Machine | `actor:${string}` | `channel:${string}` | 'events';

/** What a step touches. Declared, and more than is touched does no harm: less does. */
export interface Footprint {
  readonly reads: readonly StateComponent[];
  readonly writes: readonly StateComponent[];
}

/** Reads nothing, writes nothing. */
export const NO_FOOTPRINT: Footprint = { reads: [], writes: [] };

/** Everything that either touches. */
export const union = (...footprints: readonly Footprint[]): Footprint => ({
  reads: [...new Set(footprints.flatMap(({ reads }) => reads))],
  writes: [...new Set(footprints.flatMap(({ writes }) => writes))],
});

/** Whether it is no part of the machine. */
export const isLocal = (component: StateComponent): boolean =>
  component.startsWith('actor:') || component.startsWith('channel:');

const meets = (a: readonly StateComponent[], b: readonly StateComponent[]): boolean =>
  a.some((component) => b.includes(component));

/** Whether the two commute and neither decides whether the other can happen: no one writes what the other touches. */
export const independent = (a: Footprint, b: Footprint): boolean =>
  !meets(a.writes, b.writes) && !meets(a.writes, b.reads) && !meets(a.reads, b.writes);

/** Every part of a machine. */
export const MACHINE_COMPONENTS = [
  'platform',
  'kernel',
  'iomem',
  'memory',
  'firmwareMap',
  'memblock',
  'kexec',
  'files',
  'locks',
  'halted',
] as const satisfies readonly StateComponent[];

/** A jump: it depends on all there is, and nothing is afterwards what it was. */
export const WHOLE_MACHINE: Footprint = { reads: MACHINE_COMPONENTS, writes: MACHINE_COMPONENTS };
