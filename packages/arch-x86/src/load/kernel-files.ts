import {
  executableElf,
  findMultiboot,
  MULTIBOOT_FLAG,
  MULTIBOOT_REQUIRED_UNSUPPORTED,
  unpackFile,
  unwrapUki,
} from '@warmboot/boot-image';
import type { KernelFiles, Probed, ToolRefusal } from '@warmboot/core/plugin';
import { toolRun } from '@warmboot/core/plugin';

import { bzImage64Fault, bzImageFault, SHORTEST_BZIMAGE } from './file-types.js';
import { parseSetupHeader, protocolText, type SetupHeader } from '../formats/bzimage.js';
import { imageFormat } from '../facts/image.js';
import { probeElf } from './vmlinux.js';

const no = (reason: string): Probed => ({ ok: false, reason });

/** The first bytes are right. */
const nearly = (reason: string): Probed => ({ ok: false, reason, near: true });

const BOOT_FLAG_OFFSET = 0x1fe;
const MAGIC = [0x48, 0x64, 0x72, 0x53] as const;

/** What both probes for bzImages ask first. @returns the header, or the first thing that is wrong */
const setupHeaderOf = (file: Uint8Array): SetupHeader | string => {
  if (file.length < SHORTEST_BZIMAGE) return 'File is too short to be a bzImage!';
  if (MAGIC.some((byte, index) => file[0x202 + index] !== byte)) return 'Not a bzImage: no "HdrS" at 0x202';
  if (file[BOOT_FLAG_OFFSET] !== 0x55 || file[BOOT_FLAG_OFFSET + 1] !== 0xaa) {
    return 'No x86 boot sector present: no 55 aa at 0x1fe';
  }
  return parseSetupHeader(file);
};

/** kexec/arch/x86_64/kexec-bzImage64.c: bzImage64_probe (spec 3.2). */
const probeBzImage64 = (file: Uint8Array): Probed => {
  const header = setupHeaderOf(file);
  if (typeof header === 'string') return no(header);
  const fault = bzImage64Fault(header);
  if (fault !== undefined) return nearly(fault);
  const protocol = protocolText(header.version);
  const take = { ok: true, kernel: imageFormat.parse(file) } as const;
  return {
    ok: true,
    file: { description: `a 64-bit bzImage, boot protocol ${protocol}`, placed: take, handed: take },
  };
};

/** kexec/arch/i386/kexec-bzImage.c: bzImage_probe. What it takes is entered in 32-bit mode. */
const probeBzImage = (file: Uint8Array): Probed => {
  const header = setupHeaderOf(file);
  if (typeof header === 'string') return no(header);
  const fault = bzImageFault(header);
  if (fault !== undefined) return nearly(fault);
  return {
    ok: true,
    file: {
      description: `a bzImage, boot protocol ${protocolText(header.version)}, by its 32-bit entry`,
      placed: { ok: true, kernel: imageFormat.parse(file) },
      handed: {
        ok: false,
        said: ['locate_hole failed'],
        reason:
          'the tool places such a bzImage itself also with -s, where it has read no memory map; the kernel would refuse it too',
      },
    },
  };
};

const NOT_LINUX: ToolRefusal = {
  ok: false,
  said: [],
  reason:
    'kexec-tools loads it, but what starts is not Linux and reads no boot_params: Warmboot cannot follow it',
};

const foreign = (description: string): Probed => ({
  ok: true,
  file: { description, placed: NOT_LINUX, handed: NOT_LINUX },
});

/** kexec/arch/i386/kexec-mb2-x86.c: multiboot2_x86_probe. An ELF file for x86 comes first, then the header. */
const probeMultiboot2 = (file: Uint8Array): Probed => {
  const executable = executableElf(file);
  if (!executable.ok) return no(`Not an ELF executable: ${executable.reason}`);
  return findMultiboot(file, 2) === undefined
    ? no('no multiboot2 header in its first 32 KiB')
    : foreign('a multiboot2 kernel');
};

/** kexec/arch/i386/kexec-multiboot-x86.c: multiboot_x86_probe. */
const probeMultiboot = (file: Uint8Array): Probed => {
  const header = findMultiboot(file, 1);
  if (header === undefined) return no('no multiboot header in its first 8 KiB');
  if ((header.flags & MULTIBOOT_FLAG.AOUT_KLUDGE) === 0) {
    const elf = probeElf('elf-x86')(file);
    if (!elf.ok) return nearly(`a multiboot header, but ${elf.reason}`);
  }
  return (header.flags & MULTIBOOT_REQUIRED_UNSUPPORTED) === 0
    ? foreign('a multiboot kernel')
    : no("Found a multiboot header, but it requires multiboot options that I don't understand");
};

/** Formats of old that the tool knows by their first bytes. */
const probeMagic =
  (magic: readonly number[], name: string) =>
  (file: Uint8Array): Probed =>
    magic.every((byte, index) => file[index] === byte)
      ? foreign(`${name} image`)
      : no(`no ${name} magic at its start`);

/** The table of kexec-tools for x86_64. kexec/arch/x86_64/kexec-x86_64.c: file_type (spec 3.2). */
export const kernelFiles: KernelFiles = {
  types: [
    { name: 'multiboot2-x86', probe: probeMultiboot2 },
    { name: 'elf-x86_64', probe: probeElf('elf-x86_64') },
    { name: 'multiboot-x86', probe: probeMultiboot },
    { name: 'elf-x86', probe: probeElf('elf-x86') },
    { name: 'bzImage64', probe: probeBzImage64 },
    { name: 'bzImage', probe: probeBzImage },
    { name: 'beoboot-x86', probe: probeMagic([0x42, 0x65, 0x6f, 0x42], 'beoboot') },
    { name: 'nbi-x86', probe: probeMagic([0x36, 0x13, 0x03, 0x1b], 'NBI') },
    toolRun.wrapping('uki', '2.0.30', unwrapUki),
  ],
  unpack: (file, tools) => unpackFile(file, toolRun.compressions(tools)),
};
