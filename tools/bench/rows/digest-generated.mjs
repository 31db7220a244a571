import { createHash } from 'node:crypto';
import { loadedDigest } from '../../../packages/core/dist/kexec/digest.js';
import { bytes, generated, segmentOf } from '../image.mjs';
import { costOf } from '../measure.mjs';

const platform = () => createHash('sha256');

export const row = {
  name: 'digest over 64 MiB of generated contents',
  peerName: 'the platform’s SHA-256 of bytes',
  goal: 2,
  measure: () => ({
    ours: costOf(() => loadedDigest([segmentOf(generated)], platform)),
    peer: costOf(() => platform().update(bytes).digest()),
  }),
};
