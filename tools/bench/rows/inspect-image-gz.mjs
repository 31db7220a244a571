import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generatedContent } from '../../../packages/core/dist/physical/generated-content.js';
import { costOfProcess, inScratch, needPrograms, WARMBOOT } from '../measure.mjs';

/** An arm64 Image of 32 MiB that gzip makes a third of: 12 MiB. */
const image = () => {
  const bytes = new Uint8Array(32 * 2 ** 20);
  generatedContent('kernel', bytes.length).read(0, bytes);
  for (let at = 0; at < bytes.length; at += 32) bytes.fill(0, at + 11, at + 32);
  const header = new DataView(bytes.buffer);
  header.setBigUint64(8, 0n, true);
  header.setBigUint64(16, BigInt(bytes.length), true);
  header.setBigUint64(24, 0b1010n, true);
  header.setUint32(56, 0x644d5241, true);
  header.setUint32(60, 0, true);
  return bytes;
};

export const row = {
  name: 'warmboot inspect of an Image.gz of 12 MB',
  peerName: 'gzip -dc',
  goal: 5,
  measure: () => {
    needPrograms('gzip');
    return inScratch((folder) => {
      const file = join(folder, 'Image.gz');
      writeFileSync(file, gzipSync(image()));
      return {
        ours: costOfProcess([...WARMBOOT, 'inspect', file], { runs: 3 }),
        peer: costOfProcess(['gzip', '-dc', file], { runs: 3 }),
      };
    });
  },
};
