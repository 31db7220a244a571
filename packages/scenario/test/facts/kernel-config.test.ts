import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { factsOfOptions, kernelOptionsOf, parseKernelConfig } from '../../src/index.js';

const facts = (...lines: readonly string[]) => factsOfOptions({}, parseKernelConfig(lines.join('\n')));

describe('a kernel configuration tells facts of the build', () => {
  it.each([
    // mm/Kconfig
    ['CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE=y', { defaultOnlineType: 'online' }],
    ['# CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE is not set', { defaultOnlineType: 'offline' }],
    // mm/Kconfig since Linux 6.14
    ['CONFIG_MHP_DEFAULT_ONLINE_TYPE_ONLINE_AUTO=y', { defaultOnlineType: 'online' }],
    ['CONFIG_MHP_DEFAULT_ONLINE_TYPE_ONLINE_MOVABLE=y', { defaultOnlineType: 'online_movable' }],
    // kernel/Kconfig.kexec
    ['# CONFIG_CRASH_HOTPLUG is not set', { crashHotplug: false }],
    ['CONFIG_KEXEC_SIG=y', { kexecSig: 'checked' }],
    ['CONFIG_KEXEC_SIG=y\nCONFIG_KEXEC_SIG_FORCE=y', { kexecSig: 'required' }],
    ['# CONFIG_KEXEC_SIG is not set', { kexecSig: 'none' }],
    // arch/x86/Kconfig
    ['CONFIG_EFI_RUNTIME_MAP=y', { efiRuntimeMap: true }],
    ['CONFIG_RANDOMIZE_BASE=y', { randomizeBase: true }],
    ['# CONFIG_ACPI_HOTPLUG_MEMORY is not set', { acpiHotplugMemory: false }],
    ['# CONFIG_KEXEC_FILE is not set', { kexecFile: false }],
    ['CONFIG_KALLSYMS_ALL=y', { kallsymsAll: true }],
    ['CONFIG_NR_CPUS_DEFAULT=8192', { nrCpusDefault: 8192 }],
    ['CONFIG_CRASH_MAX_MEMORY_RANGES=128', { crashMaxMemoryRanges: 128 }],
    ['CONFIG_NR_CPUS=512', { nrCpus: 512 }],
    // arch/Kconfig since Linux 6.9
    ['CONFIG_PAGE_SHIFT=16', { pageSize: 65536 }],
  ])('%s', (lines, expected) => {
    expect(facts(lines)).toMatchObject(expected);
  });

  it('says nothing where an option is missing, save of those that are selected and never asked for', () => {
    expect(facts('CONFIG_KEXEC=y')).toEqual({ keepsMemblock: false });
    expect(facts('CONFIG_ARCH_KEEP_MEMBLOCK=y')).toEqual({ keepsMemblock: true });
  });

  it('asks an architecture about options of its own', () => {
    const builds = {
      pageSizes: [4096],
      usual: () => ({}),
      options: ['TOY_BITS'],
      fromConfig: (config: ReadonlyMap<string, string>) => ({ vaBits: Number(config.get('TOY_BITS')) }),
    };
    expect(factsOfOptions({ builds }, new Map([['TOY_BITS', '48']]))).toEqual({ vaBits: 48 });
    expect(kernelOptionsOf({ builds })).toContain('TOY_BITS');
  });

  it('is no configuration without an option', () => {
    expect(() => parseKernelConfig('KEXEC=y\n')).toThrow(FormatError);
    expect(() => parseKernelConfig('')).toThrow('the text is empty; allowed: lines such as CONFIG_KEXEC=y');
  });
});
