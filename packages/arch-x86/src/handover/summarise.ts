import type { HandoverSummary, Machine, SummariseHandover } from '@warmboot/core/plugin';
import { hex, humanSize, sizeOf } from '@warmboot/address';

import { E820_TYPE, e820ResourceName, parseE820Entries, E820_ENTRY_SIZE } from '../formats/e820.js';
import { SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { EFI_SYSTAB_FILE, usesRuntimeServices } from '../facts/efi-facts.js';
import type { BootParams } from '../formats/boot-params.js';
import { readHandover } from './read-params.js';

const SETUP_DATA_NAMES = new Map<number, string>(
  Object.entries(SETUP_DATA_TYPE).map(([name, type]) => [type, name]),
);

/** EFI that stays behind: what the next kernel finds of ACPI hangs on it. */
const lackingEfi = ({ efiInfo, acpiRsdp }: BootParams, { files, kernel }: Machine): readonly string[] => {
  if (!files.has(EFI_SYSTAB_FILE) || efiInfo.loaderSignature !== 0) return [];
  const without = !usesRuntimeServices(kernel);
  const fix =
    '; kexec_file_load of kernels without the fix of 2026 (commit e00ac9e5afb5) gives none, and then it finds no ACPI';
  return [
    `efi_info: none${without ? ' (efi=noruntime)' : ''}, so the next kernel has no EFI`,
    acpiRsdp === 0n
      ? 'acpi_rsdp_addr: none, so the next kernel finds no ACPI'
      : `acpi_rsdp_addr: ${hex(acpiRsdp)}, by which alone the next kernel finds ACPI${without ? fix : ''}`,
  ];
};

/** The fields of boot_params that a loader sets, and the e820 map with its extension. */
export const summariseHandover: SummariseHandover = (segments, running): HandoverSummary | undefined => {
  const handover = readHandover(segments);
  if (handover === undefined) return undefined;
  const { cmdline, initrd, params, setupData } = handover;
  const extra = setupData
    .filter(({ type }) => type === SETUP_DATA_TYPE.E820_EXT)
    .flatMap(({ data }) => parseE820Entries(data, Math.floor(data.length / E820_ENTRY_SIZE)));
  const initrdText =
    initrd === undefined
      ? 'none'
      : `${hex(initrd.start)}-${hex(initrd.end - 1)} (${humanSize(sizeOf(initrd))})`;
  const nodes = setupData.map(
    ({ address, type }) => `${SETUP_DATA_NAMES.get(type) ?? `type ${type}`} at ${hex(address)}`,
  );
  return {
    format: 'boot_params',
    facts: [
      { name: 'command line', value: cmdline },
      { name: 'ramdisk', value: initrdText },
      {
        name: 'acpi_rsdp_addr',
        value: params.acpiRsdp === 0n ? 'none: the next kernel searches for it' : hex(params.acpiRsdp),
      },
      {
        name: 'efi_info',
        value:
          params.efiInfo.loaderSignature === 0
            ? 'none: the next kernel finds no EFI'
            : `system table at ${hex(params.efiInfo.systemTable)}`,
      },
      { name: 'setup_data', value: nodes.length === 0 ? 'none' : nodes.join(', ') },
      { name: 'type_of_loader', value: hex(params.typeOfLoader) },
    ],
    lacks: running === undefined ? [] : lackingEfi(params, running),
    memory: [...params.e820, ...extra].map(({ start, end, type }) => ({
      range: { start, end },
      name: type === E820_TYPE.RAM ? 'usable' : e820ResourceName(type),
    })),
  };
};
