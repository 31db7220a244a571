import { seedRanges, withoutSetupSeeds } from './seeds.js';
import type { Mismatch } from './mismatch.js';
import { differing } from './mismatch.js';
import type { PredictedSegment } from './segments.js';
import { fromBase64 } from './segments.js';
import type { RecordedSegment } from './trace.js';

/**
 * Compares segment by segment, and the bytes of a hand-over with the file that the recording kept. A list without a
 * kernel lost lines on the recorder's side, and its labels with them: then every segment that is there must have been
 * predicted, and a file belongs to the segment that its first bytes say.
 *
 * @param seedIsChance whether a seed was passed cannot be known: the pool became ready during the step
 */
export const compareSegments = (
  recorded: readonly RecordedSegment[],
  predicted: readonly PredictedSegment[],
  files: ReadonlyMap<string, Uint8Array>,
  seedIsChance = false,
): Mismatch[] => {
  const isWhole = recorded.length === 0 || recorded.some(({ kind }) => kind === 'kernel');
  if (!isWhole) return compareRemains(recorded, predicted, files);
  return [
    ...differing('segments', recorded.map(numbers), predicted.map(numbers)),
    ...recorded.flatMap(({ kind, file }, index) =>
      compareFile(`${index}.bytes`, kind, file, predicted[index], files, seedIsChance),
    ),
  ];
};

const compareRemains = (
  recorded: readonly RecordedSegment[],
  predicted: readonly PredictedSegment[],
  files: ReadonlyMap<string, Uint8Array>,
): Mismatch[] =>
  recorded.flatMap(({ mem, memsz, bufsz, file }, index) => {
    const same = predicted.find((segment) => segment.mem === mem);
    const place = same && { mem: same.mem, memsz: same.memsz, bufsz: same.bufsz };
    const bytes = file === undefined ? undefined : files.get(file);
    const kind = bytes === undefined ? 'other' : kindOfBytes(bytes);
    return [
      ...differing('segments', { mem, memsz, bufsz }, place, `${index}`),
      ...compareFile(
        `${index}.bytes`,
        kind,
        file,
        predicted.find((segment) => segment.kind === kind),
        files,
      ),
    ];
  });

const MAGICS: readonly (readonly [string, readonly number[]])[] = [
  ['elfcorehdr', [0x7f, 0x45, 0x4c, 0x46]],
  ['dtb', [0xd0, 0x0d, 0xfe, 0xed]],
];

const kindOfBytes = (bytes: Uint8Array): string =>
  MAGICS.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0] ?? 'boot_params';

const compareFile = (
  path: string,
  kind: string,
  file: string | undefined,
  predicted: PredictedSegment | undefined,
  files: ReadonlyMap<string, Uint8Array>,
  seedIsChance = false,
): Mismatch[] => {
  const wanted = file === undefined ? undefined : files.get(file);
  if (wanted === undefined) return [];
  const mem = Number(predicted?.mem ?? 0);
  const compared = (bytes: Uint8Array): Uint8Array =>
    seedIsChance && kind === 'boot_params' ? withoutSetupSeeds(bytes, mem) : bytes;
  const found = predicted?.bytes === undefined ? undefined : compared(fromBase64(predicted.bytes));
  return compareBytes(path, kind, compared(wanted), found, mem);
};

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
  mem: number,
): Mismatch[] => {
  if (predicted === undefined)
    return [{ group: 'segments', path, recorded: describe(recorded), predicted: 'no bytes' }];
  const masks = [...seedRanges(kind, recorded, mem), ...seedRanges(kind, predicted, mem)];
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
