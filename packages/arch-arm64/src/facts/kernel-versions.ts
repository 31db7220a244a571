import type { extend, KernelProfile } from '@warmboot/core/plugin';

/** What arm64 did before 6.1, as sources say; no kernel of these versions was recorded. */
export interface VersionFacts {
  /** Sections of sparse memory, and with them blocks, are 1 GiB with any page. asm/sparsemem.h: SECTION_SIZE_BITS 30 */
  readonly wideSections: boolean;
  /** crashkernel=SIZE,high and ,low are read. mm/init.c: reserve_crashkernel */
  readonly readsCrashSuffixes: boolean;
  /** Blocks can go offline, and memory can be removed. Kconfig: ARCH_ENABLE_MEMORY_HOTREMOVE */
  readonly removesMemory: boolean;
  /** Memory can be added. Kconfig: ARCH_ENABLE_MEMORY_HOTPLUG */
  readonly addsMemory: boolean;
  /** kernel/machine_kexec_file.c exists. */
  readonly fileLoad: boolean;
}

const SINCE_61: VersionFacts = {
  wideSections: false,
  readsCrashSuffixes: true,
  removesMemory: true,
  addsMemory: true,
  fileLoad: true,
};
const IN_515: VersionFacts = { ...SINCE_61, readsCrashSuffixes: false };
const IN_510: VersionFacts = { ...IN_515, wideSections: true };
const IN_54: VersionFacts = { ...IN_510, removesMemory: false };
const IN_418: VersionFacts = { ...IN_54, addsMemory: false, fileLoad: false };

/** Facts of profiles before 6.1, by their names. */
const FACTS: ReadonlyMap<string, VersionFacts> = new Map([
  ['linux-5.15', IN_515],
  ['linux-5.14', IN_515],
  ['linux-5.10', IN_510],
  ['linux-5.4', IN_54],
  ['linux-4.18', IN_418],
]);

/** What a profile means on arm64; one that another plugin brings is taken for 6.1 or later. */
export const versionFacts = ({ name }: Pick<KernelProfile, 'name'>): VersionFacts =>
  FACTS.get(name) ?? SINCE_61;

/** What changed on arm64 alone. */
export const changes: readonly extend.KernelChange[] = [
  {
    since: '5.0',
    what: 'memory can be added while it runs (not removed), and kexec_file_load exists',
    source: 'arch/arm64/mm/mmu.c: arch_add_memory; arch/arm64/kernel/machine_kexec_file.c',
    modelled: true,
  },
  {
    since: '5.4',
    what: 'the linear map lies below the kernel in virtual memory, which core headers show',
    source: 'arch/arm64/include/asm/memory.h: PAGE_OFFSET',
  },
  {
    since: '5.6',
    what: 'kexec_file_load makes crash images',
    source: 'arch/arm64/kernel/machine_kexec_file.c: prepare_elf_headers',
  },
  {
    since: '5.7',
    what: 'blocks can go offline and memory can be removed, but for that which was there at boot',
    source: 'arch/arm64/mm/mmu.c: arch_remove_memory, prevent_bootmem_remove_notifier',
    modelled: true,
  },
  {
    since: '5.12',
    what: 'a memory block is 128 MiB (512 MiB with pages of 64 KiB); before, 1 GiB, so that smaller devices could not be added',
    source: 'arch/arm64/include/asm/sparsemem.h: SECTION_SIZE_BITS',
    modelled: true,
  },
  {
    since: '5.17',
    what: 'virtio-mem works',
    source: 'drivers/virtio/Kconfig: VIRTIO_MEM',
  },
  {
    since: '5.19',
    what: 'crashkernel=SIZE,high and SIZE,low are read; before, only a plain size below 4 GiB',
    source: 'arch/arm64/mm/init.c: reserve_crashkernel',
    modelled: true,
  },
];
