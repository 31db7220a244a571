import { alignDown, alignUp, GiB, MiB, normalised, sizeOf, toWire } from '@warmboot/address';
import type { FirmwareMemory, HandoverInput, MapStart, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import { serialiseDtb, stringValue, type Property } from '@warmboot/devicetree';
import { CHOSEN_PROPERTY, chosenOnlyTree } from '@warmboot/devicetree/linux';
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
import { isArm64Image } from '../facts/image.js';
import { EFI_MEMORY_MAP_FILE, KERNEL_ALIGN, type Layout } from '../facts/layout.js';
import { memoryNode, property, rootCells } from './devicetree-boot.js';
import { sectionsOf } from './sections.js';

const TYPES: Readonly<Record<FirmwareMemory['type'], number>> = {
  usable: MEMORY_TYPE.conventional,
  reserved: MEMORY_TYPE.reserved,
  'ACPI data': MEMORY_TYPE.acpiReclaim,
  'ACPI NVS': MEMORY_TYPE.acpiNvs,
  unusable: MEMORY_TYPE.unusable,
  persistent: MEMORY_TYPE.persistent,
  'persistent (legacy)': MEMORY_TYPE.persistent,
  'soft reserved': MEMORY_TYPE.conventional,
};

const descriptorOf = ({ range, type }: FirmwareMemory): MemoryDescriptor => ({
  type: TYPES[type],
  physicalStart: toWire(alignDown(range.start, EFI_PAGE_SIZE)),
  virtualStart: 0n,
  numberOfPages: toWire(Math.ceil(sizeOf(range) / EFI_PAGE_SIZE)),
  attribute: type === 'soft reserved' ? MEMORY_ATTRIBUTE.WB | MEMORY_ATTRIBUTE.SP : MEMORY_ATTRIBUTE.WB,
});

/** Room that the devicetree has above the kernel. */
const FDT_ROOM = 2 * MiB;

/** Where nobody says where the kernel is, it lies in the first RAM that has room, below 4 GiB as boot loaders like it. */
const FIRST_LIMIT = 4 * GiB;

/**
 * A devicetree, or what the stub of EFI makes of one, with a memory map that somebody tells.
 * @returns EINVAL for a map without RAM for the kernel
 */
export const mapStartOf =
  (layout: Layout) =>
  ({ map, kernel, cmdline, efi, ...request }: MapStart): Result<HandoverInput> => {
    if (!isArm64Image(kernel)) return refuse('EINVAL', `arm64 boots an Image, not ${kernel.format}`);
    const ram = normalised(map.filter(({ type }) => type === 'usable').map(({ range }) => range));
    const room = ram
      .map(({ start, end }) => ({ at: alignUp(start, KERNEL_ALIGN), end }))
      .filter(({ at, end }) => at + kernel.imageSize + 2 * FDT_ROOM <= end);
    const kernelAt = request.kernelAt ?? (room.find(({ at }) => at < FIRST_LIMIT) ?? room[0])?.at;
    if (kernelAt === undefined) return refuse('EINVAL', 'the memory map has no RAM in which a kernel fits');
    const fdtAt = alignUp(kernelAt + kernel.imageSize, FDT_ROOM);
    const mapBytes = serialiseMemoryMap(memoryMapOf(map.map(descriptorOf)));
    const fdt = efi
      ? chosenOnlyTree(chosenOfStub(cmdline, mapBytes.length, fdtAt))
      : describedTree(ram, cmdline);
    return succeed({
      platform: {
        bootRam: ram,
        dimms: new Map(),
        hotplug: efi
          ? { available: true }
          : { available: false, reason: 'memory hotplug needs ACPI, and so UEFI firmware' },
        hypervisor: request.hypervisor,
        nodes: request.nodes,
      },
      kernel,
      kernelAt,
      sections: request.sections ?? sectionsOf(kernel, layout),
      segments: [
        {
          kind: 'dtb',
          mem: fdtAt,
          memsz: alignUp(fdt.length, layout.pageSize),
          bufsz: fdt.length,
          bytes: fdt,
        },
      ],
      files: new Map(efi ? [[EFI_MEMORY_MAP_FILE, mapBytes]] : []),
    });
  };

/** A tree that tells the RAM and the command line, as a boot loader without EFI leaves it. */
const describedTree = (
  ram: readonly { readonly start: number; readonly end: number }[],
  cmdline: string,
): Uint8Array =>
  serialiseDtb({
    version: 17,
    bootCpu: 0,
    reservations: [],
    root: {
      name: '',
      properties: [property('compatible', stringValue('linux,unknown')), ...rootCells],
      children: [
        ...ram.map(memoryNode),
        { name: 'soc', properties: [], children: [] },
        {
          name: 'chosen',
          properties: cmdline === '' ? [] : [property(CHOSEN_PROPERTY.bootargs, stringValue(cmdline))],
          children: [],
        },
      ],
    },
  });

/** Where the map lies is not known, so it is put beside the tree. */
const chosenOfStub = (cmdline: string, memoryMapSize: number, fdtAt: number): readonly Property[] =>
  uefiChosenProperties({
    ...(cmdline === '' ? {} : { bootargs: cmdline }),
    systemTable: fdtAt + FDT_ROOM,
    memoryMapAddress: fdtAt + FDT_ROOM,
    memoryMapSize,
    descriptorSize: EDK2_DESCRIPTOR_SIZE,
    descriptorVersion: 1,
    secureBoot: SECURE_BOOT_MODE.disabled,
  });
