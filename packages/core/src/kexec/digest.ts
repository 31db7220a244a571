import type { AddressRange } from '@warmboot/address';
import { MiB, rangeAt } from '@warmboot/address';
import type { Platform } from '../device/platform.js';
import { MemoryBus } from '../machine/bus.js';
import type { Content } from '../physical/content.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { KexecImage } from '../image/image.js';
import type { KexecSegment, SegmentKind } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';
import { segmentPieces } from '../image/segment-content.js';
import type { NewSha256, Sha256 } from '../contract/sha256.js';

/** Slots of the table `{ start, len }` that a purgatory checks; unused ones are zero. Both purgatories have as many. */
const DIGEST_REGIONS = 16;

/** Bytes that are looked at together: contents are made or read piece by piece, whatever their size. */
const CHUNK = MiB;

/**
 * The segments whose bytes a purgatory checks, in its order: all but the purgatory itself, which carries the digest.
 * kexec-tools has them by address, the kernel as they were placed (core R5.11, R7.12; kexec/kexec.c: update_purgatory,
 * kernel/kexec_file.c: kexec_calculate_store_digests).
 *
 * @param excluded kinds that change after the load, such as a header that follows hotplug
 */
export const digestedSegments = (
  { segments, fileMode }: Pick<KexecImage, 'segments' | 'fileMode'>,
  excluded: readonly SegmentKind[] = [],
): KexecSegment[] => {
  const digested = segments.filter(({ kind }) => kind !== 'purgatory' && !excluded.includes(kind));
  return (fileMode ? digested : digested.sort((a, b) => a.mem - b.mem)).slice(0, DIGEST_REGIONS);
};

/** The table of regions as the purgatory has it: always {@link DIGEST_REGIONS} of them. Bytes. */
export const digestRegions = (digested: readonly KexecSegment[]): { start: number; length: number }[] =>
  Array.from({ length: DIGEST_REGIONS }, (_, index) => {
    const segment = digested[index];
    return segment === undefined ? { start: 0, length: 0 } : { start: segment.mem, length: segment.memsz };
  });

/** One digest over pieces of contents, through one buffer. */
class ContentDigest {
  readonly #hash: Sha256;
  #buffer = new Uint8Array(0);

  constructor(newSha256: NewSha256) {
    this.#hash = newSha256();
  }

  add(content: Content, offset: number, size: number): void {
    for (let at = 0; at < size; at += CHUNK) {
      const length = Math.min(CHUNK, size - at);
      if (this.#buffer.length < length) this.#buffer = new Uint8Array(length);
      const chunk = this.#buffer.subarray(0, length);
      content.read(offset + at, chunk);
      this.#hash.update(chunk);
    }
  }

  digest(): Uint8Array {
    return this.#hash.digest();
  }
}

/** The digest that a loader puts into the purgatory: over each buffer, then zeros to the end of its segment. */
export const loadedDigest = (digested: readonly KexecSegment[], newSha256: NewSha256): Uint8Array => {
  const digest = new ContentDigest(newSha256);
  for (const segment of digested) {
    for (const { content, offset, size } of segmentPieces(segment, 0, segment.memsz)) {
      digest.add(content, offset, size);
    }
  }
  return digest.digest();
};

/** The digest that the purgatory finds: over what loads from the destinations give. */
export const foundDigest = (
  digested: readonly KexecSegment[],
  bus: MemoryBus,
  newSha256: NewSha256,
): Uint8Array => {
  const digest = new ContentDigest(newSha256);
  for (const segment of digested) {
    for (const { content, offset, start, end } of bus.pieces(destinationOf(segment))) {
      digest.add(content, offset, end - start);
    }
  }
  return digest.digest();
};

/** Whether the purgatory finds what was loaded. */
export type DigestCheck =
  | { readonly matches: true }
  | { readonly matches: false; readonly expected: Uint8Array; readonly found: Uint8Array };

/**
 * verify_sha256_digest() of a purgatory. Memory that still refers to the very contents that were loaded has their
 * digest, so bytes are looked at only where something was written in between.
 */
export const verifyDigest = (
  image: Pick<KexecImage, 'segments' | 'fileMode'>,
  platform: Platform,
  contents: PhysicalMemory,
  newSha256: NewSha256,
): DigestCheck => {
  const bus = new MemoryBus(platform, contents);
  const digested = digestedSegments(image);
  if (digested.every((segment) => refersToLoaded(segment, bus))) return { matches: true };
  const expected = loadedDigest(digested, newSha256);
  const found = foundDigest(digested, bus, newSha256);
  return expected.every((byte, index) => byte === found[index])
    ? { matches: true }
    : { matches: false, expected, found };
};

/** Whether a destination is known to hold what was loaded, without a look at the bytes. */
const refersToLoaded = (segment: KexecSegment, bus: MemoryBus): boolean =>
  suspects(segment, bus).next().done === true;

/** Parts of a destination that may hold other bytes than were loaded, with what was loaded there. */
function* suspects(
  segment: KexecSegment,
  bus: MemoryBus,
): Generator<{ readonly range: AddressRange; readonly content: Content; readonly offset: number }> {
  let at = segment.mem;
  for (const { content, offset, size } of segmentPieces(segment, 0, segment.memsz)) {
    const range = rangeAt(at, size);
    const intact = bus.presence(range).absent.length === 0 && bus.contents.refersTo(range, content, offset);
    if (!intact) yield { range, content, offset };
    at += size;
  }
}

/** The first byte of a destination that is not what was loaded; undefined when all are. */
export const firstOverwritten = (segment: KexecSegment, bus: MemoryBus): number | undefined => {
  for (const { range, content, offset } of suspects(segment, bus)) {
    for (let start = range.start; start < range.end; start += CHUNK) {
      const found = bus.read({ start, end: Math.min(range.end, start + CHUNK) });
      const loaded = new Uint8Array(found.length);
      content.read(offset + start - range.start, loaded);
      const differing = found.findIndex((byte, index) => byte !== loaded[index]);
      if (differing !== -1) return start + differing;
    }
  }
  return undefined;
};
