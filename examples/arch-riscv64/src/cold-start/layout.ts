import type { AddressRange } from '@warmboot/address';
import { stringValue, u32Value, type Property } from '@warmboot/devicetree';
import type { RiscvImage } from '../image.js';

/** Where firmware and boot loader left everything. */
export interface ColdLayout {
  readonly kernelAt: number;
  readonly fdtAt: number;
  readonly fdt: Uint8Array;
  readonly efiMap?: Uint8Array;
}

/** What a layout is made for. */
export interface ColdMachine {
  readonly ram: AddressRange;
  readonly kernel: RiscvImage;
  /** Bytes, 0 without an initrd. */
  readonly initrdSize: number;
  readonly cmdline: string;
}

/** Two cells for addresses and sizes, as every riscv64 machine has at its root. */
export const CELLS = { addressCells: 2, sizeCells: 2 };

export const property = (name: string, value: Uint8Array): Property => ({ name, value });

export const text = (name: string, value: string): Property => property(name, stringValue(value));

export const number = (name: string, value: number): Property => property(name, u32Value(value));

export const rootCells: readonly Property[] = [
  number('#address-cells', CELLS.addressCells),
  number('#size-cells', CELLS.sizeCells),
];
