import { expect, test } from 'vitest';
import { portableSha256 } from '@warmboot/core';
import { nodeSha256 } from '../src/session/node-sha256.js';

test.each([0, 1, 55, 56, 64, 4096, 100_000])(
  'the digest of %d bytes, in pieces, is the portable one',
  (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251);
    const digests = [nodeSha256, portableSha256].map((begin) => {
      const hash = begin();
      for (let at = 0; at < size; at += 1000) hash.update(bytes.subarray(at, at + 1000));
      return Buffer.from(hash.digest()).toString('hex');
    });
    expect(digests[0]).toBe(digests[1]);
  },
);
