import { alignDown, GiB, KiB, MiB, toWire } from '@warmboot/address';
import { serialiseDtb, type Property } from '@warmboot/devicetree';
import {
  EDK2_DESCRIPTOR_SIZE,
  EFI_PAGE_SIZE,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  memoryMapOf,
  SECURE_BOOT_MODE,
  serialiseMemoryMap,
  uefiChosenProperties,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import type { ColdLayout, ColdMachine } from './cold-machine.js';
import { KERNEL_ALIGN } from '../facts/layout.js';
import { rootCells } from './devicetree-boot.js';

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
const FLASH = { start: 64 * MiB, size: 64 * MiB };
const CLOCK = { start: 0x901_0000, size: 4 * KiB };

const descriptor = (type: number, start: number, end: number, attribute: bigint): MemoryDescriptor => ({
  type,
  physicalStart: toWire(start),
  virtualStart: 0n,
  numberOfPages: toWire((end - start) / EFI_PAGE_SIZE),
  attribute,
});

/** Boundaries in ascending order, each with the type of what begins there. */
const mapOf = (marks: readonly (readonly [number, number, bigint])[], end: number): MemoryDescriptor[] =>
  marks.flatMap(([type, start, attribute], index) => {
    const next = marks[index + 1]?.[1] ?? end;
    return next > start ? [descriptor(type, start, next, attribute)] : [];
  });

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
  const descriptors = [
    ...mapOf(
      [
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
      ram.end,
    ),
    descriptor(types.mmio, FLASH.start, FLASH.start + FLASH.size, WC | RUNTIME),
    descriptor(types.mmio, CLOCK.start, CLOCK.start + CLOCK.size, UC | RUNTIME),
  ];
  const efiMap = serialiseMemoryMap(memoryMapOf(descriptors));
  const chosen: Property[] = uefiChosenProperties({
    ...(cmdline === '' ? {} : { bootargs: cmdline }),
    systemTable: at(BELOW_TOP.last) - 0x1_0000 + 0x18,
    memoryMapAddress: at(BELOW_TOP.acpi) + MAP_OFFSET,
    memoryMapSize: efiMap.length,
    descriptorSize: EDK2_DESCRIPTOR_SIZE,
    descriptorVersion: 1,
    secureBoot: SECURE_BOOT_MODE.disabled,
  }).map(({ name, bytes }) => ({ name, value: bytes }));
  const fdt = serialiseDtb({
    version: 17,
    bootCpu: 0,
    reservations: [],
    root: {
      name: '',
      properties: rootCells,
      // libfdt puts each new property first, so the tree shows them in reverse.
      children: [{ name: 'chosen', properties: chosen.toReversed(), children: [] }],
    },
  });
  const acpi = { start: at(BELOW_TOP.acpi), rsdp: at(BELOW_TOP.acpi) + RSDP_OFFSET };
  return { kernelAt, fdtAt, fdt, efi: { map: efiMap, acpi } };
};
