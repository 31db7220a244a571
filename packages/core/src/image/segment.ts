import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Content } from '../physical/content.js';

/** KEXEC_SEGMENT_MAX. */
export const KEXEC_SEGMENT_MAX = 16;

/** What a segment holds, where the loader knows. `other` covers what a raw system call was given. */
export type SegmentKind =
  | 'kernel'
  | 'initrd'
  | 'dtb'
  | 'boot_params'
  | 'purgatory'
  | 'elfcorehdr'
  | 'backup'
  | 'setup_data'
  | 'other';

/** struct kexec_segment as the kernel keeps it: a promise to copy bytes to a physical place. */
export interface KexecSegment {
  readonly kind: SegmentKind;
  /** Destination, page aligned. */
  readonly mem: PhysAddr;
  /** Bytes taken at the destination, a multiple of the page; the tail past `bufsz` is zeroed. */
  readonly memsz: number;
  /** Bytes copied. */
  readonly bufsz: number;
  /** The bytes, where the loader made them itself (hand-over blobs). */
  readonly bytes?: Uint8Array;
  /** What the buffer holds; every segment of a loaded image has it. */
  readonly content?: Content;
}

/** The destination of a segment. */
export const destinationOf = ({ mem, memsz }: KexecSegment): AddressRange => ({
  start: mem,
  end: mem + memsz,
});

/** A segment as a system call passes it: 64-bit values that nothing has checked yet. */
export interface RawSegment {
  readonly mem: bigint;
  readonly memsz: bigint;
  readonly bufsz: bigint;
  readonly kind?: SegmentKind;
  readonly bytes?: Uint8Array;
  readonly content?: Content;
}
