import type { AddressRange } from '@warmboot/address';
import { overlaps } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { blockRange, destinationOf } from '@warmboot/core';

import type { Constants } from '../model/actor.js';

/** Destinations that matter for a block: of what is loaded, and of what would be if somebody loaded now. */
const destinations = (constants: Constants, machine: Machine): AddressRange[] => {
  const { normal, crash } = machine.kexec;
  const loaded = [normal, crash].flatMap((image) => image?.segments.map(destinationOf) ?? []);
  const chosen = constants.kernel.architecture.userSpaceLoader?.load(machine, constants.request(machine, {}));
  if (chosen === undefined || !chosen.ok) return loaded;
  const wanted = chosen.segments.map(({ mem, memsz }) => ({ start: Number(mem), end: Number(mem + memsz) }));
  return [...loaded, ...wanted];
};

/**
 * Blocks that no property can tell apart: the same record, the same destinations inside, the same destinations that
 * begin or end at a boundary of the block. Ends of a run stay by themselves, since zones are ranges. Ascending, and each
 * class too.
 */
export const blockClasses = (
  constants: Constants,
  machine: Machine,
  blocks: readonly number[],
): readonly (readonly number[])[] => {
  const targets = destinations(constants, machine);
  const present = new Set(blocks);
  const signature = (id: number): string => {
    const range = blockRange(machine.memory, id);
    const met = targets.flatMap((target, index) =>
      overlaps(target, range) || target.end === range.start || target.start === range.end ? [index] : [],
    );
    const block = machine.memory.blocks.get(id)!;
    const edge = `${present.has(id - 1)} ${present.has(id + 1)}`;
    return [block.state, block.zone, block.node, block.early, block.pendingType, edge, met].join(' ');
  };
  const classes = new Map<string, number[]>();
  for (const id of blocks) {
    const key = signature(id);
    classes.set(key, [...(classes.get(key) ?? []), id]);
  }
  return [...classes.values()];
};
