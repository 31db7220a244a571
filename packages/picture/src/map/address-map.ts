import type { Kernel, Machine } from '@warmboot/core';
import type { AddressMap } from './band.js';
import { blockLane } from './block-lane.js';
import { hardwareLane } from './hardware-lane.js';
import { imageLane } from './image-lane.js';
import { iomemLane } from './iomem-lane.js';
import { nextLane } from './next-lane.js';

/**
 * What lies where on a machine, in five views of the same addresses.
 * @param mostBlocks of a machine up to which it is asked what a jump would come to; of larger ones it is awaited
 */
export const addressMap = (kernel: Kernel, machine: Machine, mostBlocks = Infinity): AddressMap => ({
  architecture: kernel.architecture.name,
  lanes: [
    hardwareLane(machine.platform),
    iomemLane(machine),
    blockLane(machine.memory),
    imageLane(machine),
    nextLane(kernel, machine, mostBlocks),
  ],
});
