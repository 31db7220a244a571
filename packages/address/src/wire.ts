import type { PhysAddr } from './range.js';

/** One past the largest address that the model represents: 2^53. No supported architecture has more than 52 bits. */
export const ADDRESS_LIMIT = 2 ** 53;

/** A 64-bit value of the wire as a model number, or undefined when it has more than 53 bits. */
export const tryFromWire = (value: bigint): PhysAddr | undefined =>
  value >= 0n && value < BigInt(ADDRESS_LIMIT) ? Number(value) : undefined;

/** A 64-bit value of the wire as a model number. @throws TypeError when it has more than 53 bits. */
export const fromWire = (value: bigint): PhysAddr => {
  const address = tryFromWire(value);
  if (address === undefined) throw new TypeError(`0x${value.toString(16)} is not below 2^53`);
  return address;
};

/** A model number as the wire's 64 bits. @throws TypeError for anything but a non-negative integer below 2^53. */
export const toWire = (address: PhysAddr): bigint => {
  if (!Number.isSafeInteger(address) || address < 0) throw new TypeError(`${address} is not an address`);
  return BigInt(address);
};
