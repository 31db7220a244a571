import type { Transition } from '../machine/transition.js';
import { bytesContent } from '../physical/content.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { KexecImage, KexecImageType } from '../image/image.js';
import type { KexecSegment } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';
import { writeSegmentPart } from '../image/segment-content.js';

/** Memory without what an image kept there: nobody asks what free pages hold. */
const withoutImage = (contents: PhysicalMemory, { type, pages, segments }: KexecImage): PhysicalMemory => {
  const ranges = type === 'crash' ? segments.map(destinationOf) : [...pages.reserved];
  return ranges.reduce((memory, range) => memory.drop(range), contents);
};

/** kimage_free(): the image of a type goes, and its pages are free. Nothing happens when there is none. */
export const dropImage = (transition: Transition, type: KexecImageType, why: string): void => {
  const { kexec, contents } = transition.machine;
  const image = kexec[type];
  if (image === undefined) return;
  transition.update({ kexec: { ...kexec, [type]: undefined }, contents: withoutImage(contents, image) });
  transition.emit({ type: 'kexec:unloaded', image: type, why });
};

/**
 * Puts an image in the place of the one before, whose pages are free from then on (core 4.1, step 18).
 *
 * @param contents memory with both images in it
 */
export const publishImage = (transition: Transition, image: KexecImage, contents: PhysicalMemory): void => {
  const { kexec } = transition.machine;
  const before = kexec[image.type];
  transition.update({
    kexec: { ...kexec, [image.type]: image },
    contents: before === undefined ? contents : withoutImage(contents, before),
  });
  transition.emit({ type: 'kexec:loaded', image: image.type, segments: image.segments.length });
};

/**
 * The kernel writes a segment of a loaded crash image anew, where it lies. What was loaded is what is there now, so
 * nobody takes it for an overwrite.
 */
export const rewriteCrashSegment = (transition: Transition, index: number, bytes: Uint8Array): void => {
  const { kexec, contents } = transition.machine;
  const image = kexec.crash;
  const segment = image?.segments[index];
  if (image === undefined || segment === undefined) return;
  const changed: KexecSegment = { ...segment, bytes, content: bytesContent(bytes), bufsz: bytes.length };
  transition.update({
    kexec: { ...kexec, crash: { ...image, segments: image.segments.with(index, changed) } },
    contents: writeSegmentPart(contents, destinationOf(changed), changed, 0),
  });
};
