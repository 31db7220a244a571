import type {
  Architecture,
  Board,
  KernelImage,
  LoadFacts,
  Observation,
  Platform,
  VirtioMemDevice,
} from '@warmboot/core';
import { humanSize, KiB, LARGE_USABLE_SLACK, USABLE_SLACK } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { CaptureFiles } from './capture-files.js';
import { checkFile } from './check-file.js';
import { neededText, textOf, valueOf } from './capture-files.js';
import { dmesgLines, virtioMemIn } from './dmesg.js';
import { crashNotesIn, vmcoreinfoIn } from './kexec-files.js';
import type { MachineRecord } from './machine-record.js';
import { BLOCK_TABLE, FIRMWARE_MAP_TABLE, parseBlockTable, parseFirmwareMapTable } from './tables.js';
import { parseZoneinfo } from './zoneinfo.js';

/** Slots that Linux can tell apart by a byte; how many a board has is in its byte code, which refuses the rest. */
const MOST_SLOTS = 256;
/** A board's room for devices is not shown anywhere. */
const ANY_ROOM = Number.MAX_SAFE_INTEGER;

/** Files of one value that the model reads. */
const SINGLE_VALUES = [
  '/sys/devices/system/memory/block_size_bytes',
  '/sys/devices/system/memory/auto_online_blocks',
  '/sys/kernel/kexec_loaded',
  '/sys/kernel/kexec_crash_loaded',
  '/sys/kernel/kexec_crash_size',
] as const;

const inCapture = (path: string): string => path.slice(1);

/** A machine by what its own files show of it, as the capture script records them (README, "What a capture holds"). */
export const capturedMachine = (files: CaptureFiles): MachineRecord => {
  const [kernelName, release, arch] = ['ostype', 'osrelease', 'arch'].map((name) =>
    neededText(files, `proc/sys/kernel/${name}`).trim(),
  ) as [string, string, string];
  if (kernelName !== 'Linux') {
    throw new FormatError({
      format: 'capture',
      field: 'proc/sys/kernel/ostype',
      found: JSON.stringify(kernelName.slice(0, 60)),
      allowed: 'Linux',
    });
  }
  return {
    arch,
    kernel: `Linux ${release} ${arch}`,
    observe: (architecture) => observationOf(architecture, files),
    facts: (architecture) => factsOf(architecture, files),
    board: boardOf(),
  };
};

const boardOf = (): Board => ({ slots: MOST_SLOTS, room: ANY_ROOM });

const observationOf = (architecture: Architecture, files: CaptureFiles): Observation => {
  const machineFiles = new Map(
    [...files].flatMap(([name, bytes]) => (name.startsWith('sys/') ? [[`/${name}`, bytes] as const] : [])),
  );
  for (const [path, bytes] of machineFiles) checkFile(architecture, path, path.slice(1), bytes);
  checkPageSize(architecture, files);
  const dmesg = dmesgLines(textOf(files, 'dmesg') ?? '');
  const zones = parseZoneinfo(neededText(files, 'proc/zoneinfo'));
  const firmwareMap = textOf(files, FIRMWARE_MAP_TABLE);
  return {
    cmdline: neededText(files, 'proc/cmdline').replace(/\n$/, ''),
    iomem: neededText(files, 'proc/iomem'),
    blocks: parseBlockTable(neededText(files, BLOCK_TABLE)),
    sys: Object.fromEntries(
      SINGLE_VALUES.flatMap((path) => {
        const value = valueOf(files, inCapture(path));
        return value === undefined ? [] : [[path, value] as const];
      }),
    ),
    firmwareMap: firmwareMap === undefined ? undefined : parseFirmwareMapTable(firmwareMap),
    zones,
    dmesg,
    files: machineFiles,
    image: imageIn(architecture, files),
    hardware: {
      hotplug: hotplugOf(files),
      hypervisor: underHypervisor(files),
      nodes: [...new Set([0, ...zones.map(({ node }) => node)])].sort((a, b) => a - b),
      ...byName(virtioMemIn(dmesg, usableSlackOf(files))),
    },
  };
};

/** `KernelPageSize:        4 kB`, of /proc/self/smaps. Kernels with other pages have other blocks, zones and alignments. */
const checkPageSize = ({ name, memory }: Architecture, files: CaptureFiles): void => {
  const size = /(\d+) kB/.exec(textOf(files, 'page-size') ?? '')?.[1];
  if (size === undefined || Number(size) * KiB === memory.pageSize) return;
  throw new FormatError({
    format: 'capture',
    file: 'page-size',
    field: 'the page size of the kernel',
    found: `${size} KiB`,
    allowed: humanSize(memory.pageSize),
    advice: `Only ${name} kernels with pages of ${humanSize(memory.pageSize)} are modelled so far.`,
  });
};

const byName = (devices: readonly VirtioMemDevice[]): Pick<Platform, 'virtioMem'> =>
  devices.length === 0 ? {} : { virtioMem: new Map(devices.map((device) => [device.id, device])) };

/** Hosts that hand a devicetree over let drivers plug two of their largest memory blocks more than asked for. */
const usableSlackOf = (files: CaptureFiles): number =>
  files.has('sys/firmware/fdt') ? LARGE_USABLE_SLACK : USABLE_SLACK;

/** Memory devices are announced by ACPI's byte code or not at all. */
const hotplugOf = (files: CaptureFiles): Platform['hotplug'] =>
  files.has('sys/firmware/acpi/tables/DSDT')
    ? { available: true }
    : {
        available: false,
        reason: 'the machine has no ACPI namespace, so nothing announces a memory device to its kernel',
      };

/** x86 CPUs say so; where they do not show flags it does not matter. */
const underHypervisor = (files: CaptureFiles): boolean => {
  const cpu = textOf(files, 'proc/cpuinfo') ?? '';
  return !/^flags\s*:/m.test(cpu) || /^flags\s*:.*\bhypervisor\b/m.test(cpu);
};

/** The running kernel's file, by its head, and the file's size before its path. */
const KERNEL_HEAD = 'kernel-image';
const KERNEL_SIZE = 'kernel-image-size';
const INITRD_SIZE = 'initrd-size';

const sizeIn = (files: CaptureFiles, name: string): number | undefined => {
  const size = /^\s*(\d+)/.exec(textOf(files, name) ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
};

const imageIn = (architecture: Architecture, files: CaptureFiles): KernelImage | undefined => {
  const head = files.get(KERNEL_HEAD);
  const size = sizeIn(files, KERNEL_SIZE);
  if (head === undefined || size === undefined) return undefined;
  const format = architecture.images.find(({ recognise }) => recognise(head).ok);
  try {
    return format && { ...format.parse(head), fileSize: size };
  } catch (error) {
    // Formats that wrap another need the whole file: the kernel is as good as unknown then.
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};

/** What loads on this machine would use: its own kernel where the capture has it, the ordinary one otherwise. */
const factsOf = (architecture: Architecture, files: CaptureFiles): LoadFacts => {
  const { referenceMachine: reference } = architecture;
  const own = imageIn(architecture, files);
  if (reference === undefined) {
    throw new FormatError({
      format: 'capture',
      field: 'the architecture',
      found: architecture.name,
      allowed: 'one with an ordinary machine, to take the sizes of its tools from',
    });
  }
  const format = architecture.images.find(({ name }) => name === reference.kernel.format);
  return {
    kernel: own ?? format!.fromRecord(reference.kernel),
    initrd: { fileSize: sizeIn(files, INITRD_SIZE) ?? reference.initrd.fileSize },
    purgatory: reference.purgatory,
    kernelPurgatory: reference.kernelPurgatory,
    crashNotes: crashNotesIn(files),
    vmcoreinfo: vmcoreinfoIn(files),
    randomReady: true,
  };
};
