import { ByteReader, ByteWriter } from '@warmboot/format';

/** Where the stub put the initrd (`struct linux_efi_initrd`; spec section 8). Nothing reserves it. */
export interface LinuxInitrd {
  readonly base: bigint;
  /** Bytes. */
  readonly size: bigint;
}

/** @throws FormatError when the table is cut off */
export const parseLinuxInitrd = (bytes: Uint8Array): LinuxInitrd => {
  const reader = new ByteReader(bytes, 'LINUX_EFI_INITRD', 'little');
  return { base: reader.u64(0, 'base'), size: reader.u64(8, 'size') };
};

/** LINUX_EFI_INITRD_MEDIA as bytes. */
export const serialiseLinuxInitrd = ({ base, size }: LinuxInitrd): Uint8Array =>
  new ByteWriter('little', 16).u64(base).u64(size).toBytes();
