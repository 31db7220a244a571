import type { AddressRange } from '@warmboot/address';
import { hex, subtract } from '@warmboot/address';
import type { JumpOutcome, KexecImage, KexecSegment, Machine, Memblock } from '@warmboot/core/plugin';
import { destinationOf, platforms } from '@warmboot/core/plugin';

/** The relocation code and the vectors of the old kernel are not both mapped, so a fault repeats for ever (spec 5.5). */
const abortAt = (address: number, what: string): JumpOutcome => ({
  outcome: 'hang',
  address,
  reason: `copying the ${what} to ${hex(address)} faults, and the fault's vectors are not mapped either`,
});

const nameOf = ({ kind }: KexecSegment): string => (kind === 'other' ? 'segment' : kind);

/**
 * A normal image is copied through a copy of the linear map that was made when it was loaded; a crash image is in place
 * already (spec 5.3, 5.4). Memory that appeared since the load is not in that copy, but which that is, is known only as
 * long as the layout did not change.
 */
export const jump = (machine: Machine, image: KexecImage): JumpOutcome => {
  for (const segment of image.segments) {
    const destination = destinationOf(segment);
    const absent = platforms.firstAbsent(machine.platform, destination);
    if (absent !== undefined) return abortAt(absent, nameOf(segment));
    const { memblock } = machine;
    if (image.type === 'crash' || memblock === undefined) continue;
    if (image.layoutGeneration !== machine.memory.generation) continue;
    const [hole] = subtract([destination], linearMap(memblock));
    if (hole !== undefined) return abortAt(hole.start, nameOf(segment));
  }
  return { outcome: 'arrived' };
};

/** Everything with a kernel mapping, driver-managed memory included. */
const linearMap = ({ memory }: Memblock): AddressRange[] =>
  memory.filter(({ nomap }) => !nomap).map(({ range }) => range);
