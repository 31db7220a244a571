import { u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';

const fields = {
  /** Address space: 0 memory, 1 I/O ports, 2 PCI configuration (ACPI 6.4 table 5.1). */
  space: u8,
  bitWidth: u8,
  bitOffset: u8,
  /** 0 undefined (legacy), 1 to 4 for 8, 16, 32, 64 bits an access. */
  accessSize: u8,
  address: u64,
};

/** Where a register is (ACPI 6.4 section 5.2.3.2, 12 bytes). */
export type GenericAddress = RecordOf<typeof fields>;

export const genericAddress = layout(fields);
