import type { KernelVersion } from './release.js';
import { compareVersions, versionOf } from './release.js';

/** Something that changed in Linux, in the field of the model. */
export interface KernelChange {
  /** The first version that has it: `5.12`. */
  readonly since: string;
  /** What kernels do from then on, as a sentence without a full stop. */
  readonly what: string;
  /** File and function, or option, of Linux. */
  readonly source: string;
  /** Answers for the versions before follow it; elsewhere what it says is all that is known of it here. */
  readonly modelled?: true;
}

/** What changed for every architecture; architectures add their own (`BuildRange.changes`). Ascending. */
const KERNEL_CHANGES: readonly KernelChange[] = [
  {
    since: '5.4',
    what: 'lockdown is part of mainline; KEXEC_SIG can look at signatures without demanding them, where KEXEC_VERIFY_SIG demanded them',
    source: 'security/lockdown; kernel/kexec_file.c: kimage_validate_signature',
  },
  {
    since: '5.8',
    what: 'memory of kmem and virtio-mem is named "System RAM (kmem)" and "System RAM (virtio_mem)", and kexec_file_load leaves it alone; virtio-mem exists',
    source: 'mm/memory_hotplug.c: add_memory_driver_managed; drivers/virtio/virtio_mem.c',
  },
  {
    since: '5.10',
    what: 'memory that goes online is handed out last; before, the kernel took it first, which makes an eject of zone Normal the less likely',
    source: 'mm/page_alloc.c: __free_pages_core',
  },
  {
    since: '5.13',
    what: 'memory_hotplug.memmap_on_memory= is read',
    source: 'mm/memory_hotplug.c: mhp_supports_memmap_on_memory',
    modelled: true,
  },
  {
    since: '5.15',
    what: 'memory_hotplug.online_policy= is read, and devices have memory groups',
    source: 'mm/memory_hotplug.c: auto_movable_zone_for_pfn',
    modelled: true,
  },
  {
    since: '6.3',
    what: 'kernel.kexec_load_limit_* exist',
    source: 'kernel/kexec_core.c: kexec_load_permitted',
    modelled: true,
  },
  {
    since: '6.5',
    what: '/sys/kernel/kexec_crash_size counts the low region too',
    source: 'kernel/kexec_core.c: crash_get_memory_size',
    modelled: true,
  },
  {
    since: '6.6',
    what: 'a crash header follows hotplug, where the architecture can',
    source: 'kernel/crash_core.c: crash_handle_hotplug_event',
    modelled: true,
  },
  {
    since: '6.7',
    what: 'crashkernel= follows one set of rules: a plain size falls back to memory above',
    source: 'kernel/crash_core.c: reserve_crashkernel_generic',
    modelled: true,
  },
  {
    since: '6.16',
    what: 'kexec handover (kho=) keeps memory over a kexec, and segments go into scratch memory',
    source: 'kernel/kexec_handover.c',
  },
  {
    since: '6.17',
    what: 'crashkernel=SIZE,cma adds memory that the running kernel uses for movable pages until it crashes',
    source: 'kernel/crash_reserve.c: reserve_crashkernel_cma',
  },
];

/** A change with the number of its version. */
const dated = (change: KernelChange): { readonly change: KernelChange; readonly since: KernelVersion } => {
  const since = versionOf(change.since);
  if (since === undefined) throw new TypeError(`"${change.since}" is no version`);
  return { change, since };
};

/**
 * What changed after one version, and up to and with another, whichever of the two is the older; ascending. Nothing where
 * one of them begins with no version.
 * @param own what changed for an architecture alone
 * @param one a release or the name of a profile
 */
export const kernelChanges = (
  own: readonly KernelChange[],
  one: string,
  other: string,
): readonly KernelChange[] => {
  const versions = [versionOf(one), versionOf(other)].filter((version) => version !== undefined);
  const [from, to] = versions.sort(compareVersions);
  if (from === undefined || to === undefined) return [];
  return [...KERNEL_CHANGES, ...own]
    .map(dated)
    .filter(({ since }) => compareVersions(since, from) > 0 && compareVersions(since, to) <= 0)
    .sort((a, b) => compareVersions(a.since, b.since))
    .map(({ change }) => change);
};
