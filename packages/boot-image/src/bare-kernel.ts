import { compressionOf, decompress } from './compression.js';
import { isUki, parseUki } from './uki.js';
import { isUImage, parseUImage, uImageData } from './uimage.js';
import { isUnpackable } from './unpack-pieces.js';
import { isZboot, parseZboot, zbootPayload } from './zboot.js';

/** Kernels are wrapped twice or three times at most: a UKI of a zboot image that is packed. */
const DEEPEST = 4;

/**
 * A kernel file without what it is wrapped in: a UKI, a zboot image, a uImage, a compression. What does not come off -
 * a compression that is not unpacked here - stays on.
 * @throws FormatError for a wrapping that is broken
 */
export const bareKernel = (file: Uint8Array): Uint8Array => {
  let bytes = file;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const inner = innerOf(bytes);
    if (inner === undefined) break;
    bytes = inner;
  }
  return bytes;
};

const innerOf = (bytes: Uint8Array): Uint8Array | undefined => {
  if (isZboot(bytes)) return zbootPayload(bytes, parseZboot(bytes));
  if (isUki(bytes)) return parseUki(bytes).kernel;
  if (isUImage(bytes)) return uImageData(bytes, parseUImage(bytes));
  const compression = compressionOf(bytes);
  return compression !== undefined && isUnpackable(compression) ? decompress(bytes, compression) : undefined;
};
