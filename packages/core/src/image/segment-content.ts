import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

import type { Content } from '../physical/content.js';
import { bytesContent, partOf, ZEROS } from '../physical/content.js';
import { generatedContent } from '../physical/generated-content.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { InitrdImage, KernelImage } from './kernel-image.js';
import type { KexecSegment } from './segment.js';

/** What the segment's buffer holds. Of a buffer that is known by its size alone, the contents follow from kind and size. */
export const contentOf = ({ content, bytes, kind, bufsz }: KexecSegment): Content =>
  content ??
  (bytes === undefined ? generatedContent(`a buffer of kind ${kind}`, bufsz) : bytesContent(bytes));

/** The files that a load was given. */
export interface LoadedFiles {
  readonly kernel: KernelImage | undefined;
  readonly initrd: InitrdImage | undefined;
}

/** The file that a segment is made of. */
const fileOf = ({ kind }: KexecSegment, { kernel, initrd }: LoadedFiles): Content | undefined => {
  if (kind === 'kernel') return kernel?.content;
  return kind === 'initrd' ? initrd?.content : undefined;
};

/**
 * The segment with its contents: those that its loader gave, else of the file that it is made of. A loader that leaves
 * out a part of a file leaves out its head, so the buffer is the file's tail.
 */
export const withContent = (segment: KexecSegment, files: LoadedFiles): KexecSegment => {
  if (segment.content !== undefined) return segment;
  const file = segment.bytes === undefined ? fileOf(segment, files) : undefined;
  const content =
    file !== undefined && file.size >= segment.bufsz
      ? partOf(file, file.size - segment.bufsz, segment.bufsz)
      : contentOf(segment);
  return { ...segment, content };
};

/** The segment's bytes from `offset` on, as pieces of contents: the buffer first, then zeros (core R4.3, R4.10). */
export function* segmentPieces(
  segment: KexecSegment,
  offset: number,
  size: number,
): Generator<{ readonly content: Content; readonly offset: number; readonly size: number }> {
  const content = contentOf(segment);
  const filled = Math.max(0, Math.min(segment.bufsz, content.size) - offset);
  if (filled > 0) yield { content, offset, size: Math.min(size, filled) };
  if (size > filled) yield { content: ZEROS, offset: 0, size: size - filled };
}

/** Writes the segment's bytes from `offset` on into a range. */
export const writeSegmentPart = (
  memory: PhysicalMemory,
  range: AddressRange,
  segment: KexecSegment,
  offset: number,
): PhysicalMemory => {
  let result = memory;
  let { start } = range;
  for (const piece of segmentPieces(segment, offset, sizeOf(range))) {
    result = result.write({ start, end: start + piece.size }, piece.content, piece.offset);
    start += piece.size;
  }
  return result;
};
