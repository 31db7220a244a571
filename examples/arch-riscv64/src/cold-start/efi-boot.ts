import { alignDown, alignUp, GiB, MiB } from '@warmboot/address';
import { chosenOnlyTree } from '@warmboot/devicetree/linux';
import { edk2Boot, EFI_PAGE_SIZE, MEMORY_ATTRIBUTE, MEMORY_TYPE } from '@warmboot/firmware-uefi';
import { OPENSBI_SIZE, PMD_SIZE } from '../layout.js';
import type { ColdLayout, ColdMachine } from './layout.js';

const { RUNTIME, WB } = MEMORY_ATTRIBUTE;

/** Firmware stays below 4 GiB, however much RAM there is. */
const FIRMWARE_LIMIT = 4 * GiB;

/** What EDK2 keeps at the top of low memory, in bytes below that top; ascending addresses. */
const BELOW_TOP = { loader: 16 * MiB, acpi: 12 * MiB, runtime: 8 * MiB, free: 4 * MiB };

/**
 * EDK2 on QEMU's virt machine, then the kernel's EFI stub: the kernel as low as it goes behind OpenSBI, initrd and a
 * devicetree of nothing but /chosen below what the firmware keeps.
 */
export const layOutEfiBoot = ({ ram, kernel, initrdSize, cmdline }: ColdMachine): ColdLayout => {
  const top = Math.min(ram.end, FIRMWARE_LIMIT);
  const kernelAt = ram.start + PMD_SIZE;
  const initrdAt = alignDown(top - BELOW_TOP.loader - initrdSize, EFI_PAGE_SIZE);
  const fdtAt = alignDown(initrdAt - PMD_SIZE, PMD_SIZE);
  const types = MEMORY_TYPE;
  const { map, chosen } = edk2Boot({
    ramEnd: ram.end,
    marks: [
      [types.reserved, ram.start, WB],
      [types.conventional, ram.start + OPENSBI_SIZE, WB],
      [types.loaderCode, kernelAt, WB],
      [types.conventional, alignUp(kernelAt + kernel.imageSize, EFI_PAGE_SIZE), WB],
      [types.loaderData, fdtAt, WB],
      [types.acpiReclaim, top - BELOW_TOP.acpi, WB],
      [types.runtimeServicesData, top - BELOW_TOP.runtime, WB | RUNTIME],
      [types.conventional, top - BELOW_TOP.free, WB],
    ],
    stub: { cmdline, systemTable: top - BELOW_TOP.runtime, memoryMapAddress: top - BELOW_TOP.loader },
  });
  return { kernelAt, fdtAt, fdt: chosenOnlyTree(chosen), efiMap: map };
};
