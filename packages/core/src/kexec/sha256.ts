import type { NewSha256 } from '../contract/sha256.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 that runs wherever the model runs. */
export const portableSha256: NewSha256 = () => sha256.create();
