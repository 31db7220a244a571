import type { TableRoom } from '@warmboot/firmware-acpi';
import type { AddressRange } from '@warmboot/address';
import type { Arm64Image } from '../facts/image.js';

/** Where firmware and boot loader left everything. */
export interface ColdLayout {
  readonly kernelAt: number;
  readonly fdtAt: number;
  readonly fdt: Uint8Array;
  /** What UEFI firmware leaves behind. */
  readonly efi?: { readonly map: Uint8Array; readonly acpi: TableRoom };
}

/** What a layout is made for. */
export interface ColdMachine {
  readonly ram: AddressRange;
  readonly kernel: Arm64Image;
  /** Bytes, 0 without an initrd. */
  readonly initrdSize: number;
  readonly cmdline: string;
}
