import type { Architecture, KconfigOptions, KnownFacts, OnlineType } from '@warmboot/core';
import { MiB } from '@warmboot/address';
import { FormatError } from '@warmboot/format';

/** The value of an option: `y`, `m`, `n` or its text; undefined for one that nobody told. */
type Option = (name: string) => string | undefined;

/** `y` and `m` are yes. */
const yes = (value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : value === 'y' || value === 'm';

const whole = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;

/** The choice that replaced MEMORY_HOTPLUG_DEFAULT_ONLINE in Linux 6.14. Kernel: mm/Kconfig, `choice "Memory Hotplug Default Online Type"` */
const ONLINE_CHOICE: readonly (readonly [string, OnlineType])[] = [
  ['MHP_DEFAULT_ONLINE_TYPE_OFFLINE', 'offline'],
  ['MHP_DEFAULT_ONLINE_TYPE_ONLINE_AUTO', 'online'],
  ['MHP_DEFAULT_ONLINE_TYPE_ONLINE_KERNEL', 'online_kernel'],
  ['MHP_DEFAULT_ONLINE_TYPE_ONLINE_MOVABLE', 'online_movable'],
];

const DEFAULT_ONLINE = 'MEMORY_HOTPLUG_DEFAULT_ONLINE';

const onlineType = (option: Option): OnlineType | undefined => {
  const chosen = ONLINE_CHOICE.find(([name]) => yes(option(name)) === true);
  if (chosen !== undefined) return chosen[1];
  const on = yes(option(DEFAULT_ONLINE));
  return on === undefined ? undefined : on ? 'online' : 'offline';
};

/** kernel/Kconfig.kexec: KEXEC_SIG_FORCE depends on KEXEC_SIG. */
const signature = (option: Option): KnownFacts['kexecSig'] => {
  const [checked, forced] = [yes(option('KEXEC_SIG')), yes(option('KEXEC_SIG_FORCE'))];
  if (checked === false) return 'none';
  if (forced === true) return 'required';
  return checked === undefined ? undefined : 'checked';
};

/** arch/Kconfig, since Linux 6.9; before, each architecture has options of its own. */
const pageSize = (option: Option): number | undefined => {
  const shift = whole(option('PAGE_SHIFT'));
  return shift === undefined ? undefined : 2 ** shift;
};

/** Each architecture has an option of its own for its format. */
const verifies = (option: Option): boolean | undefined =>
  yes(option('KEXEC_BZIMAGE_VERIFY_SIG')) ?? yes(option('KEXEC_IMAGE_VERIFY_SIG'));

/** kernel/dma/contiguous.c: dma_contiguous_reserve(). Of other ways to say the size, none is common. */
const cmaSize = (option: Option): number | undefined => {
  const built = yes(option('DMA_CMA'));
  const size = whole(option('CMA_SIZE_MBYTES'));
  if (built === false) return 0;
  return size === undefined ? undefined : size * MiB;
};

/** Which options of every architecture decide a fact, and how. */
const RULES: readonly (readonly [names: readonly string[], tell: (option: Option) => KnownFacts])[] = [
  [
    [DEFAULT_ONLINE, ...ONLINE_CHOICE.map(([name]) => name)],
    (option) => ({ defaultOnlineType: onlineType(option) }),
  ],
  [['CRASH_HOTPLUG'], (option) => ({ crashHotplug: yes(option('CRASH_HOTPLUG')) })],
  [['EFI_RUNTIME_MAP'], (option) => ({ efiRuntimeMap: yes(option('EFI_RUNTIME_MAP')) })],
  [['ACPI_HOTPLUG_MEMORY'], (option) => ({ acpiHotplugMemory: yes(option('ACPI_HOTPLUG_MEMORY')) })],
  [['KEXEC_FILE'], (option) => ({ kexecFile: yes(option('KEXEC_FILE')) })],
  [['RANDOMIZE_BASE'], (option) => ({ randomizeBase: yes(option('RANDOMIZE_BASE')) })],
  [['KEXEC_SIG', 'KEXEC_SIG_FORCE'], (option) => ({ kexecSig: signature(option) })],
  [
    ['KEXEC_BZIMAGE_VERIFY_SIG', 'KEXEC_IMAGE_VERIFY_SIG'],
    (option) => ({ kexecSigVerifies: verifies(option) }),
  ],
  [['IMA_ARCH_POLICY'], (option) => ({ imaArchPolicy: yes(option('IMA_ARCH_POLICY')) })],
  [
    ['LOCK_DOWN_IN_EFI_SECURE_BOOT'],
    (option) => ({ secureBootLocksDown: yes(option('LOCK_DOWN_IN_EFI_SECURE_BOOT')) }),
  ],
  [['DMA_CMA', 'CMA_SIZE_MBYTES'], (option) => ({ cmaSize: cmaSize(option) })],
  [['NR_CPUS'], (option) => ({ nrCpus: whole(option('NR_CPUS')) })],
  [['NR_CPUS_DEFAULT'], (option) => ({ nrCpusDefault: whole(option('NR_CPUS_DEFAULT')) })],
  [
    ['CRASH_MAX_MEMORY_RANGES'],
    (option) => ({ crashMaxMemoryRanges: whole(option('CRASH_MAX_MEMORY_RANGES')) }),
  ],
  [['ARCH_KEEP_MEMBLOCK'], (option) => ({ keepsMemblock: yes(option('ARCH_KEEP_MEMBLOCK')) })],
  [['KALLSYMS_ALL'], (option) => ({ kallsymsAll: yes(option('KALLSYMS_ALL')) })],
  [['PAGE_SHIFT'], (option) => ({ pageSize: pageSize(option) })],
];

/**
 * Options that nobody is asked for: an architecture selects them, and a configuration without them says no. Others are
 * left out where what they depend on is not there, so that their absence tells nothing.
 */
const SELECTED = ['ARCH_KEEP_MEMBLOCK'];

/** The options of Kconfig that the model reads on an architecture, without `CONFIG_`. */
export const kernelOptionsOf = ({ builds }: Pick<Architecture, 'builds'>): readonly string[] => [
  ...RULES.flatMap(([names]) => names),
  ...(builds?.options ?? []),
];

/** What options tell of a build; those that nobody told tell nothing. */
export const factsOfOptions = (
  { builds }: Pick<Architecture, 'builds'>,
  options: KconfigOptions,
): KnownFacts => {
  const told = [
    ...RULES.map(([, tell]) => tell((name) => options.get(name))),
    builds?.fromConfig?.(options) ?? {},
  ];
  return Object.fromEntries(
    told.flatMap((facts) => Object.entries(facts).filter(([, value]) => value !== undefined)),
  );
};

const word = (value: boolean | undefined): 'y' | 'n' | undefined =>
  value === undefined ? undefined : value ? 'y' : 'n';

/** Options that tell facts of the configuration: what {@link factsOfOptions} reads again. */
export const optionsOfFacts = (facts: KnownFacts): Readonly<Record<string, string | number>> => {
  const online = ONLINE_CHOICE.find(([, type]) => type === facts.defaultOnlineType)?.[0];
  const { kexecSig } = facts;
  const options = {
    ...(online === undefined ? {} : { [online]: 'y' }),
    CRASH_HOTPLUG: word(facts.crashHotplug),
    EFI_RUNTIME_MAP: word(facts.efiRuntimeMap),
    ACPI_HOTPLUG_MEMORY: word(facts.acpiHotplugMemory),
    KEXEC_FILE: word(facts.kexecFile),
    RANDOMIZE_BASE: word(facts.randomizeBase),
    KEXEC_SIG: word(kexecSig === undefined ? undefined : kexecSig !== 'none'),
    KEXEC_SIG_FORCE: kexecSig === 'required' ? 'y' : undefined,
    KEXEC_BZIMAGE_VERIFY_SIG: word(facts.kexecSigVerifies),
    IMA_ARCH_POLICY: word(facts.imaArchPolicy),
    LOCK_DOWN_IN_EFI_SECURE_BOOT: word(facts.secureBootLocksDown),
    CMA_SIZE_MBYTES: facts.cmaSize === undefined ? undefined : facts.cmaSize / MiB,
    NR_CPUS: facts.nrCpus,
    NR_CPUS_DEFAULT: facts.nrCpusDefault,
    CRASH_MAX_MEMORY_RANGES: facts.crashMaxMemoryRanges,
    ARCH_KEEP_MEMBLOCK: word(facts.keepsMemblock),
    KALLSYMS_ALL: word(facts.kallsymsAll),
  };
  return Object.fromEntries(
    Object.entries(options).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
};

const SET = /^CONFIG_([A-Za-z0-9_]+)=(.*)$/;
const UNSET = /^# CONFIG_([A-Za-z0-9_]+) is not set$/;

/**
 * Reads the configuration of a kernel: /proc/config.gz unpacked, /boot/config-*, or what IKCONFIG keeps.
 * @throws FormatError for a text in which no option is set
 */
export const parseKernelConfig = (text: string): KconfigOptions => {
  const options = new Map<string, string>(SELECTED.map((name) => [name, 'n']));
  let found = 0;
  for (const line of text.split('\n')) {
    const [, set, value = ''] = SET.exec(line) ?? [];
    const [, unset] = UNSET.exec(line) ?? [];
    if (set !== undefined) options.set(set, value.replace(/^"(.*)"$/, '$1'));
    else if (unset !== undefined) options.set(unset, 'n');
    else continue;
    found += 1;
  }
  if (found > 0) return options;
  throw new FormatError({
    format: 'kernel configuration',
    field: 'the text',
    found: text === '' ? 'empty' : 'without a line that begins with CONFIG_',
    allowed: 'lines such as CONFIG_KEXEC=y',
  });
};
