import type { AddressRange } from '@warmboot/address';
import { alignUp, hex } from '@warmboot/address';
import { walkSystemRamRes } from '../resource/find-resource.js';
import { IORESOURCE_SYSRAM_DRIVER_MANAGED, hasFlags } from '../resource/flags.js';
import type { Machine } from '../machine/machine.js';
import { securityOf } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import { setLocks } from '../machine/hold-locks.js';
import type { Transition } from '../machine/transition.js';
import { memblockFree } from '../memory/memblock.js';
import type { Architecture } from '../contract/architecture.js';
import type { KernelProfile } from '../contract/profile.js';
import type { Policy } from '../contract/policy.js';
import type { LoadRequest } from '../contract/load-request.js';
import {
  KEXEC_ARCH_MASK,
  KEXEC_FILE_ON_CRASH,
  KEXEC_FILE_UNLOAD,
  KEXEC_ON_CRASH,
  KEXEC_PRESERVE_CONTEXT,
} from '../image/load-flags.js';
import { KEXEC_SEGMENT_MAX } from '../image/segment.js';
import { FileBuffers } from './file-buffers.js';
import { callerBuffers, enoughFor, fileBuffers, filesOf, readFiles } from './load-buffers.js';
import type { InitrdImage, KernelImage } from '../image/kernel-image.js';
import type { KexecImage, KexecImageType } from '../image/image.js';
import type { Staged } from './image-pages.js';
import { stageCrash, stageNormal } from './image-pages.js';
import { permitLoad, whenLocked } from './load-permission.js';
import { allowAddresses, allowFile, validateSignature, whenCapable } from './load-security.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import { dropImage, publishImage } from './loaded-image.js';
import type { OpenPageAllocator } from '../contract/page-allocator.js';
import { sanityCheck } from './sanity.js';
import { writeAtFixedPlaces } from './fixed-places.js';
import type { KexecSegment, RawSegment } from '../image/segment.js';
import { withContent } from '../image/segment-content.js';

/** Arguments of kexec_file_load(2): the files behind the descriptors, and the flags, which decide the type. */
export interface KexecFileLoadCall {
  readonly flags: number;
  readonly request: LoadRequest;
}

/** Arguments of kexec_load(2). */
export interface KexecLoadCall {
  readonly entry: bigint;
  readonly segments: readonly RawSegment[];
  /** Flags and the architecture in the upper half. */
  readonly flags: number;
  /** What was loaded, when a tool knows; a raw call does not say. */
  readonly kernel?: KernelImage;
  readonly initrd?: InitrdImage | undefined;
  readonly verifiesDigest?: boolean;
}

/** The system calls that load. */
export type LoadCall = 'kexec_load' | 'kexec_file_load';

/** What a load makes of its arguments, before it is in memory. */
type UnstagedImage = Omit<KexecImage, 'pages'>;

/** The loading half of kexec: kernel/kexec.c and kernel/kexec_file.c. Stateless. */
export class KexecLoader {
  readonly #architecture: Architecture;
  readonly #profile: KernelProfile;
  readonly #policies: readonly Policy[];
  readonly #openPages: OpenPageAllocator;
  readonly #config: KernelConfig;

  constructor(
    architecture: Architecture,
    profile: KernelProfile,
    policies: readonly Policy[],
    openPages: OpenPageAllocator,
    config: KernelConfig,
  ) {
    this.#config = config;
    this.#architecture = architecture;
    this.#profile = profile;
    this.#policies = policies;
    this.#openPages = openPages;
  }

  /** Whether this kernel can write the ELF header of a crash image anew (core 6.3). */
  get followsHotplug(): boolean {
    return this.#hotplugFlags !== 0;
  }

  /** Flags of kexec_load by which a crash image follows hotplug. */
  get #hotplugFlags(): number {
    return this.#architecture.kexec.crashHotplug === undefined ? 0 : (this.#profile.crashHotplug?.flags ?? 0);
  }

  /**
   * The part of a load before the long one: it is permitted, and takes the kexec lock, which it holds until the load that
   * {@link load} or {@link fileLoad} makes of it is over (core R4.18).
   */
  enter(transition: Transition, type: KexecImageType, call: LoadCall): Result {
    const permitted = this.#permitted(transition, type);
    const entered = permitted.ok ? whenLocked(transition.machine) : permitted;
    if (entered.ok) setLocks(transition, { kexec: `${call}()` });
    return this.#answered(transition, entered);
  }

  /**
   * kexec_load(): the checks of core 4.1 in their order.
   * @param entered it holds the kexec lock by {@link enter}
   */
  load(transition: Transition, call: KexecLoadCall, entered = false): Result {
    const holds = entered && leave(transition, 'kexec_load');
    return this.#answered(transition, this.#tryLoad(transition, call, holds));
  }

  #tryLoad(transition: Transition, call: KexecLoadCall, entered: boolean): Result {
    const { kexec: limits } = this.#architecture;
    const { entry, segments } = call;
    const flags = (call.flags & ~KEXEC_ARCH_MASK) >>> 0;
    const arch = (call.flags & KEXEC_ARCH_MASK) >>> 0;
    // Kernels know the flags of hotplug on every architecture, and act on them where it can (core 6.3).
    const accepted =
      KEXEC_ON_CRASH |
      (limits.preserveContext ? KEXEC_PRESERVE_CONTEXT : 0) |
      (this.#profile.crashHotplug?.flags ?? 0);

    const type: KexecImageType = (flags & KEXEC_ON_CRASH) === 0 ? 'normal' : 'crash';
    const permitted = entered ? done : this.#permitted(transition, type);
    if (!permitted.ok) return permitted;
    const allowed = allowAddresses(transition, this.#config);
    if (!allowed.ok) return allowed;
    if ((flags & ~accepted) !== 0) return refuse('EINVAL', `flags ${hex(flags)} are not all known`);
    if (segments.length > KEXEC_SEGMENT_MAX) {
      return refuse('EINVAL', `${segments.length} segments, and an image has at most ${KEXEC_SEGMENT_MAX}`);
    }
    if (arch !== limits.archFlag && arch !== 0) {
      return refuse('EINVAL', `architecture ${arch >>> 16} is not this machine's ${limits.archFlag >>> 16}`);
    }
    const unlocked = whenLocked(transition.machine);
    if (!unlocked.ok) return unlocked;
    if (segments.length === 0) {
      this.unload(transition, type, 'unloaded by its user');
      return done;
    }
    if (type === 'crash') {
      // The old image goes before anything can fail (core 4.1, step 10).
      this.unload(transition, type, 'replaced');
      const region = transition.machine.kexec.crashRegion;
      if (region === undefined || entry < BigInt(region.start) || entry > BigInt(region.end - 1)) {
        return refuse('EADDRNOTAVAIL', `the entry point ${hex(entry)} is outside the crash kernel's region`);
      }
    }
    const sane = this.#sane(transition.machine, segments, type);
    if (!sane.ok) return sane;

    const { pageSize } = this.#architecture.memory;
    const { kernel, initrd } = call;
    const filled = segments.map((segment) => withContent(settled(segment, pageSize), { kernel, initrd }));
    const unstaged: UnstagedImage = {
      type,
      fileMode: false,
      entry,
      segments: filled,
      preserveContext: (flags & KEXEC_PRESERVE_CONTEXT) !== 0,
      ...(type === 'crash' && (flags & this.#hotplugFlags) !== 0 ? { followsHotplug: true } : {}),
      ...(call.kernel === undefined ? {} : { kernel: call.kernel }),
      ...(call.initrd === undefined ? {} : { initrd: call.initrd }),
      verifiesDigest: call.verifiesDigest ?? false,
      layoutGeneration: transition.machine.memory.generation,
    };
    return this.#publish(transition, unstaged, callerBuffers(transition.machine, filled));
  }

  /** kexec_file_load(): the checks of core R5.1 in their order. @param entered as for {@link load} */
  fileLoad(transition: Transition, call: KexecFileLoadCall, entered = false): Result {
    const holds = entered && leave(transition, 'kexec_file_load');
    return this.#answered(transition, this.#tryFileLoad(transition, call, holds));
  }

  /** Says what a refusal says, and that it was one. */
  #answered(transition: Transition, outcome: Result): Result {
    if (!outcome.ok) {
      for (const { level, text } of outcome.log ?? []) transition.say(level, text);
      transition.emit({ type: 'kexec:load-refused', errno: outcome.errno, reason: outcome.reason });
    }
    return outcome;
  }

  /** kexec_file_load() with KEXEC_FILE_UNLOAD, for which no file is needed (core R5.1). */
  fileUnload(transition: Transition, flags: number): Result {
    return this.#answered(transition, this.#startFileLoad(transition, flags, false));
  }

  /** What is checked before a file is read, and what unloading does. */
  #startFileLoad(transition: Transition, flags: number, entered: boolean): Result {
    const { fileLoader, name } = this.#architecture;
    // Whoever calls what is not there is told so before anybody looks at rights.
    if (fileLoader === undefined) {
      const why = this.#config.kexecFile
        ? `kexec_file_load is not supported on ${name}`
        : `this kernel of ${name} has no kexec_file_load`;
      return refuse('ENOSYS', why);
    }
    const type: KexecImageType = (flags & KEXEC_FILE_ON_CRASH) === 0 ? 'normal' : 'crash';
    const permitted = entered ? done : this.#permitted(transition, type);
    if (!permitted.ok) return permitted;
    if ((flags & ~this.#profile.fileLoadFlags) !== 0)
      return refuse('EINVAL', `flags ${hex(flags)} are not all known`);
    const unlocked = whenLocked(transition.machine);
    if (!unlocked.ok) return unlocked;
    if ((flags & KEXEC_FILE_UNLOAD) !== 0) {
      this.unload(transition, type, 'unloaded by its user');
      return done;
    }
    if (type === 'crash') this.unload(transition, type, 'replaced');
    return done;
  }

  #tryFileLoad(transition: Transition, { flags, request }: KexecFileLoadCall, entered: boolean): Result {
    const started = this.#startFileLoad(transition, flags, entered);
    if (!started.ok || (flags & KEXEC_FILE_UNLOAD) !== 0) return started;
    const { fileLoader, memory, name } = this.#architecture;
    if (fileLoader === undefined) return refuse('ENOSYS', `kexec_file_load is not supported on ${name}`);
    const type: KexecImageType = (flags & KEXEC_FILE_ON_CRASH) === 0 ? 'normal' : 'crash';
    if (request.kernel.fileSize === 0) return refuse('EINVAL', 'the kernel file is empty');
    const { signature = 'trusted', imaSigned = false } = request;
    const readable = allowFile(transition, this.#config, imaSigned);
    if (!readable.ok) return readable;
    const files = filesOf(request);
    const read = readFiles(transition.machine, files.slice(0, 1));
    if (!read.ok) return read;
    const probed = fileLoader.probe(transition.machine, request.kernel, this.#profile);
    if (!probed.ok) return probed;
    const valid = validateSignature(transition, this.#config, signature);
    if (!valid.ok) return valid;
    const all = readFiles(transition.machine, files);
    if (!all.ok) return all;

    const search = {
      ...this.#profile.search,
      ...Object.assign({}, ...this.#policies.map(({ search }) => search)),
    };
    const ranges = this.#fileRanges(transition.machine, type);
    const buffers = new FileBuffers(ranges, memory.keepsMemblock, search, memory.pageSize);
    const entry = fileLoader.load(transition.machine, { ...request, type }, buffers, this.#profile);
    if (!entry.ok) return entry;
    const sane = this.#sane(transition.machine, buffers.segments.map(raw), type);
    if (!sane.ok) return sane;

    const unstaged: UnstagedImage = {
      type,
      fileMode: true,
      ...(this.followsHotplug && type === 'crash' ? { followsHotplug: true } : {}),
      entry: BigInt(entry.value),
      segments: buffers.segments.map((segment) => withContent(segment, request)),
      preserveContext: false,
      kernel: request.kernel,
      ...(request.initrd === undefined ? {} : { initrd: request.initrd }),
      verifiesDigest: fileLoader.verifiesDigest,
      layoutGeneration: transition.machine.memory.generation,
    };
    return this.#publish(transition, unstaged, fileBuffers(files));
  }

  /** kexec_load_permitted(): the right to boot, the switch, the limit. */
  #permitted(transition: Transition, type: KexecImageType): Result {
    const capable = whenCapable(transition);
    return capable.ok ? permitLoad(transition, type) : capable;
  }

  /** Drops the image of a type; nothing happens when there is none. */
  unload(transition: Transition, type: KexecImageType, why: string): void {
    dropImage(transition, type, why);
  }

  /** Where kexec_file_load may place buffers (core R5.4, R5.5). */
  #fileRanges(machine: Machine, type: KexecImageType): readonly AddressRange[] {
    const { iomem, memblock, memory, kexec } = machine;
    if (type === 'crash') return kexec.crashRegion === undefined ? [] : [kexec.crashRegion];
    const ranges =
      memblock !== undefined
        ? memblockFree(memblock, memory.tunables.movableNode)
        : [...walkSystemRamRes(iomem)]
            .filter(({ flags }) => !hasFlags(flags, IORESOURCE_SYSRAM_DRIVER_MANAGED))
            .map(({ start, end }) => ({ start, end }));
    return this.#policies.reduce<readonly AddressRange[]>(
      (left, policy) => policy.fileRanges?.(machine, left) ?? left,
      ranges,
    );
  }

  #sane(machine: Machine, segments: readonly RawSegment[], type: KexecImageType): Result {
    return sanityCheck(segments, type, {
      pageSize: this.#architecture.memory.pageSize,
      destinationLimit: this.#architecture.kexec.destinationLimit,
      totalRamPages: machine.memory.totalRamPages,
      crashRegion: machine.kexec.crashRegion,
    });
  }

  /** @param beside bytes that the load has beside its image until it is over */
  #publish(transition: Transition, unstaged: UnstagedImage, beside: number): Result {
    const parked = this.#parked(transition, unstaged.type);
    if (!parked.ok) return parked;
    const prepared = this.#prepare(transition, unstaged);
    if (!prepared.ok) return prepared;
    const affordable = enoughFor(transition.machine, unstaged, beside);
    if (!affordable.ok) return affordable;
    const staged = this.#stage(transition.machine, unstaged, beside);
    if (!staged.ok) {
      sayWhatFailed(transition, staged, unstaged.fileMode);
      return staged;
    }
    const { pages, contents } = staged.value;
    const image = this.#policies.reduce<KexecImage>(
      (before, policy) => policy.prepareImage?.(transition.machine, before) ?? before,
      { ...unstaged, pages, ...prepared.value },
    );
    for (const policy of this.#policies) {
      const verdict = policy.checkLoad?.(transition, image) ?? done;
      if (!verdict.ok) return verdict;
    }
    publishImage(transition, image, contents);
    return done;
  }

  /** machine_kexec_prepare(). @returns what it keeps with the image */
  #prepare(
    transition: Transition,
    { segments, type, fileMode, entry }: UnstagedImage,
  ): Result<Pick<KexecImage, 'kept'>> {
    const { machine } = transition;
    const prepared = this.#architecture.kexec.prepare?.(segments, { machine, type, fileMode, entry }) ?? done;
    if (!prepared.ok) return prepared;
    const { writes = [], kept } = prepared.value ?? {};
    writeAtFixedPlaces(transition, writes);
    return succeed(kept === undefined ? {} : { kept });
  }

  #parked(transition: Transition, type: KexecImageType): Result {
    if (this.#architecture.kexec.needsParkedCpus !== true || type === 'crash') return done;
    if (!securityOf(transition.machine).stuckCpus) return done;
    transition.say('error', "Can't kexec: CPUs are stuck in the kernel.");
    return refuse(
      'EBUSY',
      'CPUs cannot be parked: the firmware offers no way to turn them off (spin-table, no PSCI), or one got stuck as it came up',
    );
  }

  #stage(machine: Machine, { type, segments }: UnstagedImage, beside: number): Staged {
    const { controlPageSize, destinationLimit } = this.#architecture.kexec;
    const tablePages = this.#architecture.kexec.pageTablePages?.(machine, segments) ?? 0;
    const { pageSize } = this.#architecture.memory;
    const limits = { pageSize, controlPageSize, memoryLimit: Number(destinationLimit), tablePages };
    const { contents, kexec } = machine;
    return type === 'normal'
      ? stageNormal(this.#openPages(machine, beside), segments, contents, limits)
      : stageCrash(kexec.crashRegion!, segments, contents, limits);
  }
}

/**
 * A call frees the lock that it took when it was entered: nobody acts from here to its end, so that it need not be seen to
 * hold it. @returns whether it held it
 */
const leave = (transition: Transition, call: LoadCall): boolean => {
  if (transition.machine.locks.kexec !== `${call}()`) return false;
  setLocks(transition, { kexec: undefined });
  return true;
};

/** What the kernel logs when it has no pages left (core 9). */
const sayWhatFailed = (transition: Transition, { failed }: Staged, fileMode: boolean): void => {
  if (failed === 'vmcoreinfo buffer') {
    transition.say('warn', 'kexec_core: Could not allocate vmcoreinfo buffer');
  } else if (failed === 'control_code_buffer' || failed === 'swap buffer') {
    transition.say('error', `${fileMode ? 'kexec_file' : 'kexec'}: Could not allocate ${failed}`);
  }
};

/** A segment that passed the checks: page multiples are exact in a `number`, whatever their size. */
const settled = (
  { kind = 'other', mem, memsz, bufsz, bytes, content }: RawSegment,
  pageSize: number,
): KexecSegment => ({
  kind,
  mem: Number(mem),
  memsz: alignUp(Number(memsz), pageSize),
  bufsz: Number(bufsz),
  ...(bytes === undefined ? {} : { bytes }),
  ...(content === undefined ? {} : { content }),
});

const raw = ({ mem, memsz, bufsz }: KexecSegment): RawSegment => ({
  mem: BigInt(mem),
  memsz: BigInt(memsz),
  bufsz: BigInt(bufsz),
});
