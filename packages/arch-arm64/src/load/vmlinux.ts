import { FormatError } from '@warmboot/format';
import { ELF_MACHINE, executableElf, programBytes, PROGRAM_TYPE } from '@warmboot/boot-image';
import type { Probed } from '@warmboot/core/plugin';
import { IMAGE_HEADER_SIZE, isImage } from '../formats/image-header.js';
import { imageFormat, isArm64Image, type Arm64Vmlinux } from '../facts/image.js';
import { KERNEL_ALIGN } from '../facts/layout.js';

const BITS_64 = 0xffff_ffff_ffff_ffffn;

/**
 * kexec-tools' row for ELF files. The header is looked for where the entry point lies in each loadable segment; what the
 * file calls physical addresses are virtual ones. kexec/arch/arm64/kexec-elf-arm64.c (spec 1.4).
 */
export const probeVmlinux = (file: Uint8Array): Probed => {
  const executable = executableElf(file);
  if (!executable.ok) return { ok: false, reason: `Not an ELF executable: ${executable.reason}` };
  const { machine, entry, programs } = executable.elf;
  if (machine !== ELF_MACHINE.AARCH64) {
    return { ok: false, reason: `Not an AARCH64 ELF executable: its machine is ${machine}` };
  }
  const loads = programs.filter(({ type }) => type === PROGRAM_TYPE.LOAD);
  const handed = {
    ok: false,
    said: ['ELF executable is not supported in kexec_file'],
    reason: 'the kernel loads an Image only',
  } as const;
  const description = `an ELF vmlinux for arm64 of ${loads.length} segments`;
  for (const program of loads) {
    const at = BigInt.asUintN(64, entry - program.vaddr);
    const bytes = programBytes(file, program);
    if (at + BigInt(IMAGE_HEADER_SIZE) > BigInt(bytes.length) || !isImage(bytes.subarray(Number(at))))
      continue;
    const image = imageFormat.parse(bytes.subarray(Number(at)));
    if (!isArm64Image(image)) continue;
    const base = alignDownWide(entry);
    const kernel: Arm64Vmlinux = {
      format: 'vmlinux',
      fileSize: file.length,
      image,
      parts: loads.map(({ paddr, filesz, memsz }) => ({
        offset: sizeOf('p_paddr', (paddr - base) & BITS_64),
        filesz: sizeOf('p_filesz', filesz < memsz ? filesz : memsz),
        memsz: sizeOf('p_memsz', memsz),
      })),
    };
    return { ok: true, file: { description, handed, placed: { ok: true, kernel } } };
  }
  const reason = 'no segment has an arm64 Image header at the entry point';
  const said = ['kexec: Bad elf image file, load failed.'];
  return { ok: true, file: { description, handed, placed: { ok: false, said, reason } } };
};

const alignDownWide = (value: bigint): bigint => value - (value % BigInt(KERNEL_ALIGN));

const LIMIT = 1n << 48n;

const sizeOf = (field: string, value: bigint): number => {
  if (value < LIMIT) return Number(value);
  throw new FormatError({
    format: 'vmlinux',
    field,
    found: `0x${value.toString(16)} bytes from the kernel's base`,
    allowed: 'below 2^48',
  });
};
