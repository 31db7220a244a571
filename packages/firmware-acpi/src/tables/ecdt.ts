import { latin1 } from '@warmboot/format';
import { u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { genericAddress } from './generic-address.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  control: genericAddress,
  data: genericAddress,
  /** What `_UID` of the device says. */
  uid: u32,
  /** Bit of the general-purpose event. */
  gpeBit: u8,
};

/** The embedded controller, for use before the namespace is there (ACPI 6.4 section 5.2.15). */
export type Ecdt = FixedTable<'ECDT', RecordOf<typeof fields>>;

const shape = fixedTable<'ECDT', RecordOf<typeof fields>>('ECDT', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseEcdt = (bytes: Uint8Array): Ecdt => shape.parse(bytes);

/** An ECDT as bytes, with its checksum. */
export const serialiseEcdt = (table: Ecdt): Uint8Array => shape.serialise(table);

/** Path of the controller in the namespace, which follows the fields: `\_SB.PCI0.LPCB.EC0`. */
export const ecdtPath = ({ rest = new Uint8Array() }: Ecdt): string => {
  const end = rest.indexOf(0);
  return latin1(end < 0 ? rest : rest.subarray(0, end));
};
