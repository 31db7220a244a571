// EFI memory maps, and what x86 and arm64 make of them.
import {
  dropInvalidDescriptors,
  memblockCalls,
  memoryMapOf,
  parseMemoryMap,
  reimportE820,
  serialiseMemoryMap,
  softReservedRanges,
  stubE820,
  toMemblock,
  arm64VirtualMap,
  x86VirtualMap,
} from '@warmboot/firmware-uefi';
import { EDGES, mutateBytes, mutateNumbers, putNumber } from '../mutate/bytes.mjs';

const SIZE = 48;
const TYPES = 17;

/** A map of ordinary memory, one descriptor after the other. */
const map = (types) => {
  let start = 0;
  const descriptors = types.map((type, index) => {
    const numberOfPages = BigInt(16 << (index % 12));
    const descriptor = {
      type,
      physicalStart: BigInt(start),
      virtualStart: 0n,
      numberOfPages,
      attribute: type === 5 || type === 6 ? 0x8000_0000_0000_000fn : 0xfn,
    };
    start += Number(numberOfPages) * 4096;
    return descriptor;
  });
  return serialiseMemoryMap(memoryMapOf(descriptors, SIZE));
};

/** One field of one descriptor becomes an edge, or that of another. */
const mutateDescriptors = (random, input) => {
  const bytes = input.slice();
  const count = Math.floor(bytes.length / SIZE);
  for (let left = random.few(); left > 0; left -= 1) {
    const at = SIZE * random.below(count);
    const field = 8 * random.below(5);
    if (random.once(2)) putNumber(bytes, at + field, field === 0 ? 4 : 8, random.of(EDGES), false);
    else
      bytes.copyWithin(
        at + field,
        SIZE * random.below(count) + field,
        SIZE * random.below(count) + field + 8,
      );
  }
  return bytes;
};

export const target = {
  room: 'firmware-uefi',
  corpus: () => [
    map(Array.from({ length: TYPES }, (_, type) => type)),
    map([7, 7, 4, 3, 7, 2, 1, 7, 0, 10, 9, 5, 6, 7]),
    map([7]),
  ],
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateDescriptors, mutateDescriptors])(random, input, corpus),
  run: (bytes) => {
    const whole = () => parseMemoryMap(bytes, { descriptorSize: SIZE, remainder: 'ignore' });
    const valid = () => dropInvalidDescriptors(whole()).map.descriptors;
    return [
      () => parseMemoryMap(bytes, { descriptorSize: 40 }),
      () => toMemblock(valid(), { softReserve: true }),
      () => memblockCalls(valid(), { softReserve: false, pageSize: 65_536 }),
      () => reimportE820(valid(), { softReserve: true }),
      () => stubE820(valid(), { softReserve: true }),
      () => softReservedRanges(valid(), { softReserve: true }),
      () => arm64VirtualMap(valid(), {}),
      () => x86VirtualMap(valid()),
    ];
  },
};
