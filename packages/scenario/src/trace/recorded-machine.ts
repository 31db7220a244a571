import type {
  Architecture,
  Board,
  KconfigOptions,
  Observation,
  ObservedZone,
  Platform,
} from '@warmboot/core';
import { parseSize } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '../capture/machine-record.js';
import { factsOfOptions } from '../facts/kernel-config.js';
import { writtenOptions, type WrittenOption } from '../facts/said-of-machine.js';
import { checkFile } from '../capture/check-file.js';
import { loadFacts } from './load-arguments.js';
import { recordedImage } from './recorded-kernels.js';
import { tracedFacts } from './traced-facts.js';
import type { Trace, TraceDirectory } from './trace.js';
import { recordedVirtioMem } from './virtio-mem.js';

/** Where the files of a recording lived on the machine. */
const PATHS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^fdt\.dtb$/, () => '/sys/firmware/fdt'],
  [/^boot_params\.bin$/, () => '/sys/kernel/boot_params/data'],
  [/^acpi-(.+)\.bin$/, ([, table]) => `/sys/firmware/acpi/tables/${table}`],
];

const pathOf = (name: string): string | undefined => {
  for (const [pattern, path] of PATHS) {
    const match = pattern.exec(name);
    if (match !== null) return path(match);
  }
  return undefined;
};

/** The inputs among the files of a recording, by the path that they had; answers (`seg-`, `after-`) are left out. */
const machineFiles = (files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> =>
  new Map(
    [...files].flatMap(([name, bytes]) => {
      const path = pathOf(name);
      return path === undefined ? [] : [[path, bytes] as const];
    }),
  );

const RUNTIME_MAP = '/sys/firmware/efi/runtime-map';

/** The recorded runtime map as the files that it was read from. */
const runtimeMapFiles = ({ efi_runtime_map: map = [] }: Trace): (readonly [string, Uint8Array])[] =>
  map.flatMap(({ index, ...files }) =>
    Object.entries(files).map(
      ([name, value]) => [`${RUNTIME_MAP}/${index}/${name}`, new TextEncoder().encode(`${value}\n`)] as const,
    ),
  );

/** Finds a broken file before anything is predicted from it. @throws FormatError that names the file */
const checkFiles = (architecture: Architecture, files: ReadonlyMap<string, Uint8Array>): void => {
  for (const [name, bytes] of files) {
    const path = pathOf(name);
    if (path !== undefined) checkFile(architecture, path, name, bytes);
  }
};

/**
 * QEMU offers memory hotplug on its `virt` board only with ACPI, which comes with EFI firmware; boards of PCs always
 * have it.
 */
export const hotplugOf = ({ qemu, firmware }: Trace): Platform['hotplug'] =>
  qemu.machine.startsWith('virt') && firmware === 'dt'
    ? { available: false, reason: 'memory hotplug is not enabled: missing acpi-ged device' }
    : { available: true };

/** Nodes that the running kernel knows: those that have zones. */
const nodesOf = (zones: readonly ObservedZone[]): number[] =>
  [...new Set([0, ...zones.map(({ node }) => node)])].sort((a, b) => a - b);

/** The boot option by which the recorded experimental kernels chose their policy. */
const POLICY_OPTION: Readonly<Record<string, string>> = {
  'notifier-as-posted': ' lab_policy=1',
  'notifier-corrected': ' lab_policy=2',
  'resource-name': ' lab_policy=4',
  'validate-at-exec': ' lab_policy=8',
  'unload-on-hotplug': ' lab_policy=16',
};

/**
 * The running kernel's command line. Recordings of experimental kernels give it without the option that chose the
 * policy: the last word that the recorder gave, after which only an EFI boot adds the name of the initrd.
 */
const runningCommandLine = ({ cmdline, policy, policy_option: told }: Trace): string => {
  const option = told ?? POLICY_OPTION[policy] ?? '';
  return cmdline.replace(/( initrd=\S+)?$/, `${option}$1`);
};

/** A command line as recordings give it: without the option that chose the policy. */
export const asRecorded = (trace: Trace, cmdline: string): string =>
  cmdline === runningCommandLine(trace) ? trace.cmdline : cmdline;

/** The virtio-mem devices of a recording, by the host's names. */
export const virtioMemOf = (trace: Trace, iomem: string): Pick<Platform, 'virtioMem'> => {
  const devices = recordedVirtioMem(trace, iomem);
  return devices.length === 0 ? {} : { virtioMem: new Map(devices.map((device) => [device.id, device])) };
};

/** What a recording begins with: its first observation and the files beside it, and nothing of its answers. */
const recordedObservation = (architecture: Architecture, { trace, files }: TraceDirectory): Observation => {
  const boot = trace.steps[0];
  if (boot?.action !== 'boot' || boot.observed === undefined || boot.observed === null) {
    throw new FormatError({
      format: 'trace',
      field: 'steps[0]',
      found: JSON.stringify(boot?.action),
      allowed: 'the action "boot" with its observation',
    });
  }
  checkFiles(architecture, files);
  const { iomem, blocks, sys, firmware_memmap: firmwareMap, zones = [], dmesg } = boot.observed;
  return {
    cmdline: runningCommandLine(trace),
    iomem,
    blocks,
    sys,
    firmwareMap,
    zones,
    dmesg,
    files: new Map([...machineFiles(files), ...runtimeMapFiles(trace)]),
    image: recordedImage(architecture, trace),
    hardware: {
      hotplug: hotplugOf(trace),
      hypervisor: true,
      nodes: nodesOf(zones),
      ...virtioMemOf(trace, iomem),
    },
  };
};

/** What QEMU was told of slots and room: `-m 1G,slots=8,maxmem=16G`. */
const boardOf = ({ qemu }: Trace): Board => {
  const option = (word: string): string | undefined =>
    new RegExp(`(?:^|,)${word}=([^,]+)`).exec(qemu.memory)?.[1];
  const memory = parseSize(/^[^,]+/.exec(qemu.memory)?.[0] ?? '') ?? 0;
  return {
    slots: Number(option('slots') ?? 0),
    room: Math.max(0, (parseSize(option('maxmem') ?? '') ?? memory) - memory),
  };
};

/** What a recorder says of the configuration in Kconfig's own names. */
const recordedOptions = ({ config = {} }: Trace): KconfigOptions =>
  writtenOptions(
    Object.fromEntries(
      Object.entries(config as Readonly<Record<string, unknown>>).filter(
        (entry): entry is [string, WrittenOption] =>
          ['string', 'number', 'boolean'].includes(typeof entry[1]),
      ),
    ),
  );

/** The machine of a recording. */
export const tracedMachine = (directory: TraceDirectory): MachineRecord => {
  const { trace } = directory;
  const kexecTools = trace.tools['kexec-tools'];
  return {
    arch: trace.arch,
    kernel: trace.kernel,
    ...(kexecTools === undefined ? {} : { kexecTools }),
    board: boardOf(trace),
    told: (architecture) => [
      ...tracedFacts(trace),
      {
        source: 'trace',
        where: 'config',
        file: 'trace.json',
        facts: factsOfOptions(architecture, recordedOptions(trace)),
      },
      {
        source: 'kernel file',
        where: 'kernel_image',
        facts: architecture.builds?.fromImage?.(recordedImage(architecture, trace)) ?? {},
      },
    ],
    observe: (architecture) => recordedObservation(architecture, directory),
    facts: (architecture) => loadFacts(trace, recordedImage(architecture, trace)),
  };
};
