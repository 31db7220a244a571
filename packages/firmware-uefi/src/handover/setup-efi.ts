import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'SETUP_EFI';

/** `type` of the setup_data node that carries the payload. */
export const SETUP_EFI_TYPE = 4;
/** Bytes of the payload, without the node header. */
export const SETUP_EFI_SIZE = 96;

/**
 * What an x86 kernel that was started by kexec cannot find in the system table any more, because the first kernel
 * turned its pointers into virtual addresses (`struct efi_setup_data`; spec J1, J5). All physical addresses.
 */
export interface SetupEfi {
  readonly firmwareVendor: bigint;
  /** Runtime services table: written by kexec-tools, zero from kexec_file_load, read by nobody. */
  readonly runtime: bigint;
  /** Configuration table array. */
  readonly tables: bigint;
  readonly smbios: bigint;
}

/** @throws FormatError when there are fewer than 96 bytes */
export const parseSetupEfi = (bytes: Uint8Array): SetupEfi => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  reader.slice(0, SETUP_EFI_SIZE, 'payload');
  return {
    firmwareVendor: reader.u64(0, 'fw_vendor'),
    runtime: reader.u64(8, 'runtime'),
    tables: reader.u64(16, 'tables'),
    smbios: reader.u64(24, 'smbios'),
  };
};

/** The payload of a SETUP_EFI node. */
export const serialiseSetupEfi = ({ firmwareVendor, runtime, tables, smbios }: SetupEfi): Uint8Array =>
  new ByteWriter('little', SETUP_EFI_SIZE)
    .u64(firmwareVendor)
    .u64(runtime)
    .u64(tables)
    .u64(smbios)
    .zeros(64)
    .toBytes();
