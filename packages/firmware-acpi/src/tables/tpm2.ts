import { ByteReader } from '@warmboot/format';
import { u16, u32, u64 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  /** 0 client, 1 server. */
  platformClass: u16,
  reserved: u16,
  /** Physical address of the control area. */
  controlArea: u64,
  /** 2 by ACPI, 6 memory mapped, 7 command response buffer, ... */
  startMethod: u32,
};

/**
 * Where a TPM 2.0 is and how it is started (TCG ACPI specification 1.3, section 7.3). Parameters of the start method and the
 * place of the log follow in `rest`.
 */
export type Tpm2 = FixedTable<'TPM2', RecordOf<typeof fields>>;

const shape = fixedTable<'TPM2', RecordOf<typeof fields>>('TPM2', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseTpm2 = (bytes: Uint8Array): Tpm2 => shape.parse(bytes);

/** A TPM2 as bytes, with its checksum. */
export const serialiseTpm2 = (table: Tpm2): Uint8Array => shape.serialise(table);

/** Bytes that the parameters of the start method take. */
const PARAMETERS = 12;

/** Where the event log is, which tables of revision 4 and later say. */
export const tpm2LogArea = ({
  rest = new Uint8Array(),
}: Tpm2): { readonly minimumLength: number; readonly start: bigint } | undefined => {
  if (rest.length < PARAMETERS + 12) return undefined;
  const reader = new ByteReader(rest, 'TPM2', 'little');
  return {
    minimumLength: reader.u32(PARAMETERS, 'log length'),
    start: reader.u64(PARAMETERS + 4, 'log start'),
  };
};
