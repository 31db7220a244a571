import type { AddressRange, PhysAddr } from '@warmboot/address';
import { normalised, rangeAt, subtract } from '@warmboot/address';
import type { BootMemory, CrashReservation } from '../contract/crash-kernel.js';
import type { KernelPlaces } from '../contract/kernel-places.js';

/** What becomes of a reservation, the kernel being in one of many places of equal chance. */
export interface ReservationOdds {
  /** The result that comes most often: one with a region before none, where they come as often. */
  readonly likeliest: CrashReservation;
  /** Share of the places in which it comes out so, 0 to 1. */
  readonly share: number;
  /** Share of the places in which there is a region, wherever it is. */
  readonly reserved: number;
  /** Places that there are; where there are many, some of them stand for all. */
  readonly places: number;
}

/** More places than this are not tried one by one. */
const MOST_TRIED = 2048;

/** Every place, or as many at equal distances. */
const tried = ({ runs }: KernelPlaces): { readonly places: number; readonly starts: readonly PhysAddr[] } => {
  const places = runs.reduce((sum, { count }) => sum + count, 0);
  const stride = Math.max(1, places / MOST_TRIED);
  const starts: PhysAddr[] = [];
  let before = 0;
  let next = 0;
  for (const { first, count, step } of runs) {
    for (; next < before + count; next += stride) starts.push(first + (Math.floor(next) - before) * step);
    before += count;
  }
  return { places, starts };
};

/**
 * Tries a reservation with the kernel in each of its places.
 * @param memory of a boot in which the kernel was at `image`
 * @param place reserves in memory that has the kernel somewhere else
 */
export const reservationOdds = (
  { ram, free }: BootMemory,
  image: AddressRange,
  places: KernelPlaces,
  place: (memory: BootMemory) => CrashReservation,
): ReservationOdds => {
  const own = subtract([image], subtract([image], ram));
  const without = normalised([...free, ...own]);
  const { places: count, starts } = tried(places);
  const results = new Map<string, { readonly result: CrashReservation; count: number }>();
  for (const start of starts) {
    const result = place({ ram, free: subtract(without, [rangeAt(start, places.size)]) });
    const key = `${result.region?.start} ${result.low?.start}`;
    const entry = results.get(key) ?? { result, count: 0 };
    entry.count += 1;
    results.set(key, entry);
  }
  const rank = ({ result, count: times }: { result: CrashReservation; count: number }): number =>
    times + (result.region === undefined ? 0 : 0.5);
  const [best] = [...results.values()].sort((a, b) => rank(b) - rank(a));
  const reserved = [...results.values()].reduce(
    (sum, { result, count: times }) => sum + (result.region === undefined ? 0 : times),
    0,
  );
  return {
    likeliest: best!.result,
    share: best!.count / starts.length,
    reserved: reserved / starts.length,
    places: count,
  };
};
