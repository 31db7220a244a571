import type { AddressRange } from '@warmboot/address';
import type { KexecSegment } from '../image/segment.js';
import type { Machine } from '../machine/machine.js';

/** What a hand-over says, for people: facts in the order in which they matter, and the memory that it describes. */
export interface HandoverSummary {
  /** Name of the blob: `devicetree`, `boot_params`. */
  readonly format: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /**
   * What the running kernel has and the next one will not find, and what comes of it, a sentence each without its full
   * stop: what nobody asks for, and everybody wants to be told.
   */
  readonly lacks?: readonly string[];
  /** Empty where the next kernel gets its memory from elsewhere. */
  readonly memory: readonly { readonly range: AddressRange; readonly name: string }[];
}

/**
 * Reads the blobs of a loaded image; undefined where there are none.
 * @param running the machine on which it was loaded, to tell what is not passed on
 * @throws FormatError for broken ones
 */
export type SummariseHandover = (
  segments: readonly KexecSegment[],
  running?: Machine,
) => HandoverSummary | undefined;
