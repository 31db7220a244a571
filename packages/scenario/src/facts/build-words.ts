import type { BuildFact, Kernel, KernelBuild, OnlineType, ToldBy } from '@warmboot/core';
import { humanSize } from '@warmboot/address';

/** A source in a word or two: what a user said is named by where he said it. */
const sourceWord = (told: ToldBy | undefined): string => {
  switch (told?.source) {
    case 'user':
      return told.where ?? 'as was said';
    case 'capture':
    case 'kernel file':
    case 'trace':
      return told.source;
    case 'distribution':
      return 'what distributions ship';
    default:
      return 'assumed';
  }
};

/** That nobody recorded such a kernel. */
const basisWords = ({ basis }: KernelBuild['profile']): string =>
  basis === 'source' ? '; by the source, not recorded' : '';

const versionWords = ({ release, profile, profileFit, sources }: KernelBuild): string => {
  const named = sources.get('profile');
  const told = sources.get('release');
  if (release === undefined) {
    return `${profile.name} (${named === undefined ? 'assumed: nobody told a release' : sourceWord(named)}${basisWords(profile)})`;
  }
  const from = told?.source === 'user' ? sourceWord(told) : `from the ${sourceWord(told)}`;
  if (named !== undefined)
    return `${profile.name} (${sourceWord(named)}; the release is ${release}, ${from}${basisWords(profile)})`;
  if (profileFit === 'nearest')
    return `${profile.name}, the nearest to release ${release} (${from}${basisWords(profile)})`;
  return `${profile.name} (release ${release}, ${from}${basisWords(profile)})`;
};

const ONLINE_WORDS: Readonly<Record<OnlineType, string>> = {
  offline: 'new memory stays offline',
  online: 'new memory goes online',
  online_kernel: 'new memory goes online for the kernel',
  online_movable: 'new memory goes online as movable',
};

/** What each fact is, in words. The version has words of its own. */
const WORDS: { readonly [K in Exclude<BuildFact, 'release' | 'profile'>]: (build: KernelBuild) => string } = {
  pageSize: ({ pageSize }) => `${humanSize(pageSize)} pages`,
  vaBits: ({ vaBits }) => `${vaBits}-bit addresses`,
  vaBitsInUse: ({ vaBitsInUse }) => `${vaBitsInUse} bits of them in use`,
  paBits: ({ paBits }) => `${paBits} bits of physical addresses`,
  defaultOnlineType: ({ config }) => ONLINE_WORDS[config.defaultOnlineType],
  crashHotplug: ({ config }) =>
    config.crashHotplug ? 'crash images follow hotplug' : 'without CRASH_HOTPLUG',
  efiRuntimeMap: ({ config }) => (config.efiRuntimeMap ? 'with EFI_RUNTIME_MAP' : 'without EFI_RUNTIME_MAP'),
  acpiHotplugMemory: ({ config }) =>
    config.acpiHotplugMemory ? 'with ACPI_HOTPLUG_MEMORY' : 'without ACPI_HOTPLUG_MEMORY',
  kexecFile: ({ config }) => (config.kexecFile ? 'with KEXEC_FILE' : 'without KEXEC_FILE'),
  randomizeBase: ({ config }) => (config.randomizeBase ? 'with RANDOMIZE_BASE' : 'without RANDOMIZE_BASE'),
  kexecSig: ({ config }) =>
    ({
      none: 'signatures do not count',
      checked: 'signatures are checked',
      required: 'signatures are required',
    })[config.kexecSig],
  kexecSigVerifies: ({ config }) =>
    config.kexecSigVerifies ? 'signatures can be verified' : 'without a way to verify signatures',
  imaArchPolicy: ({ config }) => (config.imaArchPolicy ? 'with IMA_ARCH_POLICY' : 'without IMA_ARCH_POLICY'),
  secureBootLocksDown: ({ config }) =>
    config.secureBootLocksDown ? 'Secure Boot locks it down' : 'Secure Boot does not lock it down',
  cmaSize: ({ config }) => `${humanSize(config.cmaSize)} of CMA`,
  nrCpus: ({ config }) => `at most ${config.nrCpus} CPUs`,
  nrCpusDefault: ({ config }) => `crash headers for ${config.nrCpusDefault} CPUs`,
  crashMaxMemoryRanges: ({ config }) => `crash headers for ${config.crashMaxMemoryRanges} ranges`,
  earlyTablePages: ({ config }) => `${config.earlyTablePages} early pages of page tables`,
  kallsymsAll: ({ config }) => (config.kallsymsAll ? 'with KALLSYMS_ALL' : 'without KALLSYMS_ALL'),
  keepsMemblock: ({ config }) => (config.keepsMemblock ? 'memblock is kept' : 'memblock is not kept'),
};

/**
 * The kernel of an answer and the facts that decided it, each with who told it, in one line:
 * `linux-6.12 (release 6.12.117, from the capture), 64 KiB pages (capture), 48-bit addresses (what distributions ship)`.
 */
export const buildWords = ({ build }: Pick<Kernel, 'build'>, decisive: readonly BuildFact[]): string =>
  [
    versionWords(build),
    ...decisive.flatMap((fact) =>
      fact === 'release' || fact === 'profile'
        ? []
        : [`${WORDS[fact](build)} (${sourceWord(build.sources.get(fact))})`],
    ),
  ].join(', ');
