import type { HandoverSummary, SummariseHandover } from '@warmboot/core/plugin';
import { hex, humanSize, sizeOf } from '@warmboot/address';

import { E820_TYPE, e820ResourceName, parseE820Entries, E820_ENTRY_SIZE } from '../formats/e820.js';
import { SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { readHandover } from './read-params.js';

const SETUP_DATA_NAMES = new Map<number, string>(
  Object.entries(SETUP_DATA_TYPE).map(([name, type]) => [type, name]),
);

/** The fields of boot_params that a loader sets, and the e820 map with its extension. */
export const summariseHandover: SummariseHandover = (segments): HandoverSummary | undefined => {
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
        value: params.acpiRsdp === 0n ? '0: the next kernel searches for it' : hex(params.acpiRsdp),
      },
      {
        name: 'efi_info',
        value:
          params.efiInfo.loaderSignature === 0
            ? 'empty: the next kernel finds no EFI'
            : `system table at ${hex(params.efiInfo.systemTable)}`,
      },
      { name: 'setup_data', value: nodes.length === 0 ? 'none' : nodes.join(', ') },
      { name: 'type_of_loader', value: hex(params.typeOfLoader) },
    ],
    memory: [...params.e820, ...extra].map(({ start, end, type }) => ({
      range: { start, end },
      name: type === E820_TYPE.RAM ? 'usable' : e820ResourceName(type),
    })),
  };
};
