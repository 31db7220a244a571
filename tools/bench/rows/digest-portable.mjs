import { createHash } from 'node:crypto';
import { loadedDigest } from '../../../packages/core/dist/kexec/digest.js';
import { portableSha256 } from '../../../packages/core/dist/kexec/sha256.js';
import { bytes, segmentOf } from '../image.mjs';
import { costOf } from '../measure.mjs';

export const row = {
  name: 'portable SHA-256 of 64 MiB',
  peerName: 'the platform’s',
  goal: 2,
  measure: () => ({
    ours: costOf(() => loadedDigest([segmentOf()], portableSha256)),
    peer: costOf(() => createHash('sha256').update(bytes).digest()),
  }),
};
