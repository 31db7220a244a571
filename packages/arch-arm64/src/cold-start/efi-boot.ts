import { alignDown, GiB, KiB, MiB, rangeAt } from '@warmboot/address';
import { chosenOnlyTree } from '@warmboot/devicetree/linux';
import { edk2Boot, MEMORY_ATTRIBUTE, MEMORY_TYPE } from '@warmboot/firmware-uefi';
import type { ColdLayout, ColdMachine } from './cold-machine.js';
import { KERNEL_ALIGN } from '../facts/layout.js';

const { RUNTIME, UC, WB, WC } = MEMORY_ATTRIBUTE;

/** Firmware stays below 4 GiB, however much RAM there is. */
const FIRMWARE_LIMIT = 4 * GiB;

/** Everything that EDK2 keeps at the top of low memory, in bytes below that top; ascending addresses. */
const BELOW_TOP = {
  /** Where the stub puts the kernel: it must end here. */
  kernelEnd: 0x411_0000,
  loaderTables: 0x40d_1000,
  loader: 0x40d_0000,
  acpi: 0x3bd_0000,
  runtime: 0x3bc_0000,
  free: 0x38d_0000,
  highRuntime: 0x40_0000,
  last: 0x2_0000,
};

/** The map inside the page that ends the ACPI tables: EDK2 allocates it last. */
const MAP_OFFSET = 0xeac0;

/** The RSDP in the same page, behind the map. */
const RSDP_OFFSET = 0xf800;

/** The flash that holds the variables, and the clock: device memory that runtime services use. */
const FLASH = rangeAt(64 * MiB, 64 * MiB);
const CLOCK = rangeAt(0x901_0000, 4 * KiB);

/**
 * EDK2 on QEMU's virt machine, then the kernel's EFI stub: kernel, initrd and a devicetree of nothing but /chosen right
 * below what the firmware keeps at the top of low memory.
 */
export const layOutEfiBoot = ({ ram, kernel, initrdSize, cmdline }: ColdMachine): ColdLayout => {
  const top = Math.min(ram.end, FIRMWARE_LIMIT);
  const at = (below: number): number => top - below;
  const kernelAt = alignDown(at(BELOW_TOP.kernelEnd) - kernel.imageSize, KERNEL_ALIGN);
  const initrdAt = alignDown(kernelAt - initrdSize, 64 * KiB);
  const fdtAt = initrdAt - KERNEL_ALIGN;
  const types = MEMORY_TYPE;
  const { map, chosen } = edk2Boot({
    ramEnd: ram.end,
    marks: [
      [types.conventional, ram.start, WB],
      [types.loaderData, fdtAt, WB],
      [types.loaderCode, kernelAt, WB],
      [types.conventional, at(BELOW_TOP.kernelEnd), WB],
      [types.loaderData, at(BELOW_TOP.loaderTables), WB],
      [types.loaderCode, at(BELOW_TOP.loader), WB],
      [types.acpiReclaim, at(BELOW_TOP.acpi), WB],
      [types.runtimeServicesData, at(BELOW_TOP.runtime), WB | RUNTIME],
      [types.conventional, at(BELOW_TOP.free), WB],
      [types.runtimeServicesCode, at(BELOW_TOP.highRuntime), WB | RUNTIME],
      [types.conventional, at(BELOW_TOP.last), WB],
    ],
    mmio: [
      { range: FLASH, attribute: WC | RUNTIME },
      { range: CLOCK, attribute: UC | RUNTIME },
    ],
    stub: {
      cmdline,
      systemTable: at(BELOW_TOP.last) - 0x1_0000 + 0x18,
      memoryMapAddress: at(BELOW_TOP.acpi) + MAP_OFFSET,
    },
  });
  const acpi = { start: at(BELOW_TOP.acpi), rsdp: at(BELOW_TOP.acpi) + RSDP_OFFSET };
  return { kernelAt, fdtAt, fdt: chosenOnlyTree(chosen), efi: { map, acpi } };
};
