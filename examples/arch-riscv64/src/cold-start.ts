import type { ColdStart, HandoverInput, KernelSection, Platform, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import { alignDown, alignUp, hex, isAligned, MiB, rangeAt } from '@warmboot/address';

import { layOutDevicetreeBoot } from './cold-start/devicetree-boot.js';
import { layOutEfiBoot } from './cold-start/efi-boot.js';
import { isRiscvImage, type RiscvImage } from './image.js';
import { EFI_MEMORY_MAP_FILE, HEAD_SIZE, PAGE_SIZE, PMD_SIZE, VIRT_RAM_BASE } from './layout.js';
import { KERNEL_SECTIONS } from './resource-names.js';

/** Sections are not in the header: these shares of the image are those of an ordinary kernel, on huge pages of their own. */
const SHARES = [0.45, 0.7, 0.85, 1];

const sectionsOf = ({ imageSize }: RiscvImage): KernelSection[] => {
  let start = HEAD_SIZE;
  return KERNEL_SECTIONS.flatMap((name, index) => {
    const share = Math.floor(imageSize * SHARES[index]!);
    const end = name === 'Kernel bss' ? imageSize : Math.max(start, alignDown(share, PMD_SIZE));
    const section = { name, start, end };
    start = end;
    return section.end > section.start ? [section] : [];
  });
};

/** Memory devices are behind ACPI, which needs the UEFI firmware and slots to plug into. */
const hotplugOf = ({ firmware, maxMemory, slots, memorySize }: ColdStart): Platform['hotplug'] => {
  if (firmware !== 'efi')
    return { available: false, reason: 'memory devices need ACPI, and so UEFI firmware' };
  if (maxMemory === undefined || maxMemory <= memorySize || slots === 0) {
    return { available: false, reason: 'the machine was made without memory slots' };
  }
  return { available: true };
};

/** Smallest machine that leaves room for firmware, kernel and initrd. */
const LEAST_MEMORY = 256 * MiB;

/**
 * The hand-over of a first kernel on QEMU's virt machine: RAM from 2 GiB on in one piece, OpenSBI at its start, and a
 * devicetree (`dt`) or the EFI stub's (`efi`). Nothing is random.
 *
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStart = (request: ColdStart): Result<HandoverInput> => {
  const { firmware, memorySize, kernel, cmdline, initrd, hypervisor, nodes } = request;
  if (!isRiscvImage(kernel)) return refuse('EINVAL', `riscv64 boots an Image, not ${kernel.format}`);
  if (!isAligned(memorySize, PMD_SIZE) || memorySize < LEAST_MEMORY) {
    return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 256 MiB, in units of 2 MiB`);
  }
  if (firmware !== 'dt' && firmware !== 'efi') {
    return refuse('EINVAL', `firmware ${firmware}: the virt machine boots with dt or efi`);
  }
  const ram = rangeAt(VIRT_RAM_BASE, memorySize);
  const layOut = firmware === 'efi' ? layOutEfiBoot : layOutDevicetreeBoot;
  const layout = layOut({ ram, kernel, initrdSize: initrd?.fileSize ?? 0, cmdline });
  const { kernelAt, fdtAt, fdt, efiMap } = layout;
  return succeed({
    platform: { bootRam: [ram], dimms: new Map(), hotplug: hotplugOf(request), hypervisor, nodes },
    kernel,
    kernelAt,
    sections: sectionsOf(kernel),
    segments: [
      { kind: 'dtb', mem: fdtAt, memsz: alignUp(fdt.length, PAGE_SIZE), bufsz: fdt.length, bytes: fdt },
    ],
    files: new Map(efiMap === undefined ? [] : [[EFI_MEMORY_MAP_FILE, efiMap]]),
  });
};
