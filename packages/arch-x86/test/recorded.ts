import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { KernelSection, LoadRequest, Machine } from '@warmboot/core/plugin';
import {
  bootMemory,
  DEFAULT_TUNABLES,
  firmwareMapOf,
  NO_KEXEC,
  PhysicalMemory,
  resources,
} from '@warmboot/core/plugin';
import { kexecTools } from '@warmboot/core';
import {
  bytesOf,
  crashRegionIn,
  dimmsBefore,
  hasFile,
  logOf,
  observedBefore,
  requestFacts,
  stepsIn,
  tracesOf,
  type Recorded,
  type Trace,
} from '@warmboot/testing/recorded';

import { architecture, BOOT_PARAMS_FILE, bootLogReader, imageFormat, resourceNames } from '../src/index.js';

/** Every recorded x86_64 run. */
export const traces = tracesOf('x86_64');

/** Steps of some actions, with their trace and index. */
export const stepsOf = (...actions: readonly string[]): Recorded[] => stepsIn(traces, ...actions);

/** RAM of a q35 machine: what does not fit below 2.75 GiB begins at 2 GiB and goes on at 4 GiB. */
export const installed = ({ qemu }: Trace): AddressRange[] => [
  rangeAt(0, Number.parseInt(qemu.memory, 10) * 0x4000_0000),
];

const ACPI_TABLES = ['SRAT', 'APIC'];

/** The machine before a step, from the observation before it and the files of the boot. */
export const machineBefore = (trace: Trace, index: number): Machine => {
  const text = observedBefore(trace, index, 'iomem') ?? '';
  const map = observedBefore(trace, index, 'firmware_memmap');
  const files = new Map([
    [BOOT_PARAMS_FILE, bytesOf(trace, 'boot_params.bin')],
    ...bootLogReader.recover(logOf(trace.steps[0])).files,
    ...ACPI_TABLES.filter((name) => hasFile(trace, `acpi-${name}.bin`)).map(
      (name) => [`/sys/firmware/acpi/tables/${name}`, bytesOf(trace, `acpi-${name}.bin`)] as const,
    ),
  ]);
  return {
    platform: {
      bootRam: installed(trace),
      dimms: dimmsBefore(trace, index),
      hotplug: { available: true },
      hypervisor: true,
      nodes: [0],
    },
    kernel: {
      cmdline: runningCmdline(trace),
      generation: 0,
      isCapture: false,
      image: imageFormat.fromRecord(trace.kernel_image),
      sections: [],
    },
    iomem: resources.parseIomem(text, resourceNames.classify),
    memory: bootMemory(architecture.memory, {
      facts: { bootRam: installed(trace), hypervisor: true },
      nodes: [],
      autoOnline: 'offline',
      tunables: DEFAULT_TUNABLES,
    }),
    firmwareMap:
      map === undefined
        ? undefined
        : firmwareMapOf(
            map.map(({ start, end, type }) => ({
              range: { start: Number(start), end: Number(end) + 1 },
              type,
            })),
          ),
    memblock: undefined,
    kexec: { ...NO_KEXEC, crashRegion: crashRegionIn(text) },
    files,
    contents: PhysicalMemory.EMPTY,
    locks: { devices: new Map() },
    halted: undefined,
  };
};

/** Whether the random pool was ready: chance, so an input. One that became ready while the step was looked at came too late. */
const randomReady = ({ steps }: Trace, index: number): boolean =>
  steps[index]?.random_ready === true && !logOf(steps[index]).includes('random: crng init done');

/** The parameter by which the experimental kernel was told its policy; a trace's `cmdline` leaves it out. */
const POLICY_PARAMETER: Readonly<Record<string, string>> = {
  none: '',
  'notifier-as-posted': ' lab_policy=1',
  'notifier-corrected': ' lab_policy=2',
  'resource-name': ' lab_policy=4',
  'validate-at-exec': ' lab_policy=8',
  'unload-on-hotplug': ' lab_policy=16',
};

/** /proc/cmdline of the running kernel. */
export const runningCmdline = ({ cmdline, policy }: Trace): string =>
  `${cmdline}${POLICY_PARAMETER[policy] ?? ''}`;

/** What a kexec-load step asked for. The seed is recognisable: every byte is 0xa5. */
export const requestOf = ({ trace, step, index }: Recorded): LoadRequest => {
  const facts = requestFacts(trace, step);
  const own = trace.tools.kernel_purgatory;
  const given = /^--(append|command-line)="(.*)"$/.exec(step.cmdline ?? '')?.[2];
  return {
    ...facts,
    kernel: imageFormat.fromRecord(trace.kernel_image),
    cmdline: kexecTools.nextCommandLine(
      runningCmdline(trace),
      { reuse: step.cmdline === '--reuse-cmdline', append: given, commandLine: undefined },
      facts.type === 'crash',
    ),
    kernelPurgatory: own && { bufsz: Number(own.bufsz), memsz: Number(own.memsz) },
    seed: (bytes) => new Uint8Array(bytes).fill(0xa5),
    randomReady: randomReady(trace, index),
  };
};

/** Sections of the first kernel relative to the address of its code: every kernel of a recording is the same file. */
export const sectionsOf = (trace: Trace): KernelSection[] => {
  const lines = [
    ...(trace.steps[0]?.observed?.iomem ?? '').matchAll(/([0-9a-f]+)-([0-9a-f]+) : (Kernel \w+)/g),
  ];
  const base = Number(`0x${lines[0]?.[1] ?? '0'}`);
  return lines.map(([, start, end, name]) => ({
    name: name!,
    start: Number(`0x${start}`) - base,
    end: Number(`0x${end}`) + 1 - base,
  }));
};
