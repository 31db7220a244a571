// Lengths and checksums put right after a change, so that what is behind them is read too.
import { crc32 } from '@warmboot/format';
import { putNumber } from './bytes.mjs';

/** Most changed inputs are sealed; one in eight stays broken, so that the check itself is met. */
export const sealing = (mutate, seal) => (random, input, corpus) => {
  const changed = mutate(random, input, corpus);
  if (random.once(8)) return changed;
  seal(changed, random);
  return changed;
};

/** An ACPI table's length and checksum. */
export const sealAcpiTable = (bytes) => {
  if (bytes.length < 36) return;
  putNumber(bytes, 4, 4, BigInt(bytes.length), false);
  bytes[9] = 0;
  bytes[9] = -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
};

/** The totalsize of a devicetree. */
export const sealDevicetree = (bytes) => putNumber(bytes, 4, 4, BigInt(bytes.length), true);

/** Both checksums of a uImage and the size between them. */
export const sealUImage = (bytes) => {
  if (bytes.length < 64) return;
  putNumber(bytes, 12, 4, BigInt(bytes.length - 64), true);
  putNumber(bytes, 24, 4, BigInt(crc32(bytes.subarray(64))), true);
  putNumber(bytes, 4, 4, 0n, true);
  putNumber(bytes, 4, 4, BigInt(crc32(bytes.slice(0, 64))), true);
};
