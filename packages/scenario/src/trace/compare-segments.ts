import { parseDtbSeeds } from './seeds.js';
import type { Mismatch } from './mismatch.js';
import { differing } from './mismatch.js';
import type { PredictedSegment } from './segments.js';
import { fromBase64 } from './segments.js';
import type { RecordedSegment } from './trace.js';

/** Compares segment by segment, and the bytes of a hand-over with the file that the recording kept. */
export const compareSegments = (
  recorded: readonly RecordedSegment[],
  predicted: readonly PredictedSegment[],
  files: ReadonlyMap<string, Uint8Array>,
): Mismatch[] => [
  ...differing('segments', recorded.map(numbers), predicted.map(numbers)),
  ...recorded.flatMap((segment, index) => {
    const wanted = segment.file === undefined ? undefined : files.get(segment.file);
    if (wanted === undefined) return [];
    const bytes = predicted[index]?.bytes;
    return compareBytes(
      `${index}.bytes`,
      segment.kind,
      wanted,
      bytes === undefined ? undefined : fromBase64(bytes),
    );
  }),
];

const numbers = ({ mem, memsz, bufsz, kind }: RecordedSegment | PredictedSegment) => ({
  mem,
  memsz,
  bufsz,
  kind,
});

const compareBytes = (
  path: string,
  kind: string,
  recorded: Uint8Array,
  predicted: Uint8Array | undefined,
): Mismatch[] => {
  if (predicted === undefined)
    return [{ group: 'segments', path, recorded: describe(recorded), predicted: 'no bytes' }];
  const masks = [...parseDtbSeeds(kind, recorded), ...parseDtbSeeds(kind, predicted)];
  const seed = (at: number): boolean => masks.some(({ start, end }) => start <= at && at < end);
  const length = Math.max(recorded.length, predicted.length);
  for (let at = 0; at < length; at += 1) {
    if (recorded[at] === predicted[at] || seed(at)) continue;
    return [
      {
        group: 'segments',
        path: `${path} at offset 0x${at.toString(16)}`,
        recorded: excerpt(recorded, at),
        predicted: excerpt(predicted, at),
      },
    ];
  }
  return [];
};

const describe = (bytes: Uint8Array): string => `${bytes.length} bytes`;

const excerpt = (bytes: Uint8Array, at: number): string =>
  `${[...bytes.subarray(at, at + 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')} (of ${bytes.length} bytes)`;
