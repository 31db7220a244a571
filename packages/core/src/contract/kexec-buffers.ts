import type { PhysAddr } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import type { KexecSegment, SegmentKind } from '../image/segment.js';
import type { Content } from '../physical/content.js';

/** struct kexec_buf: what a file loader wants to have placed. Sizes and bounds in bytes. */
export interface KexecBuffer {
  readonly kind: SegmentKind;
  readonly bufsz: number;
  readonly memsz: number;
  readonly align: number;
  /** Lowest address, inclusive. */
  readonly min: PhysAddr;
  /** Highest address, inclusive; Infinity for no bound. */
  readonly max: PhysAddr;
  readonly topDown: boolean;
  /** Where it goes, for a loader that looked for the place before: nothing is searched, and nothing checked. */
  readonly at?: PhysAddr;
  readonly bytes?: Uint8Array;
  /** What the buffer holds, where the loader has it as a content. */
  readonly content?: Content;
}

/** The segments of a kexec_file_load in the making: what an architecture's loader places them through. */
export interface KexecBuffers {
  /** Placed so far, in the order of {@link add}. */
  readonly segments: readonly KexecSegment[];
  /** Finds a hole and takes it. EINVAL when there are 16 segments already, EADDRNOTAVAIL when nothing fits. */
  add(buffer: KexecBuffer): Result<PhysAddr>;
  /** Finds a hole and takes nothing: kexec_locate_mem_hole(). EADDRNOTAVAIL when nothing fits. */
  locate(buffer: KexecBuffer): Result<PhysAddr>;
  /** Replaces a placed segment, for loaders that adjust what the search gave them. */
  replace(index: number, segment: KexecSegment): void;
  /** Forgets every segment after the first `count`: a loader that tries again elsewhere. */
  truncate(count: number): void;
}
