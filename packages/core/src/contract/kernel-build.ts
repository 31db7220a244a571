import { FormatError } from '@warmboot/format';
import type { KernelImage } from '../image/kernel-image.js';
import type { OnlineType } from '../memory/block.js';
import type { KernelProfile } from '../contract/profile.js';
import type { KernelChange } from './kernel-changes.js';
import { profileOfRelease, versionOf } from './release.js';

/** Switches of a kernel's configuration that the model reads, in the words of what they decide. */
export interface KernelConfig {
  /** auto_online_blocks before any boot option: MEMORY_HOTPLUG_DEFAULT_ONLINE, later MHP_DEFAULT_ONLINE_TYPE_*. */
  readonly defaultOnlineType: OnlineType;
  /** CRASH_HOTPLUG: the kernel writes the ELF header of a crash image anew on hotplug, where its version can. */
  readonly crashHotplug: boolean;
  /** EFI_RUNTIME_MAP: /sys/firmware/efi/runtime-map exists on EFI machines. */
  readonly efiRuntimeMap: boolean;
  /** ACPI_HOTPLUG_MEMORY: the kernel has a driver for memory devices behind ACPI, and adds their memory. */
  readonly acpiHotplugMemory: boolean;
  /** KEXEC_FILE: kexec_file_load exists. */
  readonly kexecFile: boolean;
  /** RANDOMIZE_BASE: the kernel moves itself at boot, unless told not to. */
  readonly randomizeBase: boolean;
  /** KEXEC_SIG: kexec_file_load looks for a signature; KEXEC_SIG_FORCE: and refuses a file without a good one. */
  readonly kexecSig: 'none' | 'checked' | 'required';
  /** KEXEC_BZIMAGE_VERIFY_SIG, KEXEC_IMAGE_VERIFY_SIG: with KEXEC_SIG, signatures can be verified at all. */
  readonly kexecSigVerifies: boolean;
  /** IMA_ARCH_POLICY: under Secure Boot, IMA has rules of its own for kexec. */
  readonly imaArchPolicy: boolean;
  /** LOCK_DOWN_IN_EFI_SECURE_BOOT, which distributions add: Secure Boot locks the kernel down. */
  readonly secureBootLocksDown: boolean;
  /** CMA_SIZE_MBYTES, where DMA_CMA is built: bytes that only movable pages and drivers get, unless `cma=` says otherwise. */
  readonly cmaSize: number;
  /** NR_CPUS: as many CPUs as the kernel can ever have. */
  readonly nrCpus: number;
  /** NR_CPUS_DEFAULT: as many CPUs as a crash header that follows hotplug has room for. */
  readonly nrCpusDefault: number;
  /** CRASH_MAX_MEMORY_RANGES: as many ranges of memory as such a header has room for. */
  readonly crashMaxMemoryRanges: number;
  /** Pages that the image sets aside behind its BSS for its first page tables, where it does. */
  readonly earlyTablePages: number;
  /** ARCH_KEEP_MEMBLOCK: memblock survives boot and follows hotplug. */
  readonly keepsMemblock: boolean;
  /** KALLSYMS_ALL: /proc/kallsyms names data too, and what of the image lies before its functions. */
  readonly kallsymsAll: boolean;
}

/** Facts of a build by name; those of its configuration stand beside the others. */
export interface BuildFacts extends KernelConfig {
  /** As `uname -r` prints it: `6.12.117`, `6.1.0-28-cloud`. */
  readonly release: string;
  /** Name of a kernel profile; follows from the release where nobody names one. */
  readonly profile: string;
  /** Bytes of a page. */
  readonly pageSize: number;
  /** Bits of virtual addresses that the kernel was built for. */
  readonly vaBits: number;
  /** Bits of virtual addresses that the CPU lets it use: at most {@link vaBits}. */
  readonly vaBitsInUse: number;
  /** Bits of physical addresses that the kernel was built for. */
  readonly paBits: number;
}

/** A fact of a build, by its name. */
export type BuildFact = keyof BuildFacts;

/** Some facts of a build; what is undefined is not told. */
export type KnownFacts = { readonly [K in BuildFact]?: BuildFacts[K] | undefined };

/** Who told a fact, most trusted first. */
export const FACT_SOURCES = ['user', 'capture', 'kernel file', 'trace', 'distribution', 'nobody'] as const;

/** Who told a fact: what distributions ship is a habit, and what nobody told is the model's own assumption. */
export type FactSource = (typeof FACT_SOURCES)[number];

/** What one source tells of a build. */
export interface ToldFacts {
  readonly source: FactSource;
  /** The option, file or place in it, in words: `--page-size`, `the kernel's own configuration`. */
  readonly where?: string;
  /** The file in which `where` is, for messages. */
  readonly file?: string;
  readonly facts: KnownFacts;
}

/** Options of a kernel's configuration as Kconfig writes them: `y`, `m`, `n` or a value, by name without `CONFIG_`. */
export type KconfigOptions = ReadonlyMap<string, string>;

/** Which builds of an architecture there are, what is usual, and how their kernels tell. */
export interface BuildRange {
  /** Page sizes in bytes that the architecture can be built with. */
  readonly pageSizes: readonly number[];
  /** Bits of virtual addresses with a page size; any where absent. */
  vaBits?(pageSize: number): readonly number[];
  /** What distributions ship of a version, for facts that nobody told. */
  usual(profile: KernelProfile, told: KnownFacts): KnownFacts;
  /** What changed in Linux for this architecture alone; what changed for all is `kernelChanges`'s own. */
  readonly changes?: readonly KernelChange[];
  /** Facts of {@link KernelConfig} that rules of the architecture read, so that an answer can name them. */
  readonly reads?: readonly (keyof KernelConfig)[];
  /** The architecture's own options of Kconfig that {@link fromConfig} reads, without `CONFIG_`. */
  readonly options?: readonly string[];
  /** What the architecture's own options tell; what is not in `config` is not told. */
  fromConfig?(config: KconfigOptions): KnownFacts;
  /** What the architecture adds to VMCOREINFO, by what stands before `=`: `NUMBER(VA_BITS)`. Kernel: arch_crash_save_vmcoreinfo */
  fromVmcoreinfo?(lines: ReadonlyMap<string, string>): KnownFacts;
  /** What the header of a kernel file tells of the kernel in it. */
  fromImage?(image: KernelImage): KnownFacts;
}

/** Who told a fact of a build. */
export interface ToldBy {
  readonly source: FactSource;
  readonly where: string | undefined;
  readonly file?: string;
}

/** One kernel binary: its version's rules and what was chosen when it was built. */
export interface KernelBuild {
  /** As `uname -r` prints it; undefined where nobody told more than a profile. */
  readonly release: string | undefined;
  readonly profile: KernelProfile;
  /** How well the profile fits the release: its own, or the nearest of those that are known. */
  readonly profileFit: 'exact' | 'nearest';
  /** Bytes of a page; a power of two. */
  readonly pageSize: number;
  /** Bits of virtual addresses that it was built for; undefined where the architecture has no choice. */
  readonly vaBits: number | undefined;
  /** Bits of virtual addresses in use on its CPU. */
  readonly vaBitsInUse: number | undefined;
  /** Bits of physical addresses that it was built for; undefined where the architecture has no choice. */
  readonly paBits: number | undefined;
  readonly config: KernelConfig;
  /** Who told each fact that is known. */
  readonly sources: ReadonlyMap<BuildFact, ToldBy>;
}

/** Facts that no source told and no distribution decides otherwise. */
const ASSUMED: KernelConfig = {
  defaultOnlineType: 'offline',
  crashHotplug: true,
  efiRuntimeMap: false,
  acpiHotplugMemory: true,
  kexecFile: true,
  randomizeBase: true,
  kexecSig: 'none',
  kexecSigVerifies: true,
  imaArchPolicy: true,
  secureBootLocksDown: true,
  cmaSize: 0,
  nrCpus: 8192,
  nrCpusDefault: 64,
  crashMaxMemoryRanges: 8192,
  earlyTablePages: 6,
  keepsMemblock: true,
  kallsymsAll: false,
};

/** What {@link kernelBuild} must know of an architecture. */
export interface BuildSubject {
  readonly name: string;
  readonly memory: { readonly pageSize: number; readonly keepsMemblock: boolean };
  readonly builds?: BuildRange;
}

/** The error for a fact that cannot be, at the place where somebody told it. */
const fault = (field: string, found: string, allowed: string, told?: ToldBy): FormatError =>
  new FormatError({
    format: 'kernel build',
    file: told?.file,
    field,
    found: told?.where === undefined ? found : `${found} (${told.where})`,
    allowed,
  });

const trust = ({ source }: { readonly source: FactSource }): number => FACT_SOURCES.indexOf(source);

/**
 * Puts a build together from what several sources told: of two that tell the same fact, the more trusted one is
 * believed (`FACT_SOURCES`), of two that are trusted alike the one that comes first. What nobody told is what
 * distributions ship, then what the model assumes.
 * @param profiles the versions that are known, the default first
 * @throws FormatError for a fact that no kernel of the architecture has; UnknownNameError is the registry's
 */
export const kernelBuild = (
  architecture: BuildSubject,
  told: readonly ToldFacts[],
  profiles: readonly KernelProfile[],
): KernelBuild => {
  const facts: Partial<Record<BuildFact, unknown>> = {};
  const sources = new Map<BuildFact, ToldBy>();
  const take = ({ source, where, file, facts: more }: ToldFacts): void => {
    for (const [name, value] of Object.entries(more) as [BuildFact, unknown][]) {
      if (value === undefined || sources.has(name)) continue;
      facts[name] = value;
      sources.set(name, { source, where, ...(file === undefined ? {} : { file }) });
    }
  };
  for (const one of [...told].sort((a, b) => trust(a) - trust(b))) take(one);

  // Names and values were taken in pairs.
  const known = facts as KnownFacts;
  const { profile, fit } = profileOf(known, sources, profiles);
  const { builds, memory } = architecture;
  take({ source: 'distribution', facts: builds?.usual(profile, known) ?? {} });
  take({
    source: 'nobody',
    facts: {
      ...ASSUMED,
      efiRuntimeMap: profile.efiRuntimeMap === 'always',
      keepsMemblock: memory.keepsMemblock,
      pageSize: memory.pageSize,
    },
  });

  const { pageSize = memory.pageSize, vaBits } = known;
  const pageSizes = builds?.pageSizes ?? [memory.pageSize];
  if (!pageSizes.includes(pageSize)) {
    const allowed = `${pageSizes.map(sizeWord).join(', ')} on ${architecture.name}`;
    throw fault('the page size', sizeWord(pageSize), allowed, sources.get('pageSize'));
  }
  const bits = builds?.vaBits?.(pageSize);
  if (vaBits !== undefined && bits !== undefined && !bits.includes(vaBits)) {
    const allowed = `${bits.join(', ')} on ${architecture.name} with pages of ${sizeWord(pageSize)}`;
    throw fault('the number of bits of virtual addresses', `${vaBits}`, allowed, sources.get('vaBits'));
  }
  return {
    release: known.release,
    profile,
    profileFit: fit,
    pageSize,
    vaBits,
    vaBitsInUse: bitsInUse(known, sources),
    paBits: known.paBits,
    config: configOf(known),
    sources,
  };
};

/** No more bits are in use than were built: who is trusted more in the one also decides the other. */
const bitsInUse = (
  { vaBits, vaBitsInUse = vaBits }: KnownFacts,
  sources: ReadonlyMap<BuildFact, ToldBy>,
): number | undefined => {
  if (vaBits === undefined || vaBitsInUse === undefined || vaBitsInUse <= vaBits) return vaBitsInUse;
  const [built, used] = [sources.get('vaBits'), sources.get('vaBitsInUse')];
  if (built !== undefined && used !== undefined && trust(built) < trust(used)) return vaBits;
  const allowed = `at most the ${vaBits} that the kernel was built for`;
  throw fault('the number of bits of virtual addresses in use', `${vaBitsInUse}`, allowed, used);
};

const configOf = (known: KnownFacts): KernelConfig => ({
  defaultOnlineType: known.defaultOnlineType ?? ASSUMED.defaultOnlineType,
  crashHotplug: known.crashHotplug ?? ASSUMED.crashHotplug,
  efiRuntimeMap: known.efiRuntimeMap ?? ASSUMED.efiRuntimeMap,
  acpiHotplugMemory: known.acpiHotplugMemory ?? ASSUMED.acpiHotplugMemory,
  kexecFile: known.kexecFile ?? ASSUMED.kexecFile,
  randomizeBase: known.randomizeBase ?? ASSUMED.randomizeBase,
  kexecSig: known.kexecSig ?? ASSUMED.kexecSig,
  kexecSigVerifies: known.kexecSigVerifies ?? ASSUMED.kexecSigVerifies,
  imaArchPolicy: known.imaArchPolicy ?? ASSUMED.imaArchPolicy,
  secureBootLocksDown: known.secureBootLocksDown ?? ASSUMED.secureBootLocksDown,
  cmaSize: known.cmaSize ?? ASSUMED.cmaSize,
  nrCpus: known.nrCpus ?? ASSUMED.nrCpus,
  nrCpusDefault: known.nrCpusDefault ?? ASSUMED.nrCpusDefault,
  crashMaxMemoryRanges: known.crashMaxMemoryRanges ?? ASSUMED.crashMaxMemoryRanges,
  earlyTablePages: known.earlyTablePages ?? ASSUMED.earlyTablePages,
  keepsMemblock: known.keepsMemblock ?? ASSUMED.keepsMemblock,
  kallsymsAll: known.kallsymsAll ?? ASSUMED.kallsymsAll,
});

const profileOf = (
  { profile: name, release }: KnownFacts,
  sources: ReadonlyMap<BuildFact, ToldBy>,
  profiles: readonly KernelProfile[],
): { readonly profile: KernelProfile; readonly fit: KernelBuild['profileFit'] } => {
  if (name !== undefined) {
    const named = profiles.find((profile) => profile.name === name);
    if (named === undefined) {
      const allowed = profiles.map((profile) => profile.name).join(', ');
      throw fault('the kernel profile', `"${name}"`, allowed, sources.get('profile'));
    }
    return { profile: named, fit: 'exact' };
  }
  if (release === undefined) return { profile: profiles[0]!, fit: 'exact' };
  if (versionOf(release) === undefined) {
    const allowed = 'what begins with a version, such as 6.12.117';
    throw fault('the release', JSON.stringify(release), allowed, sources.get('release'));
  }
  return profileOfRelease(release, profiles);
};

/** `4 KiB`, `64 KiB`; bytes where that is no whole number. */
const sizeWord = (bytes: number): string => (bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`);
