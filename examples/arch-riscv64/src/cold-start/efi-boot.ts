import { alignDown, GiB, MiB, toWire } from '@warmboot/address';
import { serialiseDtb } from '@warmboot/devicetree';
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
import { OPENSBI_SIZE, PMD_SIZE } from '../layout.js';
import { rootCells, type ColdLayout, type ColdMachine } from './layout.js';

const { RUNTIME, WB } = MEMORY_ATTRIBUTE;

/** Firmware stays below 4 GiB, however much RAM there is. */
const FIRMWARE_LIMIT = 4 * GiB;

/** What EDK2 keeps at the top of low memory, in bytes below that top; ascending addresses. */
const BELOW_TOP = { loader: 16 * MiB, acpi: 12 * MiB, runtime: 8 * MiB, free: 4 * MiB };

/** Boundaries in ascending order, each with the type of what begins there. */
const mapOf = (
  marks: readonly (readonly [type: number, start: number, attribute: bigint])[],
  end: number,
): MemoryDescriptor[] =>
  marks.flatMap(([type, start, attribute], index) => {
    const next = marks[index + 1]?.[1] ?? end;
    if (next <= start) return [];
    const numberOfPages = toWire((next - start) / EFI_PAGE_SIZE);
    return [{ type, physicalStart: toWire(start), virtualStart: 0n, numberOfPages, attribute }];
  });

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
  const map = serialiseMemoryMap(
    memoryMapOf(
      mapOf(
        [
          [types.reserved, ram.start, WB],
          [types.conventional, ram.start + OPENSBI_SIZE, WB],
          [types.loaderCode, kernelAt, WB],
          [types.conventional, kernelAt + alignDown(kernel.imageSize + EFI_PAGE_SIZE - 1, EFI_PAGE_SIZE), WB],
          [types.loaderData, fdtAt, WB],
          [types.acpiReclaim, top - BELOW_TOP.acpi, WB],
          [types.runtimeServicesData, top - BELOW_TOP.runtime, WB | RUNTIME],
          [types.conventional, top - BELOW_TOP.free, WB],
        ],
        ram.end,
      ),
    ),
  );
  const chosen = uefiChosenProperties({
    ...(cmdline === '' ? {} : { bootargs: cmdline }),
    systemTable: top - BELOW_TOP.runtime,
    memoryMapAddress: top - BELOW_TOP.loader,
    memoryMapSize: map.length,
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
      children: [{ name: 'chosen', properties: chosen, children: [] }],
    },
  });
  return { kernelAt, fdtAt, fdt, efiMap: map };
};
