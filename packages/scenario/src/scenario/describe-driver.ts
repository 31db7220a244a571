import type { Machine } from '@warmboot/core';
import { addressNames, virtioMem } from '@warmboot/core';
import { hex, humanSize, memRange } from '@warmboot/address';

import type { DriverVerb } from '../written/verb.js';
import type { StepRecord } from './step-record.js';

/** What a verb about memory that a driver brings asks for, in a few words. */
export const describeDriver = (verb: DriverVerb): string => {
  switch (verb.kind) {
    case 'virtio-mem':
      return `virtio-mem ${verb.id}: ${humanSize(addressNames.size(verb.requested)!)} of ${humanSize(addressNames.size(verb.size)!)}`;
    case 'request':
      return `the host wants ${verb.id} to have ${humanSize(addressNames.size(verb.size)!)}`;
    case 'retry':
      return `${verb.id} tries again`;
    case 'kmem':
      return `kmem takes ${verb.id}.0${verb.size === undefined ? '' : ` (${humanSize(addressNames.size(verb.size)!)})`}`;
    case 'kmem-unbind':
      return `kmem gives ${verb.id}.0 back`;
  }
};

/** What came of it, where it was done: the sizes of a device and why they differ, or the range that became memory. */
export const describeDriverAnswer = (
  verb: DriverVerb,
  { machine, events }: StepRecord,
): readonly string[] => {
  switch (verb.kind) {
    case 'virtio-mem':
    case 'request':
    case 'retry':
      return sizeLines(machine, verb.id);
    case 'kmem': {
      const bound = events.findLast((event) => event.type === 'kmem:bound');
      return bound === undefined ? ['ok'] : [`${hex(bound.range.start)}-${hex(bound.range.end - 1)}`];
    }
    case 'kmem-unbind':
      return ['removed'];
  }
};

const sizeLines = (machine: Machine, id: string): readonly string[] => {
  const { plugged, online, differences } = virtioMem.sizes(machine, id);
  const of = machine.platform.virtioMem!.get(id)!;
  return [
    `${humanSize(plugged)} plugged, ${humanSize(online)} online`,
    memRange(of.region),
    ...differences.map(({ between, bytes, reason }) => `${between} differ by ${humanSize(bytes)}: ${reason}`),
  ];
};
