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
  Kernel,
  KernelProfile,
  ToldFacts,
} from '@warmboot/core';
import { crashKernel } from '@warmboot/core';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '@warmboot/scenario';
import { decisiveFacts, kernelFor } from '@warmboot/scenario';

/** On what the words are tried: so much memory, or a recorded machine that boots again. */
export type Subject =
  | { readonly kind: 'ram'; readonly bytes: number; readonly firmware?: string }
  | { readonly kind: 'machine'; readonly record: MachineRecord };

/** What one version of one architecture makes of the words. */
export interface Outcome extends CrashReservation {
  readonly architecture: string;
  readonly profile: KernelProfile;
  /** The kernel that places it. */
  readonly kernel: Kernel;
  /** The facts of its build that the answer hangs on. */
  readonly decisive: readonly BuildFact[];
  readonly memory: BootMemory;
  readonly lowMax: number;
}

const placerOf = ({ name, crashKernel: placer }: Architecture): CrashKernelPlacer => {
  if (placer !== undefined) return placer;
  const allowed = 'one whose plugin places crashkernel=';
  throw new FormatError({ format: 'crashkernel', field: 'the architecture', found: name, allowed });
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
  subject: Subject,
): Outcome => {
  const record = subject.kind === 'machine' ? subject.record : undefined;
  const kernel = kernelFor(framework, { architecture: architectureName, said, record });
  const { architecture } = kernel;
  const { profile } = kernel.build;
  const placer = placerOf(architecture);
  const about = (memory: BootMemory, result: CrashReservation): Outcome => ({
    ...result,
    architecture: architecture.name,
    profile,
    kernel,
    decisive: decisiveFacts(kernel, undefined, {}),
    memory,
    lowMax: placer.lowMax(memory),
  });
  if (subject.kind === 'machine') {
    const memory = crashKernel.bootMemory(kernel.fromObservation(subject.record.observe(architecture)));
    return about(memory, placer.place(cmdline, memory, profile.crashReservation));
  }
  const booted = coldBoot(architecture, profile, coldStart(architecture, cmdline, subject));
  const { crashRegion: region, crashLowRegion: low, log = [] } = booted;
  const lines = log.filter(({ text }) => /crash ?kernel|^Memory value/i.test(text));
  return about(crashKernel.bootMemory(booted), { region, low, log: lines });
};

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
  { bytes, firmware }: Extract<Subject, { kind: 'ram' }>,
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
