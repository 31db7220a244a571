import type { AddressRange } from '@warmboot/address';
import { shortSize, sizeOf } from '@warmboot/address';
import type {
  Architecture,
  BootMemory,
  BootedKernel,
  BuildFact,
  ColdStart,
  CrashKernelPlacer,
  CrashReservation,
  Framework,
  InitrdImage,
  Kernel,
  KernelProfile,
  Machine,
  MemoryNeed,
  ToldFacts,
} from '@warmboot/core';
import { crashKernel } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '@warmboot/scenario';
import { decisiveFacts, kernelFor } from '@warmboot/scenario';

/** On what the words are tried: so much memory, or a recorded machine that boots again. */
export type CrashKernelSubject =
  | { readonly kind: 'ram'; readonly bytes: number; readonly firmware?: string }
  | { readonly kind: 'machine'; readonly record: MachineRecord };

/** What becomes of the words in all the places that the kernel may get. */
export interface KernelOdds extends crashKernel.Odds, Pick<crashKernel.Places, 'chosenBy' | 'provided'> {}

/** What one version of one architecture makes of the words. */
export interface Reservation extends CrashReservation {
  readonly architecture: string;
  readonly profile: KernelProfile;
  /** The kernel that places it. */
  readonly kernel: Kernel;
  /** The facts of its build that the answer hangs on. */
  readonly decisive: readonly BuildFact[];
  readonly memory: BootMemory;
  readonly lowMax: number;
  /** Below it alone a plain size is looked for. */
  readonly plainMax: number;
  /** Whether `,high` and `,low` are read. */
  readonly readsSuffixes: boolean;
  /** Where the place of the kernel is chance, and the answer hangs on it. */
  readonly odds?: KernelOdds;
  /** What a capture kernel needs of it, where the architecture can tell. */
  readonly need: MemoryNeed | undefined;
  /** Whether that is the need of the kernel of a recorded machine. */
  readonly ofRecord: boolean;
}

/** Who is to run in the region, where somebody said. */
export interface CaptureKernel {
  readonly initrd?: InitrdImage;
}

const placerOf = ({ name, crashKernel: placer }: Architecture): CrashKernelPlacer => {
  if (placer !== undefined) return placer;
  const allowed = 'one whose plugin places crashkernel=';
  throw new FormatError({ format: 'crashkernel', field: 'the architecture', found: name, allowed });
};

/** @returns undefined where every boot puts the kernel in the same place, or the answer does not hang on it */
const oddsOf = (
  architecture: Architecture,
  { iomem, files }: Pick<Machine, 'iomem' | 'files'>,
  cmdline: string,
  place: (memory: BootMemory) => CrashReservation,
): KernelOdds | undefined => {
  const memory = crashKernel.bootMemory({ iomem });
  const image = kernelIn(iomem);
  if (image === undefined) return undefined;
  const places = architecture.kernelPlaces?.({ cmdline, ram: memory.ram, image, files });
  if (places === undefined) return undefined;
  const odds = crashKernel.odds(memory, image, places, place);
  if (odds.share === 1) return undefined;
  const { chosenBy, provided } = places;
  return { ...odds, chosenBy, ...(provided === undefined ? {} : { provided }) };
};

/** From the first section of the running kernel to the last. */
const kernelIn = (iomem: Machine['iomem']): AddressRange | undefined => {
  const sections = [...resources.preorder(iomem.root)].flatMap(({ resource }) =>
    resource.name.startsWith('Kernel ') ? [resource] : [],
  );
  const [first, last] = [sections[0], sections.at(-1)];
  return first && last && { start: first.start, end: last.end };
};

/**
 * @param said what is said of the kernel
 * @throws FormatError for a machine that does not come up
 */
export const reserve = (
  framework: Framework,
  architectureName: string,
  said: readonly ToldFacts[],
  cmdline: string,
  subject: CrashKernelSubject,
  { initrd }: CaptureKernel = {},
): Reservation => {
  const record = subject.kind === 'machine' ? subject.record : undefined;
  const kernel = kernelFor(framework, { architecture: architectureName, said, record });
  const { architecture } = kernel;
  const { profile } = kernel.build;
  const placer = placerOf(architecture);
  const about = (
    { files }: Pick<Machine, 'files'>,
    memory: BootMemory,
    asPlaced: CrashReservation,
    odds?: KernelOdds,
  ): Reservation => {
    // Where the kernel's last place decided against it, the next boot has better odds.
    const result =
      odds === undefined || odds.provided !== undefined || asPlaced.region !== undefined
        ? asPlaced
        : odds.likeliest;
    return {
      ...result,
      ...(odds === undefined ? {} : { odds }),
      architecture: architecture.name,
      profile,
      kernel,
      decisive: decisiveFacts(kernel, undefined, {}),
      memory,
      lowMax: placer.lowMax(memory),
      plainMax: placer.plainMax ?? placer.lowMax(memory),
      readsSuffixes: placer.readsSuffixes ?? true,
      ofRecord: record !== undefined,
      need: crashKernel.captureNeed(architecture, kernel.build.config, {
        regions: [result.low, result.region].filter((region) => region !== undefined),
        // One CPU, and a root file system in the initrd, as kdump services have it.
        cmdline: 'nr_cpus=1',
        files,
        kernel: record?.facts(architecture).kernel,
        initrd,
      }),
    };
  };
  const rules = profile.crashReservation;
  const oddsOn = (seen: Pick<Machine, 'iomem' | 'files'>, words: string): KernelOdds | undefined =>
    oddsOf(architecture, seen, words, (memory) => placer.place(words, memory, rules));
  if (subject.kind === 'machine') {
    const machine = kernel.fromObservation(subject.record.observe(architecture));
    const memory = crashKernel.bootMemory(machine);
    const words = `${withoutCrashKernel(machine.kernel.cmdline)} ${cmdline}`;
    return about(machine, memory, placer.place(cmdline, memory, rules), oddsOn(machine, words));
  }
  const request = coldStart(architecture, cmdline, subject);
  const booted = coldBoot(architecture, profile, request);
  const { crashRegion: region, crashLowRegion: low, log = [] } = booted;
  const lines = log.filter(({ text }) => /crash ?kernel|^Memory value/i.test(text));
  const memory = crashKernel.bootMemory(booted);
  return about(booted, memory, { region, low, log: lines }, oddsOn(booted, request.cmdline));
};

/** The words of a command line that ask for no crash kernel. */
const withoutCrashKernel = (cmdline: string): string =>
  cmdline
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('crashkernel='))
    .join(' ');

const coldBoot = (
  { name, earlyBoot }: Architecture,
  profile: KernelProfile,
  request: ColdStart,
): BootedKernel => {
  const fault = (allowed: string): FormatError =>
    new FormatError({
      format: 'crashkernel',
      field: `a machine of ${name} with ${shortSize(request.memorySize)}`,
      found: 'one that does not start',
      allowed,
    });
  const input = earlyBoot?.coldStart?.(request);
  if (input === undefined) throw fault('an architecture that starts machines by description; give --machine');
  if (!input.ok) throw fault(input.reason);
  const boot = earlyBoot!.boot({ ...input.value, profile });
  if (boot.outcome !== 'booted') throw fault(`one whose first kernel comes up: ${boot.reason}`);
  return boot.kernel;
};

/** An ordinary machine with that much memory. */
const coldStart = (
  { name, images, referenceMachine: reference }: Architecture,
  cmdline: string,
  { bytes, firmware }: Extract<CrashKernelSubject, { kind: 'ram' }>,
): ColdStart => {
  const format = images.find((image) => image.name === reference?.kernel.format);
  if (reference === undefined || format === undefined) {
    const allowed = 'one that has an ordinary machine; give --machine';
    throw new FormatError({ format: 'crashkernel', field: 'the architecture', found: name, allowed });
  }
  return {
    firmware: firmware ?? reference.firmwares[0],
    memorySize: bytes,
    maxMemory: undefined,
    slots: 0,
    cmdline: `${reference.cmdline} ${cmdline}`,
    kernel: format.fromRecord(reference.kernel),
    initrd: reference.initrd,
    hypervisor: true,
    nodes: [0],
  };
};

export const totalRam = ({ ram }: BootMemory): number =>
  ram.reduce((sum, range: AddressRange) => sum + sizeOf(range), 0);
