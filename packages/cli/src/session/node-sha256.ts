import { createHash } from 'node:crypto';
import type { NewSha256 } from '@warmboot/core';

/** SHA-256 of the platform: an order of magnitude faster than the portable one. */
export const nodeSha256: NewSha256 = () => createHash('sha256');
