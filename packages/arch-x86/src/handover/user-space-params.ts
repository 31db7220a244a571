import type { AddressRange } from '@warmboot/address';
import type { EfiInfo } from '@warmboot/firmware-uefi';
import {
  BOOT_PARAMS_SIZE,
  editBootParams,
  parseBootParams,
  SETUP_HEADER_ROOM,
} from '../formats/boot-params.js';
import { realModeSize, type SetupHeader } from '../formats/bzimage.js';
import { E820_MAX_ENTRIES_ZEROPAGE, type E820Entry } from '../formats/e820.js';
import { LOADER_TYPE_KEXEC } from '../facts/layout.js';
import { encodeText } from '../formats/text.js';
import { legacyMemorySizes } from '../facts/memory-ranges.js';

/** Values of the fields that kexec-tools always sets. kexec/arch/i386/x86-linux-setup.c */
const ROOT_FLAGS_READ_ONLY = 0xffff;
const ROOT_DEVICE_HDA = 0x300;
const OLD_CMDLINE_MAGIC = 0xa33f;

/** Bytes of the header that the tool copies at most. */
const COPIED_HEADER = 0x7f;

/** From the start of the segment to the command line: after the real-mode part, whose room it keeps. */
export const toolCmdlineOffset = (header: SetupHeader): number =>
  Math.max(realModeSize(header), BOOT_PARAMS_SIZE);

/** What goes into the segment of boot_params. */
export interface ToolParams {
  readonly header: SetupHeader;
  /** Where the segment is. */
  readonly base: number;
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  readonly e820: readonly E820Entry[];
  readonly acpiRsdp: bigint;
  /** What is passed of EFI; undefined for nothing. */
  readonly efiInfo: EfiInfo | undefined;
  /** First node of the setup_data list, 0 for none. */
  readonly setupData: bigint;
  /** boot_params of the running kernel; undefined when it shows none. */
  readonly running: Uint8Array | undefined;
}

/** boot_params, the room of the real-mode part, then the command line with its NUL (spec 3.3, 3.4). */
export const toolParams = (params: ToolParams): Uint8Array => {
  const { header, base, cmdline, initrd, running } = params;
  const offset = toolCmdlineOffset(header);
  const old = running === undefined ? undefined : parseBootParams(running);
  const text = encodeText(cmdline);
  const segment = new Uint8Array(offset + text.length + 1);
  const { extMemK, altMemK } = legacyMemorySizes(params.e820);
  const copied = header.raw.subarray(0, Math.min(COPIED_HEADER, SETUP_HEADER_ROOM));
  const page = editBootParams(segment.subarray(0, BOOT_PARAMS_SIZE), {
    ...(old === undefined ? {} : { screenInfo: old.screenInfo }),
    ...(old === undefined
      ? {}
      : { hardwareSubarch: old.hardwareSubarch, hardwareSubarchData: old.hardwareSubarchData }),
    header: copied,
    extMemK,
    altMemK,
    oldCmdlineMagic: OLD_CMDLINE_MAGIC,
    // Sixteen bits, of a real-mode part that may have more.
    oldCmdlineOffset: offset % 0x1_0000,
    acpiRsdp: params.acpiRsdp,
    ...(params.efiInfo === undefined ? {} : { efiInfo: params.efiInfo }),
    rootFlags: ROOT_FLAGS_READ_ONLY,
    rootDevice: ROOT_DEVICE_HDA,
    typeOfLoader: LOADER_TYPE_KEXEC,
    loadflags: 0,
    ramdiskImage: BigInt(initrd?.start ?? 0),
    ramdiskSize: BigInt(initrd === undefined ? 0 : initrd.end - initrd.start),
    cmdLinePtr: BigInt(base + offset),
    setupData: params.setupData,
    e820: params.e820.slice(0, E820_MAX_ENTRIES_ZEROPAGE),
  });
  // The tool's own layout of the page has a field of old at this byte, and clears it: half of the boot flag.
  page[0x1ff] = 0;
  segment.set(page);
  segment.set(text, offset);
  return segment;
};
