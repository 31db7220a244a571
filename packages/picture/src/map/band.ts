import type { AddressRange } from '@warmboot/address';

/** What a band stands for. Each kind has a colour and a pattern of its own, so that no meaning hangs on colour alone. */
export type BandKind =
  | 'board'
  | 'device'
  | 'unplugged'
  | 'ram'
  | 'firmware'
  | 'hole'
  | 'kernel'
  | 'reserved'
  | 'crash'
  | 'online'
  | 'movable'
  | 'offline'
  | 'going'
  | 'segment'
  | 'lost'
  | 'next';

/** A stretch of addresses that is one thing. */
export interface Band extends AddressRange {
  readonly kind: BandKind;
  /** A word or two that may stand in the band. */
  readonly label: string;
  /** The same for people who ask: a sentence without its full stop. */
  readonly words: string;
  /** 0, or how deep it lies inside the band that is around it. */
  readonly depth: number;
}

/** One row of a map: one view of the same addresses. */
export interface Lane {
  readonly name: 'hardware' | 'iomem' | 'blocks' | 'images' | 'next';
  /** What the row is called. */
  readonly title: string;
  /** Ascending; bands of one depth are disjoint, save for those of images, which may collide. */
  readonly bands: readonly Band[];
  /** What is to be said of the row as a whole, where it is empty or its bands do not say all. */
  readonly note?: string;
  /** Whether it is still to be worked out. */
  readonly awaited?: true;
}

/** What lies where on one machine at one instant. */
export interface AddressMap {
  readonly architecture: string;
  readonly lanes: readonly Lane[];
}
