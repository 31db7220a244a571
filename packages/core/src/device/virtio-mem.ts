import type { AddressRange } from '@warmboot/address';
import { GiB, MiB, alignUp, isAligned, covers, sizeOf, RangeSet, hex } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';

/** How far beyond the requested size a host lets drivers plug, unless told (firmware-acpi X2). */
export const USABLE_SLACK = 256 * MiB;

/** The same on boards whose largest pages make memory blocks of 512 MiB (firmware-acpi X2). */
export const LARGE_USABLE_SLACK = GiB;

/** A request names its blocks in 16 bits (firmware-acpi X1). */
const MOST_BLOCKS = 0xffff;

/**
 * A virtio-mem device, as the host keeps it: a region of addresses of which the guest has some blocks plugged, and the
 * size that the host would like. Virtual I/O Device 1.2, 5.15 (firmware-acpi section 9). Sizes in bytes.
 */
export interface VirtioMemDevice {
  /** The host's name for it. */
  readonly id: string;
  /** The kernel's name for it, `virtio0`: the order on the bus decides. */
  readonly name: string;
  readonly region: AddressRange;
  /** `block_size`: memory is plugged in multiples of it. A power of two. */
  readonly blockSize: number;
  readonly node: number;
  /** `requested_size` */
  readonly requested: number;
  /** What the guest has plugged; `plugged_size` is the bytes in it. */
  readonly plugged: RangeSet;
  /** `usable_region_size`: requests must stay below it. */
  readonly usable: number;
  readonly usableSlack: number;
  /** The host cannot carry out requests at the moment, a migration for example. */
  readonly busy: boolean;
}

/** What a board says of a device; the rest follows. */
export type VirtioMemFacts = Pick<VirtioMemDevice, 'id' | 'name' | 'region' | 'blockSize' | 'node'> &
  Partial<Pick<VirtioMemDevice, 'requested' | 'plugged' | 'usableSlack' | 'busy'>>;

/** A device with nothing plugged. Sizes in bytes. */
export const virtioMemDevice = (facts: VirtioMemFacts): VirtioMemDevice => {
  const { requested = 0, plugged = RangeSet.EMPTY, usableSlack = USABLE_SLACK, busy = false } = facts;
  const device = { ...facts, requested, plugged, usableSlack, busy, usable: 0 };
  return { ...device, usable: usableFor(device, requested) };
};

/** `plugged_size`. */
export const pluggedBytes = ({ plugged }: VirtioMemDevice): number => {
  let bytes = 0;
  for (const range of plugged) bytes += sizeOf(range);
  return bytes;
};

/** `usable_region_size` for a requested size, before what was usable already (firmware-acpi X2). */
const usableFor = (
  { region, usableSlack, blockSize }: Pick<VirtioMemDevice, 'region' | 'usableSlack' | 'blockSize'>,
  requested: number,
): number => (requested === 0 ? 0 : alignUp(Math.min(sizeOf(region), requested + usableSlack), blockSize));

/** The host asks for another size. The usable region only grows by that. EINVAL for a size that the device cannot have. */
export const withRequested = (device: VirtioMemDevice, requested: number): Result<VirtioMemDevice> => {
  const { region, blockSize, usable } = device;
  if (!Number.isSafeInteger(requested) || requested < 0 || requested > sizeOf(region)) {
    return refuse(
      'EINVAL',
      `${device.id} has ${hex(sizeOf(region))} bytes: ${requested} cannot be requested`,
    );
  }
  if (!isAligned(requested, blockSize)) {
    return refuse('EINVAL', `a requested size is made of whole device blocks of ${hex(blockSize)} bytes`);
  }
  return succeed({ ...device, requested, usable: Math.max(usable, usableFor(device, requested)) });
};

/** What a driver may ask of the device (firmware-acpi section 9, request types). */
export type VirtioMemRequest =
  | { readonly type: 'plug' | 'unplug' | 'state'; readonly range: AddressRange }
  | { readonly type: 'unplug-all' };

/** What the host answers to a request. include/uapi/linux/virtio_mem.h */
export type VirtioMemResponse =
  | { readonly type: 'ack'; readonly state?: 'plugged' | 'unplugged' | 'mixed' }
  | { readonly type: 'nack' | 'busy' | 'error' };

/** The device after a request, and what the host said. */
export interface Answer {
  readonly response: VirtioMemResponse;
  readonly device: VirtioMemDevice;
}

/** Carries out a request of the guest's (firmware-acpi section 9, responses, and X1). */
export const answerRequest = (device: VirtioMemDevice, request: VirtioMemRequest): Answer => {
  const answer = (
    type: 'ack' | 'nack' | 'busy' | 'error',
    change: Partial<VirtioMemDevice> = {},
  ): Answer => ({
    response: { type },
    device: { ...device, ...change },
  });
  if (request.type === 'unplug-all') {
    if (device.busy) return answer('busy');
    return answer('ack', { plugged: RangeSet.EMPTY, usable: usableFor(device, device.requested) });
  }
  const { range } = request;
  if (!isValidRange(device, range)) return answer('error');
  const state = pluggedState(device, range);
  if (request.type === 'state') return { response: { type: 'ack', state }, device };
  if (request.type === 'plug') {
    if (pluggedBytes(device) + sizeOf(range) > device.requested) return answer('nack');
    if (state !== 'unplugged') return answer('error');
    return device.busy ? answer('busy') : answer('ack', { plugged: device.plugged.with(range) });
  }
  if (state !== 'plugged') return answer('error');
  return device.busy ? answer('busy') : answer('ack', { plugged: device.plugged.without(range) });
};

/** Whole blocks inside the usable region, at least one (firmware-acpi X1). */
const isValidRange = ({ region, blockSize, usable }: VirtioMemDevice, range: AddressRange): boolean => {
  const size = sizeOf(range);
  return (
    size > 0 &&
    isAligned(range.start, blockSize) &&
    isAligned(size, blockSize) &&
    size / blockSize <= MOST_BLOCKS &&
    covers({ start: region.start, end: region.start + usable }, range)
  );
};

const pluggedState = (
  { plugged }: VirtioMemDevice,
  range: AddressRange,
): 'plugged' | 'unplugged' | 'mixed' => {
  const first = plugged.firstIn(range);
  if (first === undefined) return 'unplugged';
  return covers(first, range) ? 'plugged' : 'mixed';
};

/** The plugged parts of a range, ascending. */
export function* pluggedIn(
  { plugged }: VirtioMemDevice,
  { start, end }: AddressRange,
): Generator<AddressRange> {
  for (let part = plugged.firstIn({ start, end }); part !== undefined;) {
    yield part;
    part = part.end < end ? plugged.firstIn({ start: part.end, end }) : undefined;
  }
}
