import { ByteReader, ByteWriter } from '@warmboot/format';
import { bytes as raw, text, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';

const fields = {
  signature: text(4),
  length: u32,
  hardwareSignature: u32,
  firmwareWakingVector: u32,
  /** Bit 0 pending, bit 1 owned (ACPI 6.4 table 5.19). */
  globalLock: u32,
  flags: u32,
  xFirmwareWakingVector: u64,
  version: u8,
  reserved1: raw(3),
  ospmFlags: u32,
  reserved2: raw(24),
};

const wire = layout(fields);

/** Memory that firmware and kernel share; it has neither the common header nor a checksum (ACPI 6.4 section 5.2.10). */
export type Facs = Omit<RecordOf<typeof fields>, 'signature' | 'length'> & { readonly kind: 'FACS' };

/** @throws FormatError for another signature or a length other than 64 */
export const parseFacs = (bytes: Uint8Array): Facs => {
  const reader = new ByteReader(bytes, 'FACS', 'little');
  const { signature, length, ...rest } = wire.read(reader, 0, 'FACS');
  if (signature !== 'FACS') throw reader.fault(0, 'signature', JSON.stringify(signature), '"FACS"');
  if (length !== wire.size || bytes.length !== wire.size) {
    throw reader.fault(4, 'length', `${length} in ${bytes.length} bytes`, String(wire.size));
  }
  return { kind: 'FACS', ...rest };
};

/** A FACS as bytes; it has no checksum. */
export const serialiseFacs = (facs: Facs): Uint8Array => {
  const writer = new ByteWriter('little', wire.size);
  wire.write(writer, { ...facs, signature: 'FACS', length: wire.size });
  return writer.toBytes();
};
