import type { AddressRange } from '@warmboot/address';
import { alignUp } from '@warmboot/address';

import {
  memoryMapOf,
  serialiseMemoryMap,
  serialiseSetupEfi,
  SETUP_EFI_SIZE,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import type { EfiFacts } from '../facts/efi-facts.js';
import {
  BOOT_PARAMS_SIZE,
  editBootParams,
  parseBootParams,
  SETUP_HEADER_ROOM,
  type BootParams,
} from '../formats/boot-params.js';
import type { SetupHeader } from '../formats/bzimage.js';
import { E820_MAX_ENTRIES_ZEROPAGE, type E820Entry } from '../formats/e820.js';
import { serialiseSetupData, SETUP_DATA_HEADER_SIZE, SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { ELFCOREHDR_ARGUMENT_ROOM, LOADER_TYPE_KEXEC } from '../facts/layout.js';
import { encodeText } from '../formats/text.js';
import { legacyMemorySizes } from '../facts/memory-ranges.js';

/** Bytes of the seed that the kernel passes to the next one. kexec-bzimage64.c: RNG_SEED_LENGTH. */
export const RNG_SEED_SIZE = 32;

const EFI_NODE_SIZE = SETUP_DATA_HEADER_SIZE + SETUP_EFI_SIZE;
const RNG_NODE_SIZE = SETUP_DATA_HEADER_SIZE + RNG_SEED_SIZE;

/** Where the parts of the blob are, as offsets into it. */
export interface FileLoadLayout {
  /** EFI's runtime map. */
  readonly map: number;
  readonly efi: number;
  readonly seed: number;
  /** Bytes of the whole. */
  readonly size: number;
}

/**
 * Offsets inside the blob: boot_params, command line, runtime map, then the nodes, whether they are used or not
 * (spec 4.2).
 * @param mapSize bytes of the runtime map, 0 for none
 */
export const fileLoadLayout = (cmdline: string, mapSize: number): FileLoadLayout => {
  const length = encodeText(cmdline).length + 1;
  const map = alignUp(BOOT_PARAMS_SIZE + length + ELFCOREHDR_ARGUMENT_ROOM, 16);
  const efi = map + alignUp(mapSize, 16);
  const seed = efi + EFI_NODE_SIZE;
  return { map, efi, seed, size: seed + RNG_NODE_SIZE };
};

/**
 * EFI's runtime map as the running kernel keeps it, at the stride of its own map; empty where it has none.
 * drivers/firmware/efi/runtime-map.c: efi_runtime_map_copy.
 */
export const runtimeMapBytes = (
  descriptors: readonly MemoryDescriptor[] | undefined,
  running: Uint8Array | undefined,
): Uint8Array => {
  if (descriptors === undefined || running === undefined) return new Uint8Array();
  const { descriptorSize, memoryMapSize } = parseBootParams(running).efiInfo;
  if (memoryMapSize === 0) return new Uint8Array();
  return serialiseMemoryMap(memoryMapOf(descriptors, descriptorSize));
};

/** What goes into the segment of boot_params. */
export interface FileLoadParams {
  readonly header: SetupHeader;
  /** Where the segment is. */
  readonly base: number;
  /** As user space gave it. */
  readonly cmdline: string;
  /** Where the ELF core header is, for a crash image. */
  readonly elfcorehdr: number | undefined;
  readonly initrd: AddressRange | undefined;
  readonly e820: readonly E820Entry[];
  readonly acpiRsdp: bigint;
  readonly efi: EfiFacts | undefined;
  /** EFI's runtime map; empty where the kernel has none. */
  readonly runtimeMap: Uint8Array;
  /** `RNG_SEED_SIZE` bytes, when the random pool is ready. */
  readonly seed: Uint8Array | undefined;
  /** boot_params of the running kernel; undefined when they are not known. */
  readonly running: Uint8Array | undefined;
}

/**
 * setup_boot_parameters() and the command line (spec 4.4), of a kernel with CONFIG_EFI and without CONFIG_IMA_KEXEC.
 * Without CONFIG_EFI_RUNTIME_MAP EFI travels without its runtime map.
 */
export const fileLoadParams = (params: FileLoadParams): Uint8Array => {
  const { base, initrd, seed } = params;
  const layout = fileLoadLayout(params.cmdline, params.runtimeMap.length);
  const blob = new Uint8Array(layout.size);
  const old = params.running === undefined ? undefined : parseBootParams(params.running);
  const prefix = params.elfcorehdr === undefined ? '' : `elfcorehdr=0x${params.elfcorehdr.toString(16)} `;
  blob.set(encodeText(prefix + params.cmdline), BOOT_PARAMS_SIZE);

  let head = 0n;
  const push = (offset: number, type: number, data: Uint8Array): void => {
    blob.set(serialiseSetupData({ next: head, type, data }), offset);
    head = BigInt(base + offset);
  };
  const efi = old === undefined || old.efiInfo.memoryMapSize === 0 ? undefined : params.efi;
  if (efi !== undefined) {
    const { firmwareVendor, configurationTables: tables, smbios } = efi;
    blob.set(params.runtimeMap, layout.map);
    push(layout.efi, SETUP_DATA_TYPE.EFI, serialiseSetupEfi({ firmwareVendor, runtime: 0n, tables, smbios }));
  }
  if (seed !== undefined) push(layout.seed, SETUP_DATA_TYPE.RNG_SEED, seed.subarray(0, RNG_SEED_SIZE));

  const e820 = params.e820.slice(0, E820_MAX_ENTRIES_ZEROPAGE);
  const page = editBootParams(blob.subarray(0, BOOT_PARAMS_SIZE), {
    header: params.header.raw.subarray(0, SETUP_HEADER_ROOM),
    ...(old === undefined ? {} : inherited(old)),
    ...(old === undefined || efi === undefined
      ? {}
      : efiState(old, base + layout.map, params.runtimeMap.length)),
    ...legacyMemorySizes(e820),
    typeOfLoader: LOADER_TYPE_KEXEC,
    loadflags: 0,
    ramdiskImage: BigInt(initrd?.start ?? 0),
    ramdiskSize: BigInt(initrd === undefined ? 0 : initrd.end - initrd.start),
    cmdLinePtr: BigInt(base + BOOT_PARAMS_SIZE),
    acpiRsdp: params.acpiRsdp,
    setupData: head,
    e820,
  });
  blob.set(page);
  return blob;
};

/** What the kernel passes on as it got it. The count of MBR signatures is not copied with them (spec 4.4). */
const inherited = (old: BootParams): Partial<BootParams> => ({
  screenInfo: old.screenInfo,
  hardwareSubarch: old.hardwareSubarch,
  eddBufferEntries: old.eddBufferEntries,
  eddBuffers: old.eddBuffers,
  eddMbrSignatures: old.eddMbrSignatures,
});

/** setup_efi_state(): without a runtime map neither its place nor its stride is told. */
const efiState = ({ efiInfo, secureBoot }: BootParams, at: number, size: number): Partial<BootParams> => ({
  secureBoot,
  efiInfo:
    size === 0
      ? { ...efiInfo, descriptorSize: 0, memoryMap: 0n, memoryMapSize: 0 }
      : { ...efiInfo, memoryMap: BigInt(at), memoryMapSize: size },
});
