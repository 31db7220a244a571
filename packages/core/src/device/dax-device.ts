import type { AddressRange } from '@warmboot/address';

/** A dax device: memory with special properties, which its user reaches by mapping a file, or hands to the kernel. */
export interface DaxDevice {
  /** `dax0.0` */
  readonly name: string;
  readonly range: AddressRange;
  /** The node that its memory makes when it is handed over; negative where the firmware does not say. */
  readonly node: number;
}
