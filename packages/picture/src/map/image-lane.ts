import { hex, humanSize, memRange, sizeOf } from '@warmboot/address';
import type { KexecImage, Machine, Platform } from '@warmboot/core';
import { destinationOf, platforms } from '@warmboot/core';
import type { Band, Lane } from './band.js';

/** Where the segments of an image are to be copied, and what is there no more. */
const segmentBands = (platform: Platform, image: KexecImage | undefined): readonly Band[] =>
  (image?.segments ?? []).map((segment) => {
    const range = destinationOf(segment);
    const absent = platforms.firstAbsent(platform, range);
    const what = `${segment.kind} of the ${image!.type} image: ${humanSize(sizeOf(range))} to ${memRange(range)}`;
    return {
      ...range,
      kind: absent === undefined ? 'segment' : 'lost',
      label: segment.kind,
      words: absent === undefined ? what : `${what}; nothing answers at ${hex(absent)}`,
      depth: 0,
    };
  });

/** How many segments there are, and whether what they go to is there. */
const noteOn = (bands: readonly Band[]): string => {
  const segments = bands.filter(({ kind }) => kind !== 'crash');
  const lost = segments.filter(({ kind }) => kind === 'lost').length;
  const many = segments.length === 1 ? '1 segment' : `${segments.length} segments`;
  if (segments.length === 0) return 'nothing is loaded';
  if (lost === 0) return many;
  return lost === segments.length ? `${many}, nothing there` : `${many}, nothing there for ${lost}`;
};

/** What is loaded and where it is to go, and the memory that waits for a crash. */
export const imageLane = ({ kexec, platform }: Machine): Lane => {
  const regions = [kexec.crashLowRegion, kexec.crashRegion].filter((range) => range !== undefined);
  const bands: readonly Band[] = [
    ...regions.map((range): Band => ({
      ...range,
      kind: 'crash',
      label: 'crashkernel',
      words: `reserved for a crash kernel: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
      depth: 0,
    })),
    ...[kexec.crash, kexec.normal].flatMap((image) => segmentBands(platform, image)),
  ];
  return {
    name: 'images',
    title: 'where segments go',
    bands,
    note: noteOn(bands),
  };
};
