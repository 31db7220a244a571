import type { KexecSegment } from '@warmboot/core';
import { hex } from '@warmboot/core';

/** A segment in the form of recordings, with the bytes of a hand-over in base64. */
export interface PredictedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  readonly bytes?: string;
}

/** Kinds whose bytes are a hand-over. */
const HANDOVER = new Set(['dtb', 'boot_params', 'elfcorehdr']);

/** Kinds that recorders tell apart. */
const RECORDED_KINDS = new Set(['kernel', 'initrd', 'purgatory', ...HANDOVER]);

/** Segments as the kernel keeps them. Kinds that recordings do not tell apart are `other`. */
export const predictedSegments = (segments: readonly KexecSegment[]): PredictedSegment[] =>
  segments.map(({ kind, mem, memsz, bufsz, bytes }) => ({
    mem: hex(mem),
    memsz: hex(memsz),
    bufsz: hex(bufsz),
    kind: RECORDED_KINDS.has(kind) ? kind : 'other',
    ...(bytes !== undefined && HANDOVER.has(kind) ? { bytes: toBase64(bytes) } : {}),
  }));

/** Base64 without Node's Buffer, so that it runs in a browser too. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
