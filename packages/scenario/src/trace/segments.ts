import type { KexecSegment } from '@warmboot/core';
import { memoryContent } from '@warmboot/core';
import { hex } from '@warmboot/address';

/** A segment in the form of recordings, with the bytes of a hand-over in base64. */
export interface PredictedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly bytes?: string;
}

/** Kinds under another label in recordings: recorders know files by their sizes, and take a small rest for the purgatory. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['setup_data', 'purgatory'],
  ['backup', 'other'],
]);

/** Kinds that recorders know by the first bytes, or that only one architecture has. Nodes of setup_data they do not know. */
const isShown = (segment: KexecSegment): boolean =>
  segment.kind !== 'setup_data' && memoryContent.handsOver(segment);

/** Segments as the kernel keeps them. Kinds that recordings do not tell apart are `other`. */
export const predictedSegments = (segments: readonly KexecSegment[]): PredictedSegment[] =>
  segments.map((segment) => ({
    mem: hex(segment.mem),
    memsz: hex(segment.memsz),
    bufsz: hex(segment.bufsz),
    kind: LABELS.get(segment.kind) ?? segment.kind,
    ...(segment.bytes !== undefined && isShown(segment) ? { bytes: toBase64(segment.bytes) } : {}),
  }));

/** Base64 without Node's Buffer, so that it runs in a browser too. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
