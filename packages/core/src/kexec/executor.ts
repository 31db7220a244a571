import type { Machine } from '../machine/machine.js';
import { startKernel } from '../machine/next-kernel.js';
import type { MemoryDevices } from '../machine/memory-devices.js';
import type { Errno } from '../machine/errno.js';
import { done } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import type { Architecture, HandoverInput } from '../plugin/architecture.js';
import type { Policy } from '../policy/policy.js';
import type { KexecImage } from './image.js';
import { VMCORE_FILE, vmcoreHeaders } from './vmcore.js';

/** How a jump into a loaded image ended. */
export type ExecOutcome =
  | { readonly outcome: 'booted'; readonly cmdline: string }
  | { readonly outcome: 'refused'; readonly errno: Errno; readonly reason: string }
  | { readonly outcome: 'panic' | 'hang' | 'reset'; readonly reason: string };

/** The executing half of kexec: kernel_kexec() and crash_kexec(), then whatever the jump finds. Stateless. */
export class KexecExecutor {
  readonly #architecture: Architecture;
  readonly #policies: readonly Policy[];
  readonly #devices: MemoryDevices;

  constructor(architecture: Architecture, policies: readonly Policy[], devices: MemoryDevices) {
    this.#architecture = architecture;
    this.#policies = policies;
    this.#devices = devices;
  }

  /** reboot(LINUX_REBOOT_CMD_KEXEC): destinations are not looked at again unless a policy does (core R4.11). */
  execute(transition: Transition): ExecOutcome {
    const image = transition.machine.kexec.normal;
    if (image === undefined) return this.#refused(transition, 'EINVAL', 'no image is loaded');
    for (const policy of this.#policies) {
      const verdict = policy.checkExec?.(transition, image) ?? done;
      if (!verdict.ok) return this.#refused(transition, verdict.errno, verdict.reason);
    }
    transition.say('notice', 'kexec_core: Starting new kernel');
    return this.#jump(transition, image);
  }

  /** A panic: into the capture kernel when one is loaded (core R4.13), else the machine stops. */
  crash(transition: Transition): ExecOutcome {
    const image = transition.machine.kexec.crash;
    if (image === undefined) {
      return this.#die(transition, 'reset', 'the kernel panicked and no crash image was loaded');
    }
    return this.#jump(transition, image);
  }

  #jump(transition: Transition, image: KexecImage): ExecOutcome {
    const { machine } = transition;
    transition.emit({ type: 'kexec:jump', entry: image.entry });
    const jump = this.#architecture.earlyBoot.jump(machine, image);
    if (jump.outcome !== 'arrived') {
      if (jump.address !== undefined) {
        const at = jump.address;
        const hit = image.segments.find(({ mem, memsz }) => mem <= at && at < mem + memsz);
        transition.emit({ type: 'kexec:write-to-nothing', address: at, segment: hit?.kind ?? 'other' });
      }
      return this.#die(transition, jump.outcome, jump.reason);
    }
    const input = handoverOf(machine, image);
    if (input === undefined) {
      return this.#die(
        transition,
        'hang',
        'what was loaded is not known to be a kernel: nothing can be said of it',
      );
    }
    const boot = this.#architecture.earlyBoot.boot(input);
    if (boot.outcome !== 'booted') return this.#die(transition, boot.outcome, boot.reason);
    startKernel(transition, this.#architecture.memory, this.#devices, {
      booted: boot.kernel,
      platform: machine.platform,
      image: input.kernel,
      sections: input.sections,
      before: machine,
    });
    keepVmcore(transition, image);
    transition.emit({ type: 'boot:reached', kernelAt: boot.kernel.kernelAt });
    return { outcome: 'booted', cmdline: boot.kernel.cmdline };
  }

  #refused(transition: Transition, errno: Errno, reason: string): ExecOutcome {
    transition.emit({ type: 'kexec:exec-refused', errno, reason });
    return { outcome: 'refused', errno, reason };
  }

  #die(transition: Transition, outcome: 'panic' | 'hang' | 'reset', reason: string): ExecOutcome {
    transition.emit({ type: 'boot:failed', outcome, reason });
    transition.update({ halted: { outcome, reason } });
    return { outcome, reason };
  }
}

/** A capture kernel shows the memory of the one before by the headers that it was handed. */
const keepVmcore = (transition: Transition, image: KexecImage): void => {
  const headers = image.segments.find(({ kind }) => kind === 'elfcorehdr')?.bytes;
  if (headers === undefined || !transition.machine.kernel.isCapture) return;
  const files = new Map(transition.machine.files).set(VMCORE_FILE, vmcoreHeaders(headers));
  transition.update({ files });
};

/** What the next kernel finds in memory, when the image is known to hold one. */
const handoverOf = (
  machine: Machine,
  { kernel, segments, describedRam }: KexecImage,
): HandoverInput | undefined => {
  const placed = segments.find(({ kind }) => kind === 'kernel');
  if (kernel === undefined || placed === undefined) return undefined;
  return {
    platform: machine.platform,
    kernel,
    kernelAt: placed.mem,
    sections: machine.kernel.sections,
    segments,
    ...(describedRam === undefined ? {} : { describedRam }),
    files: machine.files,
  };
};
