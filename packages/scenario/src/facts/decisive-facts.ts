import type { BuildFact, Kernel, KernelConfig, KexecImageType, LoadPath, Machine } from '@warmboot/core';

/** What is asked of a kernel, as far as it says which facts matter. */
export interface Asked {
  /** A loaded image, and the way it comes. */
  readonly loads?: readonly { readonly image: KexecImageType; readonly path: LoadPath }[];
  /** Memory comes, and nobody has written auto_online_blocks or a boot option for it. */
  readonly addsMemory?: boolean;
}

const EFI_SYSTAB = '/sys/firmware/efi/systab';

/** A file is looked at, on a machine where its signature can matter. */
const checksFiles = (machine: Machine | undefined, { loads = [] }: Asked): boolean =>
  machine?.security !== undefined && loads.some(({ path }) => path !== 'kexec_load');

/** Where a fact of the configuration can decide an answer, for kernels whose rules read it. */
const MATTERS: {
  readonly [K in keyof KernelConfig]: (kernel: Kernel, machine: Machine | undefined, asked: Asked) => boolean;
} = {
  defaultOnlineType: (_kernel, _machine, { addsMemory = false }) => addsMemory,
  crashHotplug: ({ build }, _machine, { loads = [] }) =>
    build.profile.crashHotplug !== undefined && loads.some(({ image }) => image === 'crash'),
  efiRuntimeMap: ({ build }, machine, { loads = [] }) =>
    build.profile.efiRuntimeMap !== 'always' && loads.length > 0 && machine?.files.has(EFI_SYSTAB) === true,
  acpiHotplugMemory: (_kernel, _machine, { addsMemory = false }) => addsMemory,
  kexecFile: (_kernel, _machine, { loads = [] }) => loads.some(({ path }) => path !== 'kexec_load'),
  randomizeBase: (_kernel, _machine, { loads = [] }) => loads.length > 0,
  kexecSig: (_kernel, machine, asked) => checksFiles(machine, asked),
  kexecSigVerifies: (_kernel, machine, asked) => checksFiles(machine, asked),
  imaArchPolicy: (_kernel, machine, { loads = [] }) =>
    loads.length > 0 && machine?.security?.secureBoot === true,
  secureBootLocksDown: (_kernel, machine, { loads = [] }) =>
    loads.length > 0 && machine?.security?.secureBoot === true,
  cmaSize: (_kernel, _machine, { loads = [] }) => loads.some(({ image }) => image === 'crash'),
  nrCpus: (_kernel, _machine, { loads = [] }) => loads.some(({ image }) => image === 'crash'),
  nrCpusDefault: ({ build }, _machine, { loads = [] }) =>
    build.profile.crashHotplug !== undefined && loads.some(({ image }) => image === 'crash'),
  crashMaxMemoryRanges: ({ build }, _machine, { loads = [] }) =>
    build.profile.crashHotplug !== undefined && loads.some(({ image }) => image === 'crash'),
  earlyTablePages: (_kernel, _machine, { loads = [] }) => loads.some(({ image }) => image === 'crash'),
  kallsymsAll: (_kernel, _machine, { loads = [] }) =>
    loads.some(({ image, path }) => image === 'crash' && path !== 'kexec_file_load'),
  keepsMemblock: (_kernel, _machine, { loads = [] }) => loads.some(({ path }) => path !== 'kexec_load'),
};

/** What kernels can do as a rule: worth a word where one cannot. */
const ABILITIES = ['acpiHotplugMemory', 'kexecFile'] as const;
/** What every architecture's loads go by. */
const SECURITY = ['kexecSig', 'kexecSigVerifies', 'imaArchPolicy', 'secureBootLocksDown'] as const;

/**
 * The facts that an answer hangs on, the version first: page size and bits of addresses where the architecture has a
 * choice, and what its rules read of the configuration where that can come in.
 * @param machine the machine when it is asked, where there is one
 */
export const decisiveFacts = (
  kernel: Kernel,
  machine: Machine | undefined,
  asked: Asked,
): readonly BuildFact[] => {
  const { architecture, build } = kernel;
  const { builds } = architecture;
  const lacks = ABILITIES.filter((name) => !build.config[name]);
  const reads: readonly (keyof KernelConfig)[] = [
    'defaultOnlineType',
    ...lacks,
    ...SECURITY,
    ...(builds?.reads ?? []),
  ];
  return [
    ...(build.release === undefined ? [] : (['release'] as const)),
    'profile',
    ...(builds === undefined || builds.pageSizes.length < 2 ? [] : (['pageSize'] as const)),
    ...(build.vaBits === undefined ? [] : (['vaBits'] as const)),
    ...(build.vaBitsInUse === build.vaBits ? [] : (['vaBitsInUse'] as const)),
    ...reads.filter((name) => MATTERS[name](kernel, machine, asked)),
  ];
};
