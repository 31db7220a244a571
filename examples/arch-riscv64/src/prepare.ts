import type { KexecSegment, Result } from '@warmboot/core/plugin';
import { done, refuseAloud } from '@warmboot/core/plugin';

/** Bytes of a devicetree's header; a segment that takes no more than these is not looked into. */
const FDT_HEADER_SIZE = 40;

/**
 * The first segment whose buffer begins with a devicetree is what the next kernel gets in a1, and an image without one is
 * refused, whatever else is in it. arch/riscv/kernel/machine_kexec.c: machine_kexec_prepare
 */
export const prepareImage = (segments: readonly KexecSegment[]): Result =>
  segments.some(({ kind, memsz }) => kind === 'dtb' && memsz > FDT_HEADER_SIZE)
    ? done
    : refuseAloud('EINVAL', 'Device tree not included in the provided image');
