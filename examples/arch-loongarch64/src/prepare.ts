import type { extend, KexecSegment, Result } from '@warmboot/core/plugin';
import { refuseAloud, succeed } from '@warmboot/core/plugin';
import { BOOTLOADER, COMMAND_LINE_AT, COMMAND_LINE_SIZE, EFI_MEMORY_MAP_FILE } from './layout.js';
import { terminated, textOf } from './text.js';

const startsRight = ({ kind, bytes }: KexecSegment): boolean =>
  bytes === undefined
    ? kind === 'cmdline'
    : [...BOOTLOADER].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/**
 * The first segment that begins with `kexec` is the command line, which is copied to a fixed place at once: whatever was
 * loaded before, of either type, finds it there when its turn comes. The registers for the jump are kept with the image.
 * arch/loongarch/kernel/machine_kexec.c: machine_kexec_prepare
 */
export const prepareImage = (
  segments: readonly KexecSegment[],
  { machine }: extend.LoadToPrepare,
): Result<extend.Preparation> => {
  const segment = segments.find(startsRight);
  if (segment === undefined) return refuseAloud('EINVAL', 'Command line not included in the provided image');
  const bytes = terminated(
    segment.bytes === undefined ? BOOTLOADER : textOf(segment.bytes),
    COMMAND_LINE_SIZE,
  );
  return succeed({
    writes: [{ address: COMMAND_LINE_AT, bytes }],
    kept: { efi_boot: machine.files.has(EFI_MEMORY_MAP_FILE) ? 1 : 0, cmdline_ptr: COMMAND_LINE_AT },
  });
};
