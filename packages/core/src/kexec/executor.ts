import { MiB } from '@warmboot/address';
import { FormatError } from '@warmboot/format';
import { MemoryBus } from '../machine/bus.js';
import type { Machine } from '../machine/machine.js';
import type { NextKernel } from '../boot/next-kernel.js';
import { kernelFreeAfterBoot, memoryNeed } from '../boot/memory-need.js';
import { startingKernel } from '../boot/starting-kernel.js';
import { startKernel } from '../boot/next-kernel.js';
import type { MemoryNeed } from '../memory/memory-need.js';
import type { MemoryDevices } from '../drivers/memory-devices.js';
import type { Errno } from '../answer/errno.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import { setLocks } from '../machine/hold-locks.js';
import { REBOOT } from '../machine/locks.js';
import type { KexecState } from '../image/kexec-state.js';
import type { Transition } from '../machine/transition.js';
import type { Architecture } from '../contract/architecture.js';
import type { EarlyBoot, EarlyBootOutcome, HandoverInput } from '../contract/early-boot.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import type { KernelProfile } from '../contract/profile.js';
import type { Policy } from '../contract/policy.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { Arrival } from './arrival.js';
import { arrive } from './arrival.js';
import type { KexecImage } from '../image/image.js';
import { whenLocked } from './load-permission.js';
import { whenCapable } from './load-security.js';
import { destinationOf } from '../image/segment.js';
import type { NewSha256 } from '../contract/sha256.js';
import { VMCORE_FILE, vmcoreHeaders } from '../crash/vmcore.js';

/** How a jump into a loaded image ended. */
export type ExecOutcome =
  | { readonly outcome: 'booted'; readonly cmdline: string }
  /** What was called gave control back, and the kernel that called it goes on (core R4.12). */
  | { readonly outcome: 'returned'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly errno: Errno; readonly reason: string }
  /** `unknown` where what was entered is not known to be a kernel: it may do anything, and counts as lost. */
  | { readonly outcome: 'panic' | 'hang' | 'reset'; readonly reason: string; readonly unknown?: true };

/** The executing half of kexec: kernel_kexec() and crash_kexec(), then whatever the jump finds. Stateless. */
export class KexecExecutor {
  readonly #architecture: Architecture;
  readonly #policies: readonly Policy[];
  readonly #devices: MemoryDevices;
  readonly #newSha256: NewSha256;
  readonly #profile: KernelProfile;
  readonly #config: Pick<KernelConfig, 'defaultOnlineType' | 'cmaSize'>;

  constructor(
    architecture: Architecture,
    policies: readonly Policy[],
    devices: MemoryDevices,
    newSha256: NewSha256,
    profile: KernelProfile,
    config: Pick<KernelConfig, 'defaultOnlineType' | 'cmaSize'>,
  ) {
    this.#config = config;
    this.#architecture = architecture;
    this.#policies = policies;
    this.#devices = devices;
    this.#newSha256 = newSha256;
    this.#profile = profile;
  }

  /** reboot(LINUX_REBOOT_CMD_KEXEC) while nobody else acts: its phases in a row (core R4.11). */
  execute(transition: Transition): ExecOutcome {
    const begun = this.begin(transition);
    if (!begun.ok) return { outcome: 'refused', errno: begun.errno, reason: begun.reason };
    this.shutDown(transition);
    return this.jump(transition);
  }

  /**
   * Takes the kexec lock, and checks what can be checked while there is a way back: destinations are not looked at again
   * unless a policy does (core R4.11).
   */
  begin(transition: Transition): Result {
    const permitted = this.#permitted(transition);
    if (!permitted.ok) {
      const { errno, reason } = permitted;
      transition.emit({ type: 'kexec:exec-refused', errno, reason });
      return permitted;
    }
    setLocks(transition, { kexec: REBOOT });
    this.#setReboot(transition, 'begun');
    return done;
  }

  /** kernel_restart_prepare(): the devices go down. Whoever comes here has waited for the lock of each. EINVAL before {@link begin}. */
  shutDown(transition: Transition): Result {
    if (transition.machine.kexec.reboot !== 'begun') return refuse('EINVAL', 'no reboot() has just begun');
    this.#setReboot(transition, 'devices-down');
    return done;
  }

  /** The copy, and the jump. EINVAL before {@link shutDown}. */
  jump(transition: Transition): ExecOutcome {
    const { earlyBoot } = this.#architecture;
    const { normal: image, reboot } = transition.machine.kexec;
    if (reboot !== 'devices-down' || image === undefined || earlyBoot === undefined) {
      return this.#refused(transition, 'EINVAL', 'no reboot() has shut down the devices');
    }
    this.#setReboot(transition, undefined);
    setLocks(transition, { kexec: undefined });
    if (image.preserveContext && image.kernel === undefined) return this.#call(transition, image, earlyBoot);
    for (const policy of this.#policies) {
      const verdict = policy.checkCopy?.(transition, image) ?? done;
      if (verdict.ok) continue;
      const reason = `${verdict.reason}; the devices are shut down, so there is no way back`;
      transition.emit({ type: 'kexec:exec-refused', errno: verdict.errno, reason });
      return this.#die(transition, 'panic', reason);
    }
    if (!image.preserveContext) transition.say('notice', 'kexec_core: Starting new kernel');
    return this.#jump(transition, image, earlyBoot);
  }

  #permitted(transition: Transition): Result {
    const capable = whenCapable(transition);
    if (!capable.ok) return capable;
    const unlocked = whenLocked(transition.machine);
    if (!unlocked.ok) return unlocked;
    const image = transition.machine.kexec.normal;
    if (image === undefined) return refuse('EINVAL', 'no image is loaded');
    for (const policy of this.#policies) {
      const verdict = policy.checkExec?.(transition, image) ?? done;
      if (!verdict.ok) return verdict;
    }
    return this.#architecture.earlyBoot === undefined
      ? refuse('ENOSYS', `what a jump comes to is not supported on ${this.#architecture.name}`)
      : done;
  }

  #setReboot(transition: Transition, reboot: KexecState['reboot']): void {
    const { reboot: _, ...kexec } = transition.machine.kexec;
    transition.update({ kexec: reboot === undefined ? kexec : { ...kexec, reboot } });
  }

  /** A panic: into the capture kernel when one is loaded (core R4.13), else the machine stops. */
  crash(transition: Transition): ExecOutcome {
    const { kexec, locks } = transition.machine;
    const { crash: image } = kexec;
    if (image === undefined || locks.kexec !== undefined) {
      const why = image === undefined ? 'no crash image was loaded' : 'another kexec call held the lock';
      return this.#die(transition, 'reset', `the kernel panicked and ${why}`);
    }
    const { earlyBoot } = this.#architecture;
    return earlyBoot === undefined ? this.#unsupported(transition) : this.#jump(transition, image, earlyBoot);
  }

  #jump(transition: Transition, image: KexecImage, earlyBoot: EarlyBoot): ExecOutcome {
    const { machine } = transition;
    const arrival = this.#arrive(transition, image, earlyBoot);
    if (arrival.outcome !== 'arrived') return this.#die(transition, arrival.outcome, arrival.reason);
    const found = { ...image, segments: arrival.segments };
    const input = handoverOf(transition.machine, found);
    if (input === undefined) {
      const reason = 'what was loaded is not known to be a kernel: nothing can be said of what it does';
      return this.#die(transition, 'hang', reason, true);
    }
    const boot = this.#boot(input, earlyBoot);
    if (boot.outcome !== 'booted') return this.#die(transition, boot.outcome, boot.reason);
    const starting = startingKernel(this.#architecture, this.#config, boot.kernel, {
      sections: input.sections,
      initrd: found.initrd,
    });
    const need = starting && memoryNeed(starting);
    if (need !== undefined) transition.emit({ type: 'boot:memory', need });
    if (need?.verdict === 'short') return this.#die(transition, 'panic', deadlocked(need));
    const next: NextKernel = {
      booted: boot.kernel,
      platform: machine.platform,
      image: input.kernel,
      sections: input.sections,
      contents: inherited(transition.machine, found),
      before: machine,
      profile: this.#profile,
      ...(starting === undefined ? {} : { kernelFree: kernelFreeAfterBoot(starting) }),
      // The next kernel is taken to be one like this.
      defaultOnlineType: this.#config.defaultOnlineType,
    };
    startKernel(this.#architecture.memory, this.#devices, next, transition);
    keepVmcore(transition, found);
    transition.emit({ type: 'boot:reached', kernelAt: boot.kernel.kernelAt });
    const { unmodelled } = boot.kernel;
    if (unmodelled !== undefined) transition.emit({ type: 'boot:unmodelled', reason: unmodelled });
    return { outcome: 'booted', cmdline: boot.kernel.cmdline };
  }

  /**
   * An image that keeps the context is called like a function: everything is frozen, the code runs where it was loaded
   * to, and when it returns the pages are exchanged back and the kernel thaws. The image stays loaded (core R4.12).
   */
  #call(transition: Transition, image: KexecImage, earlyBoot: EarlyBoot): ExecOutcome {
    const { contents } = transition.machine;
    const arrival = this.#arrive(transition, image, earlyBoot);
    if (arrival.outcome !== 'arrived') return this.#die(transition, arrival.outcome, arrival.reason);
    transition.update({ contents });
    return { outcome: 'returned', reason: 'the code that was loaded ran and returned' };
  }

  #arrive(transition: Transition, image: KexecImage, earlyBoot: EarlyBoot): Arrival {
    transition.emit({ type: 'kexec:jump', entry: image.entry });
    return arrive(transition, image, { kexec: this.#architecture.kexec, earlyBoot }, this.#newSha256);
  }

  /** A hand-over that no longer parses stops the kernel that reads it, long before it can say so. */
  #boot(input: HandoverInput, earlyBoot: EarlyBoot): EarlyBootOutcome {
    try {
      return earlyBoot.boot({ ...input, profile: this.#profile });
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return { outcome: 'hang', reason: `the hand-over cannot be read: ${error.message}` };
    }
  }

  #unsupported(transition: Transition): ExecOutcome {
    const reason = `what a jump comes to is not supported on ${this.#architecture.name}`;
    return this.#refused(transition, 'ENOSYS', reason);
  }

  #refused(transition: Transition, errno: Errno, reason: string): ExecOutcome {
    transition.emit({ type: 'kexec:exec-refused', errno, reason });
    return { outcome: 'refused', errno, reason };
  }

  #die(
    transition: Transition,
    outcome: 'panic' | 'hang' | 'reset',
    reason: string,
    unknown = false,
  ): ExecOutcome {
    const end = { outcome, reason, ...(unknown ? { unknown } : {}) };
    transition.emit({ type: 'boot:failed', ...end });
    transition.update({ halted: end });
    return end;
  }
}

/**
 * What the next kernel inherits: what was loaded for it. A capture kernel keeps away from all other memory, whose
 * contents it is there to save; any other takes the rest over.
 */
const inherited = ({ contents }: Machine, image: KexecImage): PhysicalMemory =>
  image.type === 'crash' ? contents : contents.keep(image.segments.map(destinationOf));

/** A capture kernel shows the memory of the one before by the headers that it was handed. */
const keepVmcore = (transition: Transition, image: KexecImage): void => {
  const headers = image.segments.find(({ kind }) => kind === 'elfcorehdr')?.bytes;
  const { machine } = transition;
  if (headers === undefined || !machine.kernel.isCapture) return;
  const files = new Map(machine.files).set(VMCORE_FILE, vmcoreHeaders(headers, machine.memory.pageSize));
  transition.update({ files });
};

/** Nothing can be killed to make room while a kernel comes up. mm/oom_kill.c: out_of_memory() */
const deadlocked = ({ need, have }: MemoryNeed): string =>
  `System is deadlocked on memory: it needs about ${mebibytes(need)} and has ${mebibytes(have)}`;

const mebibytes = (bytes: number): string => `${Math.round(bytes / MiB)} MiB`;

/** What the next kernel finds in memory, when the image is known to hold one. */
const handoverOf = (
  machine: Machine,
  { kernel, segments, describedRam, kept }: KexecImage,
): HandoverInput | undefined => {
  const placed = segments.find(({ kind }) => kind === 'kernel');
  if (kernel === undefined || placed === undefined) return undefined;
  const bus = new MemoryBus(machine.platform, machine.contents);
  return {
    platform: machine.platform,
    kernel,
    kernelAt: placed.mem,
    sections: machine.kernel.sections,
    segments,
    ...(describedRam === undefined ? {} : { describedRam }),
    ...(kept === undefined ? {} : { kept }),
    readMemory: (range) => bus.read(range),
    files: machine.files,
  };
};
