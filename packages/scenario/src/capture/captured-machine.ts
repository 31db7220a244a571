import type { Architecture, Board, Observation, Platform, VirtioMemDevice } from '@warmboot/core';
import { virtioMem } from '@warmboot/core';
import { bareHex, humanSize } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import type { CaptureFiles } from './capture-files.js';
import { capturedBuild, pageSizeIn } from './captured-build.js';
import { factsOf, imageIn } from './captured-facts.js';
import { capturedSecurity } from './captured-security.js';
import { checkFile } from './check-file.js';
import type { AssumedMachine } from './assumed-machine.js';
import { assumedMachine } from './assumed-machine.js';
import { assumptionFor, assumptionsFor, textOf, tooLittle, valueOf } from './capture-files.js';
import { likelyArchitecture, PASTED } from './pasted.js';
import { dmesgLines, virtioMemIn } from './dmesg.js';
import type { MachineRecord } from './machine-record.js';
import { sectionsAsBlocks } from './sections.js';
import { BLOCK_TABLE, FIRMWARE_MAP_TABLE, parseBlockTable, parseFirmwareMapTable } from './tables.js';
import { xenRemarks } from './xen-guest.js';
import { parseZoneinfo } from './zoneinfo.js';

/** Slots that Linux can tell apart by a byte; how many a board has is in its byte code, which refuses the rest. */
const MOST_SLOTS = 256;

const BLOCK_SIZE_FILE = '/sys/devices/system/memory/block_size_bytes';

/** Files of one value that the model reads. */
const SINGLE_VALUES = [
  BLOCK_SIZE_FILE,
  '/sys/devices/system/memory/auto_online_blocks',
  '/sys/kernel/kexec_loaded',
  '/sys/kernel/kexec_crash_loaded',
  '/sys/kernel/kexec_crash_size',
] as const;

const inCapture = (path: string): string => path.slice(1);

/** A machine by what its own files show of it, as the capture script records them (README, "What a capture holds"). */
export const capturedMachine = (files: CaptureFiles): MachineRecord => {
  const kernelName = valueOf(files, 'proc/sys/kernel/ostype')?.trim() ?? 'Linux';
  if (kernelName !== 'Linux') {
    throw new FormatError({
      format: 'capture',
      field: 'proc/sys/kernel/ostype',
      found: JSON.stringify(kernelName.slice(0, 60)),
      allowed: 'Linux',
    });
  }
  const release = valueOf(files, RELEASE)?.trim();
  const arch = valueOf(files, 'proc/sys/kernel/arch')?.trim() ?? archLike(files);
  return {
    arch,
    kernel: `Linux ${release ?? 'of an unknown release'} ${arch}`,
    observe: (architecture) => observationOf(architecture, files),
    facts: (architecture) => factsOf(architecture, files),
    told: (architecture) => capturedBuild(architecture, files),
    board: boardOf(),
    assumed: assumedOf(files),
    requireWhole: () => {
      if (assumptionsFor(files).length > 0) throw tooLittle(files);
    },
  };
};

const RELEASE = 'proc/sys/kernel/osrelease';

/** An architecture that the memory map looks like; without a hint, the one that most servers have. */
const archLike = (files: CaptureFiles): string =>
  likelyArchitecture(textOf(files, 'proc/iomem') ?? '') ??
  (/^(?:efi: )? {2}0x[0-9a-f]+-0x/m.test(textOf(files, 'dmesg') ?? '') ? 'aarch64' : 'x86_64');

/** A text that somebody pasted has remarks of its own; it lacks most of what a capture has, and says so in one sentence. */
const assumedOf = (files: CaptureFiles): readonly string[] => {
  const remarks = textOf(files, PASTED);
  if (remarks === undefined) return [...assumptionsFor(files), ...xenRemarks(files)];
  const kernel =
    'the kernel file, the initrd and the firmware are an ordinary machine’s: a small kernel, where no file is given';
  return [
    ...remarks.split('\n').filter((line) => line !== ''),
    ...xenRemarks(files),
    ...assumptionFor(files),
    kernel,
  ];
};

/** A board's room for devices is not shown anywhere. */
const boardOf = (): Board => ({ slots: MOST_SLOTS, room: Infinity });

const observationOf = (architecture: Architecture, files: CaptureFiles): Observation => {
  const machineFiles = new Map(
    [...files].flatMap(([name, bytes]) => (name.startsWith('sys/') ? [[`/${name}`, bytes] as const] : [])),
  );
  for (const [path, bytes] of machineFiles) checkFile(architecture, path, path.slice(1), bytes);
  checkPageSize(architecture, files);
  const dmesg = dmesgLines(textOf(files, 'dmesg') ?? '');
  const firmwareMap = textOf(files, FIRMWARE_MAP_TABLE);
  const cmdline = (textOf(files, 'proc/cmdline') ?? '').replace(/\n$/, '');
  const seen = textOf(files, 'proc/iomem');
  const copied = seen === undefined ? undefined : wholeLines('proc/iomem', seen);
  const zoneinfo = textOf(files, 'proc/zoneinfo');
  const table = textOf(files, BLOCK_TABLE);
  const assumed =
    copied === undefined || zoneinfo === undefined || table === undefined
      ? assumedMachine(architecture, { ...(copied === undefined ? {} : { iomem: copied }), dmesg, cmdline })
      : undefined;
  const iomem = copied ?? assumed?.iomem;
  const zones = zoneinfo === undefined ? assumed?.zones : parseZoneinfo(zoneinfo);
  if (iomem === undefined || zones === undefined)
    throw tooLittle(files, ', or a log that tells its memory map');
  return {
    cmdline,
    iomem,
    blocks: blocksOf(architecture, files, { table, assumed, iomem, zones }),
    sys: {
      // Kernels without memory hotplug have sections all the same.
      [BLOCK_SIZE_FILE]: bareHex(
        table === undefined && assumed !== undefined ? assumed.blockSize : architecture.memory.sectionSize,
      ),
      ...Object.fromEntries(
        SINGLE_VALUES.flatMap((path) => {
          const value = valueOf(files, inCapture(path));
          return value === undefined ? [] : [[path, value] as const];
        }),
      ),
    },
    firmwareMap: firmwareMap === undefined ? assumed?.firmwareMap : parseFirmwareMapTable(firmwareMap),
    zones,
    dmesg,
    security: capturedSecurity(files, textOf(files, 'proc/cmdline') ?? ''),
    files: new Map([...(assumed?.files ?? []), ...machineFiles]),
    image: imageIn(architecture, files),
    hardware: {
      hotplug: table === undefined && assumed !== undefined ? assumed.hotplug : hotplugOf(files),
      hypervisor: underHypervisor(files),
      nodes: [...new Set([0, ...zones.map(({ node }) => node)])].sort((a, b) => a - b),
      ...byName(virtioMemIn(dmesg, usableSlackOf(files))),
    },
  };
};

/** What is known of blocks: their table, sections of a kernel that has none, or what the map makes likely. */
const blocksOf = (
  architecture: Architecture,
  files: CaptureFiles,
  {
    table,
    assumed,
    iomem,
    zones,
  }: {
    readonly table: string | undefined;
    readonly assumed: AssumedMachine | undefined;
    readonly iomem: string;
    readonly zones: Observation['zones'];
  },
): Observation['blocks'] => {
  if (table === undefined) return assumed?.blocks ?? {};
  return hasBlocks(files) ? parseBlockTable(table) : sectionsAsBlocks(architecture, iomem, zones);
};

/** @throws FormatError for a text that stops in the middle of a line */
const wholeLines = (name: string, text: string): string => {
  if (text.endsWith('\n')) return text;
  const found = `cut off after ${JSON.stringify(text.slice(text.lastIndexOf('\n') + 1))}`;
  throw new FormatError({
    format: 'capture',
    field: name,
    found,
    allowed: 'whole lines',
    advice: 'Run the script that `warmboot capture` prints on the machine again.',
  });
};

/**
 * Blocks, zones and alignments are those of the machine's own page size.
 * @throws FormatError for a build with another one, which only a person can have asked for
 */
const checkPageSize = ({ memory }: Architecture, files: CaptureFiles): void => {
  const size = pageSizeIn(files);
  if (size === undefined || size === memory.pageSize) return;
  throw new FormatError({
    format: 'capture',
    file: 'page-size',
    field: 'the page size of the kernel',
    found: humanSize(size),
    allowed: `${humanSize(memory.pageSize)}, as was asked for`,
    advice: 'Leave --page-size out: the capture knows it.',
  });
};

const byName = (devices: readonly VirtioMemDevice[]): Pick<Platform, 'virtioMem'> =>
  devices.length === 0 ? {} : { virtioMem: new Map(devices.map((device) => [device.id, device])) };

/** Hosts that hand a devicetree over let drivers plug two of their largest memory blocks more than asked for. */
const usableSlackOf = (files: CaptureFiles): number =>
  files.has('sys/firmware/fdt') ? virtioMem.LARGE_USABLE_SLACK : virtioMem.USABLE_SLACK;

/** Kernels without memory hotplug show no blocks. */
const hasBlocks = (files: CaptureFiles): boolean => files.has(inCapture(BLOCK_SIZE_FILE));

/** Memory devices are announced by ACPI's byte code or not at all, to kernels that have memory blocks. */
const hotplugOf = (files: CaptureFiles): Platform['hotplug'] => {
  if (!hasBlocks(files)) {
    return {
      available: false,
      reason: 'the kernel was built without memory hotplug: it has no memory blocks',
    };
  }
  if (files.has('sys/firmware/acpi/tables/DSDT')) return { available: true };
  const reason = 'the machine has no ACPI namespace, so nothing announces a memory device to its kernel';
  return { available: false, reason };
};

/** x86 CPUs say so; where they do not show flags it does not matter. */
const underHypervisor = (files: CaptureFiles): boolean => {
  const cpu = textOf(files, 'proc/cpuinfo') ?? '';
  return !/^flags\s*:/m.test(cpu) || /^flags\s*:.*\bhypervisor\b/m.test(cpu);
};
