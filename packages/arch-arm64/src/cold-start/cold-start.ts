import type { ColdStart, HandoverInput, Platform, Result } from '@warmboot/core/plugin';
import { deviceWindow, refuse, succeed, usableSlots } from '@warmboot/core/plugin';
import { alignUp, hex, isAligned, MiB, rangeAt } from '@warmboot/address';

import { acpiTables } from './acpi-tables.js';
import { layOutDevicetreeBoot } from './devicetree-boot.js';
import { layOutEfiBoot } from './efi-boot.js';
import { isArm64Image } from '../facts/image.js';
import { EFI_MEMORY_MAP_FILE, VIRT_RAM_BASE, type Layout } from '../facts/layout.js';
import { deviceMemoryBase } from '../facts/reference-machine.js';
import { sectionsOf } from './sections.js';

/** Memory is hot-plugged through ACPI, which needs the UEFI firmware and slots to plug into. */
const hotplugOf = (firmware: string, slots: number): Platform['hotplug'] => {
  if (firmware !== 'efi')
    return { available: false, reason: 'memory hotplug needs ACPI, and so UEFI firmware' };
  return slots === 0
    ? { available: false, reason: 'the machine was made without memory slots' }
    : { available: true };
};

/** Smallest machine whose firmware leaves room for what is laid out at the top of memory. */
const LEAST_MEMORY = 256 * MiB;

/**
 * The hand-over of a first kernel on QEMU's virt machine: RAM from 1 GiB on in one piece, a devicetree (`dt`) or the
 * EFI stub's (`efi`). Nothing is random: the tree has no seeds, as with `-machine dtb-randomness=off`.
 *
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStartOf =
  (layout: Layout) =>
  (request: ColdStart): Result<HandoverInput> => {
    const { firmware, memorySize, kernel, cmdline, initrd, hypervisor, nodes } = request;
    if (!isArm64Image(kernel)) return refuse('EINVAL', `arm64 boots an Image, not ${kernel.format}`);
    if (!isAligned(memorySize, 2 * MiB) || memorySize < LEAST_MEMORY) {
      return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 256 MiB, in units of 2 MiB`);
    }
    if (firmware !== 'dt' && firmware !== 'efi') {
      return refuse('EINVAL', `firmware ${firmware}: the virt machine boots with dt or efi`);
    }
    const ram = rangeAt(VIRT_RAM_BASE, memorySize);
    const layOut = firmware === 'efi' ? layOutEfiBoot : layOutDevicetreeBoot;
    const { kernelAt, fdtAt, fdt, efi } = layOut({
      ram,
      kernel,
      initrdSize: initrd?.fileSize ?? 0,
      cmdline,
    });
    const slots = usableSlots(request);
    const platform: Platform = {
      bootRam: [ram],
      dimms: new Map(),
      hotplug: hotplugOf(firmware, slots),
      hypervisor,
      nodes,
    };
    const window = deviceWindow(request, deviceMemoryBase(platform));
    return succeed({
      platform,
      kernel,
      kernelAt,
      sections: sectionsOf(kernel, layout),
      segments: [
        {
          kind: 'dtb',
          mem: fdtAt,
          memsz: alignUp(fdt.length, layout.pageSize),
          bufsz: fdt.length,
          bytes: fdt,
        },
      ],
      files: new Map(
        efi === undefined
          ? []
          : [[EFI_MEMORY_MAP_FILE, efi.map], ...acpiTables({ nodes, slots, ram: [ram], window }, efi.acpi)],
      ),
    });
  };
