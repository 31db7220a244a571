import type { AddressRange } from '@warmboot/address';
import type { KexecSegment } from '../image/segment.js';

/** What a hand-over says, for people: facts in the order in which they matter, and the memory that it describes. */
export interface HandoverSummary {
  /** Name of the blob: `devicetree`, `boot_params`. */
  readonly format: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Empty where the next kernel gets its memory from elsewhere. */
  readonly memory: readonly { readonly range: AddressRange; readonly name: string }[];
}

/** Reads the blobs of a loaded image; undefined where there are none. @throws FormatError for broken ones */
export type SummariseHandover = (segments: readonly KexecSegment[]) => HandoverSummary | undefined;
