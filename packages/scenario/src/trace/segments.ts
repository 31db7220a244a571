import type { KexecSegment, SegmentKind } from '@warmboot/core';
import { hex } from '@warmboot/address';

/** A segment in the form of recordings, with the bytes of a hand-over in base64. */
export interface PredictedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly bytes?: string;
}

/** Kinds whose bytes are a hand-over. */
const HANDOVER: readonly SegmentKind[] = ['dtb', 'boot_params', 'elfcorehdr'];

/** Labels of recorders: they know files by their sizes and blobs by their first bytes, and take a small rest for the purgatory. */
const LABELS = new Map<SegmentKind, string>([
  ...(['kernel', 'initrd', 'purgatory', ...HANDOVER] as const).map((kind) => [kind, kind] as const),
  ['setup_data', 'purgatory'],
]);

/** Segments as the kernel keeps them. Kinds that recordings do not tell apart are `other`. */
export const predictedSegments = (segments: readonly KexecSegment[]): PredictedSegment[] =>
  segments.map(({ kind, mem, memsz, bufsz, bytes }) => ({
    mem: hex(mem),
    memsz: hex(memsz),
    bufsz: hex(bufsz),
    kind: LABELS.get(kind) ?? 'other',
    ...(bytes !== undefined && HANDOVER.includes(kind) ? { bytes: toBase64(bytes) } : {}),
  }));

/** Base64 without Node's Buffer, so that it runs in a browser too. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
