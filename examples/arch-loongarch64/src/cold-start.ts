import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, hex, isAligned, MiB, rangeAt, sizeOf, toWire } from '@warmboot/address';
import type { ColdStart, HandoverInput, KernelSection, Platform, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import {
  EFI_PAGE_SIZE,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  memoryMapOf,
  serialiseMemoryMap,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { isLoongArchImage, type LoongArchImage } from './image.js';
import { COMMAND_LINE_SIZE, EFI_MEMORY_MAP_FILE, HIGH_RAM_BASE, LOW_RAM_SIZE, PAGE_SIZE } from './layout.js';
import { KERNEL_SECTIONS } from './resource-names.js';
import { terminated } from './text.js';

const { RUNTIME, WB } = MEMORY_ATTRIBUTE;

/** Smallest machine: more than low memory. */
const LEAST_MEMORY = 512 * MiB;

/** What firmware and stub keep below the top of low memory, ascending, each with the bytes from there to the top. */
const BELOW_TOP = { loader: 16 * MiB, acpi: 12 * MiB, runtime: 8 * MiB, services: 4 * MiB };

const descriptor = (type: number, range: AddressRange, attribute: bigint): MemoryDescriptor => ({
  type,
  physicalStart: toWire(range.start),
  virtualStart: 0n,
  numberOfPages: toWire(sizeOf(range) / EFI_PAGE_SIZE),
  attribute,
});

/** EDK2 on QEMU's virt machine, then the kernel's EFI stub, which leaves the kernel where it was linked for. */
const memoryMap = (kernel: LoongArchImage, high: AddressRange): Uint8Array => {
  const image = rangeAt(kernel.textOffset, alignUp(kernel.imageSize, EFI_PAGE_SIZE));
  const at = (below: number): number => LOW_RAM_SIZE - below;
  const [loader, acpi, runtime, services] = [
    at(BELOW_TOP.loader),
    at(BELOW_TOP.acpi),
    at(BELOW_TOP.runtime),
    at(BELOW_TOP.services),
  ];
  const types = MEMORY_TYPE;
  return serialiseMemoryMap(
    memoryMapOf([
      descriptor(types.conventional, { start: 0, end: image.start }, WB),
      descriptor(types.loaderCode, image, WB),
      descriptor(types.conventional, { start: image.end, end: loader }, WB),
      descriptor(types.loaderData, { start: loader, end: acpi }, WB),
      descriptor(types.acpiReclaim, { start: acpi, end: runtime }, WB),
      descriptor(types.runtimeServicesData, { start: runtime, end: services }, WB | RUNTIME),
      descriptor(types.bootServicesData, { start: services, end: LOW_RAM_SIZE }, WB),
      descriptor(types.conventional, high, WB),
    ]),
  );
};

/** Sections are not in the header: these shares of the image are those of an ordinary kernel. */
const SHARES = [0.5, 0.85, 1];

const sectionsOf = ({ imageSize }: LoongArchImage): KernelSection[] =>
  KERNEL_SECTIONS.map((name, index) => ({
    name,
    start: index === 0 ? 0 : alignDown(imageSize * SHARES[index - 1]!, PAGE_SIZE),
    end: index === SHARES.length - 1 ? imageSize : alignDown(imageSize * SHARES[index]!, PAGE_SIZE),
  }));

const hotplugOf = ({ maxMemory, slots, memorySize }: ColdStart): Platform['hotplug'] =>
  maxMemory === undefined || maxMemory <= memorySize || slots === 0
    ? { available: false, reason: 'the machine was made without memory slots' }
    : { available: true };

/**
 * The hand-over of a first kernel on QEMU's virt machine: 256 MiB of RAM at 0, the rest from 2 GiB on, EFI. Nothing is
 * random.
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStart = (request: ColdStart): Result<HandoverInput> => {
  const { firmware, memorySize, kernel, cmdline, hypervisor, nodes } = request;
  if (!isLoongArchImage(kernel)) {
    return refuse('EINVAL', `loongarch64 boots a vmlinux.efi, not ${kernel.format}`);
  }
  if (firmware !== 'efi') return refuse('EINVAL', `firmware ${firmware}: the virt machine boots with efi`);
  if (!isAligned(memorySize, 2 * MiB) || memorySize < LEAST_MEMORY) {
    return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 512 MiB, in units of 2 MiB`);
  }
  if (kernel.textOffset + kernel.imageSize > LOW_RAM_SIZE - BELOW_TOP.loader) {
    return refuse('EINVAL', `a kernel of ${hex(kernel.imageSize)} bytes does not fit in low memory`);
  }
  const high = rangeAt(HIGH_RAM_BASE, memorySize - LOW_RAM_SIZE);
  const bytes = terminated(cmdline, COMMAND_LINE_SIZE);
  const commandLine = {
    kind: 'cmdline',
    mem: LOW_RAM_SIZE - BELOW_TOP.loader,
    memsz: PAGE_SIZE,
    bufsz: bytes.length,
    bytes,
  };
  return succeed({
    platform: {
      bootRam: [rangeAt(0, LOW_RAM_SIZE), high],
      dimms: new Map(),
      hotplug: hotplugOf(request),
      hypervisor,
      nodes,
    },
    kernel,
    kernelAt: kernel.textOffset,
    sections: sectionsOf(kernel),
    segments: [commandLine],
    files: new Map([[EFI_MEMORY_MAP_FILE, memoryMap(kernel, high)]]),
  });
};
