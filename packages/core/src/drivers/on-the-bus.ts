import { memRange } from '@warmboot/address';
import type { Dimm } from '../device/dimm.js';
import { DimmTable } from '../device/dimm-table.js';
import { claimedSpaceMeeting } from '../device/platform.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';

/** Whether there is room for a device under its name and at its place. */
export const isFreeFor = ({ machine: { platform } }: Transition, { id, range }: Dimm): Result => {
  if (platform.dimms.has(id)) return refuse('EEXIST', `there is a device ${id} already`);
  const taken = claimedSpaceMeeting(platform, range);
  return taken === undefined
    ? done
    : refuse('EEXIST', `${memRange(range)} overlaps memory at ${memRange(taken)}`);
};

/** The device answers on the bus; no kernel has heard of it. */
export const appear = (transition: Transition, dimm: Dimm): void => {
  const { platform } = transition.machine;
  transition.update({ platform: { ...platform, dimms: DimmTable.of(platform.dimms).with(dimm) } });
  transition.emit({ type: 'dimm:plugged', id: dimm.id, range: dimm.range });
};

/** The device does not answer any more, and what it held is lost. */
export const vanish = (transition: Transition, { id, range }: Dimm): void => {
  const { platform, contents } = transition.machine;
  transition.update({
    platform: { ...platform, dimms: DimmTable.of(platform.dimms).without(id) },
    contents: contents.drop(range),
  });
  transition.emit({ type: 'dimm:unplugged', id, range });
};
