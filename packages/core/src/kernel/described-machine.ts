import type { InitrdImage, KernelImage } from '../image/kernel-image.js';
import type { Architecture } from '../contract/architecture.js';
import type { ColdStart } from '../contract/early-boot.js';
import type { ReferenceMachine } from '../contract/reference-machine.js';
import type { LoadFacts } from '../userspace/load-facts.js';
import type { PurgatoryFacts } from '../contract/load-request.js';
import { GiB } from '@warmboot/address';
import type { Kernel } from './kernel.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import type { Machine } from '../machine/machine.js';
import { securityOf } from '../machine/machine.js';
import type { MachineSecurity } from '../machine/security.js';
import { strictest } from '../machine/security.js';

/** Header facts of a kernel file; `format` names the image format, the rest is that format's. */
export type KernelRecord = Readonly<Record<string, unknown>> & { readonly format: string };

/** A machine by its description: plain data, bytes. What is left out is the architecture's ordinary machine. */
export interface MachineByDescription {
  /** RAM at boot; what the architecture's ordinary machine has unless told, 1 GiB with most. */
  readonly memory?: number;
  /** What it can grow to; 16 GiB unless told. */
  readonly maxMemory?: number;
  /** Slots for memory devices; 8 unless told. */
  readonly slots?: number;
  readonly firmware?: string;
  readonly cmdline?: string;
  /** Comes after `cmdline`, or after the architecture's ordinary one. */
  readonly append?: string;
  readonly hypervisor?: boolean;
  readonly nodes?: readonly number[];
  /** Who may load and jump, as far as it is said: with Secure Boot, lockdown follows as the kernel was configured. */
  readonly security?: Partial<MachineSecurity>;
  readonly kernel?: KernelRecord;
  /** Bytes of the initrd; 0 for none. */
  readonly initrd?: number;
  readonly purgatory?: PurgatoryFacts;
  readonly kernelPurgatory?: PurgatoryFacts;
}

/** What the board under a machine can take. */
export interface Board {
  /** Slots for memory devices. */
  readonly slots: number;
  /** Bytes that devices may add up to, boot memory not counted. */
  readonly room: number;
}

/** A machine that is up, what its user has at hand, and its board; or what the description lacks, in words. */
export type DescribedMachine =
  | { readonly ok: true; readonly machine: Machine; readonly facts: LoadFacts; readonly board: Board }
  | {
      readonly ok: false;
      /** `firmware`, `kernel`, `kernel.format`, `initrd`, `purgatory`, or undefined for the whole. */
      readonly field?: string;
      readonly found: string;
      readonly allowed: string;
    };

const DEFAULT_MEMORY = GiB;
const DEFAULT_MAXIMUM = 16 * GiB;
const DEFAULT_SLOTS = 8;

/** Brings up a machine by its description. */
export const describedMachine = (kernel: Kernel, description: MachineByDescription): DescribedMachine => {
  const { architecture } = kernel;
  const reference = architecture.referenceMachine;
  const facts = factsOf(architecture, reference, description);
  if (!('kernel' in facts)) return facts;
  const firmware = description.firmware ?? reference?.firmwares[0];
  if (firmware === undefined) return missing(architecture, 'firmware');
  const memorySize = description.memory ?? reference?.memory ?? DEFAULT_MEMORY;
  const maxMemory = Math.max(memorySize, description.maxMemory ?? DEFAULT_MAXIMUM);
  const slots = description.slots ?? DEFAULT_SLOTS;
  const request: ColdStart = {
    firmware,
    memorySize,
    maxMemory: slots === 0 ? undefined : maxMemory,
    slots,
    cmdline: [description.cmdline ?? reference?.cmdline ?? '', description.append ?? '']
      .filter((part) => part !== '')
      .join(' '),
    kernel: facts.kernel,
    kernelIsAssumed: description.kernel === undefined,
    initrd: facts.initrd.fileSize === 0 ? undefined : facts.initrd,
    hypervisor: description.hypervisor ?? true,
    nodes: [...(description.nodes ?? [0])].sort((a, b) => a - b),
  };
  const started = kernel.powerOn(request);
  if (!started.ok) {
    return {
      ok: false,
      found: `one that does not start on ${architecture.name}`,
      allowed: started.reason,
    };
  }
  return {
    ok: true,
    machine: withSecurity(started.value, description.security, kernel.build.config),
    facts,
    board: { slots, room: maxMemory - memorySize },
  };
};

/** What is said of a machine's security on top of what its command line asked for. */
export const withSecurity = (
  machine: Machine,
  said: Partial<MachineSecurity> | undefined,
  { secureBootLocksDown }: Pick<KernelConfig, 'secureBootLocksDown'>,
): Machine => {
  if (said === undefined) return machine;
  const before = securityOf(machine);
  const secureBoot = said.secureBoot ?? before.secureBoot;
  const implied = secureBoot && secureBootLocksDown ? 'integrity' : 'none';
  return {
    ...machine,
    security: { ...before, ...said, lockdown: said.lockdown ?? strictest(before.lockdown, implied) },
  };
};

const factsOf = (
  architecture: Architecture,
  reference: ReferenceMachine | undefined,
  { kernel, initrd, purgatory, kernelPurgatory }: MachineByDescription,
): LoadFacts | Extract<DescribedMachine, { ok: false }> => {
  const record = kernel ?? reference?.kernel;
  if (record === undefined) return missing(architecture, 'kernel');
  const image = imageFromRecord(architecture, record);
  if (image === undefined) {
    const known = architecture.images.map(({ name }) => name).join(', ');
    return { ok: false, field: 'kernel.format', found: JSON.stringify(record.format), allowed: known };
  }
  const file: InitrdImage | undefined = initrd === undefined ? reference?.initrd : { fileSize: initrd };
  if (file === undefined) return missing(architecture, 'initrd');
  const tool = purgatory ?? reference?.purgatory;
  if (tool === undefined) return missing(architecture, 'purgatory');
  return {
    kernel: image,
    initrd: file,
    purgatory: tool,
    kernelPurgatory: kernelPurgatory ?? reference?.kernelPurgatory,
    crashNotes: [],
    vmcoreinfo: undefined,
    // A machine in ordinary use has gathered its entropy long before anybody loads a kernel.
    randomReady: true,
  };
};

/** The image that a record describes; undefined for a format that the architecture does not have. */
export const imageFromRecord = ({ images }: Architecture, record: KernelRecord): KernelImage | undefined =>
  images.find(({ name }) => name === record.format)?.fromRecord(record);

const missing = ({ name }: Architecture, field: string): Extract<DescribedMachine, { ok: false }> => ({
  ok: false,
  field,
  found: 'missing',
  allowed: `a value: ${name} has no ordinary machine to take it from`,
});
