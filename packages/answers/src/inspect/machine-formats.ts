import {
  BOOT_PARAMS_SIZE,
  e820ResourceName,
  hasSetupHeader,
  parseBootParams,
  parseSetupHeader,
  protocolText,
} from '@warmboot/arch-x86';
import { hex, sizeOf } from '@warmboot/address';
import { resources } from '@warmboot/core/plugin';
import type { Framework } from '@warmboot/core';
import type { CaptureFiles } from '@warmboot/scenario';
import { filesOfPaste, parseScenario, xenRemarks } from '@warmboot/scenario';
import { aboutSize, rangeText } from '../text/units.js';
import { textOf, type InspectFormat } from './explanation.js';

export const bootParamsFormat: InspectFormat = {
  name: 'boot_params (the zero page)',
  recognise: (file) =>
    file.length >= BOOT_PARAMS_SIZE && file.length < 2 * BOOT_PARAMS_SIZE + 0x4000 && hasZeroPage(file),
  explain: (file) => {
    const params = parseBootParams(file);
    const { efiInfo } = params;
    return {
      format: 'boot_params (the zero page)',
      facts: [
        ['boot protocol', protocolText(parseSetupHeader(file).version)],
        ['type_of_loader', hex(params.typeOfLoader)],
        ['command line at', hex(params.cmdLinePtr)],
        [
          'ramdisk',
          params.ramdiskSize === 0n
            ? 'none'
            : `${hex(params.ramdiskImage)}, ${hex(params.ramdiskSize)} (${aboutSize(Number(params.ramdiskSize))})`,
        ],
        ['acpi_rsdp_addr', hex(params.acpiRsdp)],
        [
          'efi_info',
          efiInfo.loaderSignature === 0
            ? 'empty'
            : `system table at ${hex(efiInfo.systemTable)}, map at ${hex(efiInfo.memoryMap)}`,
        ],
        ['setup_data', params.setupData === 0n ? 'none' : `first node at ${hex(params.setupData)}`],
      ],
      tables: [
        {
          title: 'e820',
          head: ['range', 'size', 'type'],
          rows: params.e820.map((entry) => [
            rangeText(entry),
            aboutSize(sizeOf(entry)),
            e820ResourceName(entry.type),
          ]),
        },
      ],
    };
  },
};

/** A page whose header a loader has filled in: a kernel file has code where the page has an e820 map. */
const hasZeroPage = (file: Uint8Array): boolean => {
  if (!hasSetupHeader(file) && !hasCutBootFlag(file)) return false;
  const entries = file[0x1e8] ?? 0;
  return entries > 0 && entries <= 128 && file[0x210] !== 0;
};

/** kexec-tools leaves half of the boot flag zero. */
const hasCutBootFlag = (file: Uint8Array): boolean =>
  file[0x202] === 0x48 && file[0x203] === 0x64 && file[0x204] === 0x72 && file[0x205] === 0x53;

const IOMEM_LINE = /^ *[0-9a-f]{8,16}-[0-9a-f]{8,16} : .+$/m;

/** A file that a text stands for, whatever prompts and remarks are around it. */
const pastedFile = (paste: CaptureFiles | undefined, name: string): string | undefined => {
  const bytes = paste?.get(name);
  return bytes && new TextDecoder().decode(bytes);
};

/** As the model calls it, or as the machine calls itself where no plugin knows it. */
const architectureName = (architectures: Framework['architectures'], machine: string): string =>
  architectures.all().find(({ name, aliases }) => name === machine || aliases.includes(machine))?.name ??
  machine;

export const iomemFormat: InspectFormat = {
  name: 'text of /proc/iomem',
  ofBoots: true,
  recognise: (file) => IOMEM_LINE.test(textOf(file) ?? ''),
  explain: (file, { framework: { architectures }, boot }) => {
    const paste = filesOfPaste(textOf(file) ?? '', boot);
    const tree = resources.parseIomem(pastedFile(paste, 'proc/iomem') ?? '');
    const arch = pastedFile(paste, 'proc/sys/kernel/arch')?.trim();
    const remarks = (pastedFile(paste, 'pasted.txt') ?? '').split('\n').filter((remark) => remark !== '');
    const all = [...resources.preorder(tree.root)];
    const ram = all.filter(({ resource: { name } }) => name.startsWith('System RAM'));
    const sum = (names: RegExp): string => {
      const found = all.filter(({ resource: { name } }) => names.test(name));
      return found.length === 0
        ? 'none'
        : `${aboutSize(found.reduce((bytes, { resource }) => bytes + sizeOf(resource), 0))} in ${found.length} pieces`;
    };
    return {
      format: 'text of /proc/iomem',
      facts: [
        ['lines', `${all.length}`],
        ['System RAM', sum(/^System RAM/)],
        ['of drivers', sum(/^System RAM \(/)],
        ['Crash kernel', sum(/^Crash kernel/)],
        [
          'looks like',
          arch === undefined ? 'no architecture in particular' : architectureName(architectures, arch),
        ],
        ...[...remarks, ...xenRemarks(paste ?? new Map())].map((remark) => ['to know', remark] as const),
        ['ask', 'warmboot load or crashkernel --machine, with this text for the capture'],
      ],
      tables: [
        {
          title: 'System RAM and what is in it',
          head: ['range', 'size', 'name'],
          rows: ram.flatMap(({ resource, depth }) => [
            [rangeText(resource), aboutSize(sizeOf(resource)), `${'  '.repeat(depth)}${resource.name}`],
            ...[...resources.preorder(resource)].map(({ resource: child, depth: inner }) => [
              rangeText(child),
              aboutSize(sizeOf(child)),
              `${'  '.repeat(depth + inner + 1)}${child.name}`,
            ]),
          ]),
        },
      ],
    };
  },
};

export const scenarioFormat: InspectFormat = {
  name: 'scenario',
  recognise: (file) =>
    /^\s*"?(steps|name)"?\s*:/m.test(textOf(file) ?? '') && /^\s*"?steps"?\s*:/m.test(textOf(file) ?? ''),
  explain: (file, { framework, path }) => {
    const { name, story, steps } = parseScenario(framework, textOf(file) ?? '', path);
    return {
      format: 'scenario',
      facts: [
        ['name', name],
        ['story', story ?? ''],
        ['steps', `${steps.length}`],
        ['play it', `warmboot run ${path}`],
      ],
    };
  },
};
