import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Content } from '../physical/content.js';

/** KEXEC_SEGMENT_MAX. */
export const KEXEC_SEGMENT_MAX = 16;

/** Kinds whose segments hand nothing over: files, code between two kernels, and what nobody knows. */
const NO_HANDOVER = ['kernel', 'initrd', 'purgatory', 'backup', 'other'] as const;

/** Hand-overs of more than one architecture, or that core itself reads. */
type CommonHandover = 'dtb' | 'boot_params' | 'elfcorehdr' | 'setup_data';

/**
 * What a segment holds, where the loader knows: one of these words, or one of the architecture's own for a hand-over that
 * only it has, such as `cmdline`. `other` covers what a raw system call was given.
 */
export type SegmentKind = (typeof NO_HANDOVER)[number] | CommonHandover | (string & Record<never, never>);

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

/** Whether it tells the next kernel something: a blob that the loader made, under any word but those for files and code. */
export const handsOver = ({ kind, bytes }: Pick<KexecSegment, 'kind' | 'bytes'>): boolean =>
  bytes !== undefined && !(NO_HANDOVER as readonly string[]).includes(kind);
