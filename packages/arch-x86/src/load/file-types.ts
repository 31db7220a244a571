import type { KernelImage } from '@warmboot/core/plugin';
import { BOOT_FLAG, LOADFLAGS, protocolText, XLOADFLAGS, type SetupHeader } from '../formats/bzimage.js';
import { isBzImage } from '../facts/image.js';
import { isVmlinux } from './vmlinux.js';

/** kexec-tools' name for kernels that it enters in 64 bits. */
const BZIMAGE64 = 'bzImage64';
/** kexec-tools' name for kernels that it enters in 32 bits; every bzImage can be. */
export const BZIMAGE = 'bzImage';

/** A boot sector and at least one sector of setup code. Bytes. */
export const SHORTEST_BZIMAGE = 2 * 512;

/** Why the loader that enters in 32 bits does not take a header; undefined when it does. bzImage_probe (spec 3.2). */
export const bzImageFault = ({ loadflags }: SetupHeader): string | undefined =>
  (loadflags & LOADFLAGS.LOADED_HIGH) === 0
    ? 'zImage not a bzImage: loadflags has no LOADED_HIGH'
    : undefined;

/** Why the loader that enters in 64 bits does not take a header; undefined when it does. bzImage64_probe (spec 3.2). */
export const bzImage64Fault = (header: SetupHeader): string | undefined => {
  const { version, xloadflags = 0 } = header;
  if (version < 0x020c) {
    return `Must be at least protocol version 2.12, and this is ${protocolText(version)}`;
  }
  const fault = bzImageFault(header);
  if (fault !== undefined) return fault;
  if ((xloadflags & XLOADFLAGS.KERNEL_64) === 0) {
    return 'Not a relocatable bzImage64: xloadflags has no KERNEL_64, a kernel of 32 bits';
  }
  return (xloadflags & XLOADFLAGS.CAN_BE_LOADED_ABOVE_4G) === 0
    ? 'Not a relocatable bzImage64: xloadflags has no CAN_BE_LOADED_ABOVE_4G'
    : undefined;
};

/** Names of the rows of kexec-tools' table that an image is of, in their order. */
export const fileTypesOf = (kernel: KernelImage): readonly string[] => {
  if (isVmlinux(kernel)) return ['elf-x86_64'];
  if (!isBzImage(kernel) || kernel.fileSize < SHORTEST_BZIMAGE) return [];
  const { header } = kernel;
  if (header.bootFlag !== BOOT_FLAG) return [];
  const rows = [
    [BZIMAGE64, bzImage64Fault],
    [BZIMAGE, bzImageFault],
  ] as const;
  return rows.filter(([, fault]) => fault(header) === undefined).map(([name]) => name);
};
