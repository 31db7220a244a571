import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, GiB, hex, isAligned, MiB, rangeAt } from '@warmboot/address';
import type { ColdStart, HandoverInput, KexecSegment, Platform, Result } from '@warmboot/core/plugin';
import { deviceWindow, refuse, succeed, usableSlots } from '@warmboot/core/plugin';

import type { TableRoom } from '@warmboot/firmware-acpi';
import { EFI_LOADER_SIGNATURE } from '@warmboot/firmware-uefi';
import { acpiTables } from './acpi-tables.js';
import { runtimeMapFiles } from './runtime-map.js';
import { EFI_SYSTAB_FILE } from '../facts/efi-facts.js';
import {
  BOOT_PARAMS_SIZE,
  editBootParams,
  serialiseBootParams,
  SETUP_HEADER_ROOM,
  type BootParams,
} from '../formats/boot-params.js';
import { LOADFLAGS } from '../formats/bzimage.js';
import { E820_TYPE, type E820Entry } from '../formats/e820.js';
import { encodeText } from '../formats/text.js';
import { isBzImage, type BzImage } from '../facts/image.js';
import { DMA32_END, LARGE_PAGE, PAGE_SIZE } from '../facts/layout.js';
import { legacyMemorySizes } from '../facts/memory-ranges.js';
import { referenceMachine } from '../facts/reference-machine.js';
import { sectionsOf } from './sections.js';

/** Where firmware and boot loader left everything. */
interface ColdLayout {
  readonly e820: readonly E820Entry[];
  readonly kernelAt: number;
  readonly paramsAt: number;
  readonly cmdlineAt: number;
  /** No byte of an initrd is at or above. */
  readonly initrdEnd: number;
  readonly params: Partial<BootParams>;
  readonly acpi: TableRoom;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** On q35, what does not fit below 2.75 GiB is split: 2 GiB stay low, the rest goes on at 4 GiB (hw/i386/pc_q35.c). */
const LOW_LIMIT = 0xb000_0000;
const LOW_WHEN_SPLIT = 2 * GiB;

/** RAM of a q35 machine. */
const q35Ram = (size: number): AddressRange[] => {
  if (size < LOW_LIMIT) return [rangeAt(0, size)];
  return [rangeAt(0, LOW_WHEN_SPLIT), rangeAt(DMA32_END, size - LOW_WHEN_SPLIT)];
};

const entry = (start: number, end: number, type: number): E820Entry => ({ start, end, type });
const { RAM, RESERVED, ACPI, NVS } = E820_TYPE;

/** The MMCONFIG window of q35, and RAM that no map splits. */
const MMCONFIG = entry(0xb000_0000, 0xc000_0000, RESERVED);

const highRam = (ram: readonly AddressRange[]): E820Entry[] =>
  ram.slice(1).map(({ start, end }) => entry(start, end, RAM));

/** Where SeaBIOS 1.16 has the RSDP, in the area that kernels search. */
const BIOS_RSDP = 0xf_59e0;

/** SeaBIOS: its tables are the last 128 KiB below 4 GiB. The kernel is put there by QEMU's own loader. */
const layOutBiosBoot = (ram: readonly AddressRange[], { header }: BzImage): ColdLayout => {
  const low = ram[0]!.end;
  const tables = low - 0x2_0000;
  return {
    e820: [
      entry(0, 0x9_fc00, RAM),
      entry(0x9_fc00, 0xa_0000, RESERVED),
      entry(0xf_0000, 0x10_0000, RESERVED),
      entry(0x10_0000, tables, RAM),
      entry(tables, low, RESERVED),
      MMCONFIG,
      entry(0xfed1_c000, 0xfed2_0000, RESERVED),
      entry(0xfffc_0000, DMA32_END, RESERVED),
      ...highRam(ram),
      entry(0xfd_0000_0000, 0x100_0000_0000, RESERVED),
    ],
    kernelAt: Number(header.prefAddress ?? BigInt(MiB)),
    paramsAt: 0x1_0000,
    cmdlineAt: 0x2_0000,
    initrdEnd: tables,
    // The decompressor finds the RSDP in the BIOS area and notes it.
    params: {
      typeOfLoader: 0xb0,
      loadflags: LOADFLAGS.LOADED_HIGH | LOADFLAGS.CAN_USE_HEAP,
      acpiRsdp: BigInt(BIOS_RSDP),
    },
    acpi: { start: tables, rsdp: BIOS_RSDP },
    files: new Map(),
  };
};

/** The range of ACPI's tables, and the RSDP in its last page; distances from the end of low RAM. */
const OVMF_TABLES = 0x89_4000;
const OVMF_RSDP = 0x88_2fec;

/** Ranges of OVMF below the end of low RAM, as distances from it, in ascending order of addresses. */
const OVMF_TOP: readonly (readonly [distance: number, type: number])[] = [
  [0x156_0000, RESERVED],
  [0x145_e000, RAM],
  [0xb1_4000, RESERVED],
  [OVMF_TABLES, ACPI],
  [0x88_2000, NVS],
  [0x80_2000, RAM],
  [0x10_c000, RESERVED],
  [0x8_8000, NVS],
];

/** OVMF 2022.11. Its heap covers 9 to 21 MiB, so a kernel that wants to be at 16 MiB is put above (spec 12). */
const layOutEfiBoot = (ram: readonly AddressRange[], { header }: BzImage): ColdLayout => {
  const low = ram[0]!.end;
  const heapEnd = 0x150_0000;
  const tops = OVMF_TOP.map(([distance, type], index) =>
    entry(low - distance, low - (OVMF_TOP[index + 1]?.[0] ?? 0), type),
  );
  const rsdp = low - OVMF_RSDP;
  const smbios = low - 0xae_0000;
  const systab = `ACPI20=${hex(rsdp)}\nACPI=${hex(rsdp - 0x14)}\nSMBIOS=${hex(smbios)}\n`;
  return {
    e820: [
      entry(0, 0xa_0000, RAM),
      entry(0x10_0000, 0x80_6000, RAM),
      entry(0x80_6000, 0x80_8000, NVS),
      entry(0x80_8000, 0x81_0000, RAM),
      entry(0x81_0000, 0x90_0000, NVS),
      entry(0x90_0000, low - 0x156_0000, RAM),
      ...tops,
      MMCONFIG,
      entry(0xffc0_0000, DMA32_END, RESERVED),
      ...highRam(ram),
    ],
    kernelAt: Math.max(
      Number(header.prefAddress ?? BigInt(MiB)),
      // The loader's own page comes first, and the kernel's alignment after it.
      alignUp(heapEnd, header.kernelAlignment ?? LARGE_PAGE),
    ),
    paramsAt: low - 0x224_5000,
    cmdlineAt: low - 0x224_4000,
    initrdEnd: low - 0x277_3000,
    params: {
      typeOfLoader: 0x21,
      secureBoot: 2,
      efiInfo: {
        loaderSignature: EFI_LOADER_SIGNATURE.EL64,
        systemTable: BigInt(low - 0xa1_4fe8),
        descriptorSize: 48,
        descriptorVersion: 1,
        memoryMap: BigInt(low - 0x88_eff0),
        memoryMapSize: 124 * 48,
      },
    },
    acpi: { start: low - OVMF_TABLES, rsdp },
    files: new Map([[EFI_SYSTAB_FILE, encodeText(systab)]]),
  };
};

const hotplugOf = (slots: number): Platform['hotplug'] =>
  slots === 0
    ? { available: false, reason: 'the machine was made without memory slots' }
    : { available: true };

/** Smallest machine whose firmware leaves room for what is laid out at the top of memory. */
const LEAST_MEMORY = 256 * MiB;

/**
 * The hand-over of a first kernel on QEMU's q35 machine, from SeaBIOS (`bios`) or OVMF (`efi`).
 * @param showsRuntimeMap whether the kernel shows EFI's runtime map, where there is EFI
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStart = (request: ColdStart, showsRuntimeMap = false): Result<HandoverInput> => {
  const { firmware, memorySize, kernel, cmdline, initrd, hypervisor, nodes } = request;
  if (!isBzImage(kernel)) return refuse('EINVAL', `x86_64 boots a bzImage, not ${kernel.format}`);
  if (!isAligned(memorySize, LARGE_PAGE) || memorySize < LEAST_MEMORY) {
    return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 256 MiB, in units of 2 MiB`);
  }
  if (firmware !== 'bios' && firmware !== 'efi') {
    return refuse('EINVAL', `firmware ${firmware}: the q35 machine boots with bios or efi`);
  }
  const ram = q35Ram(memorySize);
  const layout = (firmware === 'efi' ? layOutEfiBoot : layOutBiosBoot)(ram, kernel);
  const size = initrd?.fileSize ?? 0;
  const initrdMax = Math.min(layout.initrdEnd, (kernel.header.initrdAddrMax ?? 0x37ff_ffff) + 1);
  const page = editBootParams(
    serialiseBootParams({
      header: kernel.header.raw.subarray(0, SETUP_HEADER_ROOM),
      ...legacyMemorySizes(layout.e820),
    }),
    {
      ...layout.params,
      ramdiskImage: size === 0 ? 0n : BigInt(alignDown(initrdMax - size, PAGE_SIZE)),
      ramdiskSize: BigInt(size),
      cmdLinePtr: BigInt(layout.cmdlineAt),
      e820: layout.e820,
    },
  );
  const slots = usableSlots(request);
  const platform: Platform = {
    bootRam: ram,
    dimms: new Map(),
    hotplug: hotplugOf(slots),
    hypervisor,
    nodes,
  };
  const window = deviceWindow(request, referenceMachine.deviceMemoryBase(platform));
  const runtimeMap = firmware === 'efi' && showsRuntimeMap ? runtimeMapFiles(ram[0]!.end) : [];
  const tables = acpiTables({ nodes, slots, ram, window }, layout.acpi);
  return succeed({
    platform,
    kernel,
    kernelAt: layout.kernelAt,
    sections: sectionsOf(kernel),
    segments: [
      segment('boot_params', layout.paramsAt, page, BOOT_PARAMS_SIZE),
      segment('other', layout.cmdlineAt, encodeText(`${cmdline}\0`), PAGE_SIZE),
    ],
    files: new Map([...layout.files, ...runtimeMap, ...tables]),
  });
};

const segment = (kind: KexecSegment['kind'], mem: number, bytes: Uint8Array, unit: number): KexecSegment => ({
  kind,
  mem,
  memsz: alignUp(bytes.length, unit),
  bufsz: bytes.length,
  bytes,
});
