import { alignUp } from '@warmboot/address';
import type { FirmwareMemory, HandoverInput, MapStart, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import {
  BOOT_PARAMS_SIZE,
  editBootParams,
  serialiseBootParams,
  SETUP_HEADER_ROOM,
} from '../formats/boot-params.js';
import { LOADFLAGS } from '../formats/bzimage.js';
import { E820_MAX_ENTRIES_ZEROPAGE, E820_TYPE } from '../formats/e820.js';
import { encodeText } from '../formats/text.js';
import { isBzImage, kernelNeeds } from '../facts/image.js';
import { LARGE_PAGE, ONE_MIB, PAGE_SIZE } from '../facts/layout.js';
import { legacyMemorySizes } from '../facts/memory-ranges.js';
import { sectionsOf } from './sections.js';

const TYPES: Readonly<Record<FirmwareMemory['type'], number>> = {
  usable: E820_TYPE.RAM,
  reserved: E820_TYPE.RESERVED,
  'ACPI data': E820_TYPE.ACPI,
  'ACPI NVS': E820_TYPE.NVS,
  unusable: E820_TYPE.UNUSABLE,
  persistent: E820_TYPE.PMEM,
  'persistent (legacy)': E820_TYPE.PRAM,
  'soft reserved': E820_TYPE.SOFT_RESERVED,
};

/** A boot loader's own pages, in low memory. */
const PARAMS_AT = 0x1_0000;
const CMDLINE_AT = 0x2_0000;

/**
 * boot_params with a map that somebody tells. The kernel lies where it is said to, else where it is unpacked to when nobody
 * moves it.
 * @returns EINVAL for a map without RAM for it
 */
export const mapStart = ({ map, kernel, cmdline, ...request }: MapStart): Result<HandoverInput> => {
  if (!isBzImage(kernel)) return refuse('EINVAL', `x86_64 boots a bzImage, not ${kernel.format}`);
  const ram = map.filter(({ type }) => type === 'usable').map(({ range }) => range);
  const { size, align } = kernelNeeds(kernel);
  const lowest = Math.max(Number(kernel.header.prefAddress ?? 0n), ONE_MIB);
  const kernelAt =
    request.kernelAt ??
    ram
      .map(({ start, end }) => ({ at: alignUp(Math.max(start, lowest), Math.max(align, LARGE_PAGE)), end }))
      .find(({ at, end }) => at + size <= end)?.at;
  if (kernelAt === undefined) return refuse('EINVAL', 'the memory map has no RAM in which a kernel fits');
  const e820 = map
    .map(({ range, type }) => ({ ...range, type: TYPES[type] }))
    .slice(0, E820_MAX_ENTRIES_ZEROPAGE);
  const page = editBootParams(
    serialiseBootParams({
      header: kernel.header.raw.subarray(0, SETUP_HEADER_ROOM),
      ...legacyMemorySizes(e820),
    }),
    {
      typeOfLoader: 0xff,
      loadflags: LOADFLAGS.LOADED_HIGH | LOADFLAGS.CAN_USE_HEAP,
      cmdLinePtr: BigInt(CMDLINE_AT),
      e820,
    },
  );
  const text = encodeText(`${cmdline}\0`);
  return succeed({
    platform: {
      bootRam: ram,
      dimms: new Map(),
      hotplug: { available: true },
      hypervisor: request.hypervisor,
      nodes: request.nodes,
    },
    kernel,
    kernelAt,
    sections: request.sections ?? sectionsOf(kernel),
    segments: [
      { kind: 'boot_params', mem: PARAMS_AT, memsz: BOOT_PARAMS_SIZE, bufsz: page.length, bytes: page },
      {
        kind: 'other',
        mem: CMDLINE_AT,
        memsz: alignUp(text.length, PAGE_SIZE),
        bufsz: text.length,
        bytes: text,
      },
    ],
    files: new Map(),
  });
};
