import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Machine } from '../machine/machine.js';

/** A machine as it was when its kernel found its place, as far as it is known afterwards. */
export interface PlaceQuestion {
  /** The command line of the boot that is asked about. */
  readonly cmdline: string;
  /** Boot memory, ascending. */
  readonly ram: readonly AddressRange[];
  /** From the first byte to the last of a kernel that booted on it. */
  readonly image: AddressRange;
  readonly files: Machine['files'];
  /** Where a kernel before it loaded the image; absent where firmware and a boot loader start it. */
  readonly loadedAt?: PhysAddr;
}

/** Places of equal chance, one `step` after the other. Bytes. */
export interface PlaceRun {
  readonly first: PhysAddr;
  readonly count: number;
  readonly step: number;
}

/** Where the next boot may put its kernel: each place with the same chance. */
export interface KernelPlaces {
  /** Bytes of the kernel. */
  readonly size: number;
  /** Ascending; at least one place in all. */
  readonly runs: readonly PlaceRun[];
  /** Who chooses, as a sentence begins: `KASLR puts the kernel`. */
  readonly chosenBy: string;
  /** What it takes that nothing recorded tells; undefined where it is so for certain. */
  readonly provided?: string;
}
