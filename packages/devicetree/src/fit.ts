/**
 * FIT images of U-Boot: what is in them, and whether their hashes are right.
 *
 * @module
 */
export { type CheckedHash, checkHashes, type FitHashFunctions } from './fit/check-hashes.js';
export {
  type Fit,
  type FitConfiguration,
  type FitHash,
  type FitImage,
  isFit,
  parseFit,
} from './fit/parse-fit.js';
