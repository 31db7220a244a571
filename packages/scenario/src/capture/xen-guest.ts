import type { CaptureFiles } from './capture-files.js';
import { textOf } from './capture-files.js';

/**
 * Guests of Xen as kexec tells them apart. On x86 `PV` by paravirtual page tables, dom0 among them as a rule; `HVM` and `PVH`
 * by those of the CPU; `unknown` where a sign of Xen is there, and none of its kind. `Arm` has one kind only.
 */
export type XenGuest = 'PV' | 'HVM' | 'PVH' | 'Arm' | 'unknown';

/** arch/x86/kernel/paravirt.c, default_banner; arch/x86/xen/enlighten.c, xen_banner. A PV guest says `Xen` alone. */
const BANNER = /^Booting (?:paravirtualized )?kernel on Xen(?: (PVH|HVM|PV))?$/m;

/** arch/x86/kernel/cpu/hypervisor.c, detect_hypervisor_vendor; PVH guests are `Xen HVM` here. */
const DETECTED = /^Hypervisor detected: Xen (PV|HVM)$/m;

/** The map that xen_memory_setup makes, arch/x86/xen/setup.c: which is not called for HVM; PVH guests have `BIOS-e820`. */
const PV_MAP = /^ ?Xen: (?:\[mem |[0-9a-f]{16} - )/m;

/** arch/arm/xen/enlighten.c, xen_early_init: of 64-bit kernels too. */
const ON_ARM = /^Xen \S+ support found$/m;

/** drivers/xen/unpopulated-alloc.c, fill_list; arch/x86/xen/enlighten_hvm.c, init_hvm_pv_info. */
const SIGN_IN_IOMEM = / : Xen scratch$/m;
const SIGN_IN_LOG = /^(?:Xen version[: ]\s*\d|Hypervisor detected: Xen\b)/m;

/** drivers/xen/sys-hypervisor.c, guest_type_show. */
const TYPES: readonly string[] = ['PV', 'HVM', 'PVH'] satisfies readonly XenGuest[];

const isType = (text: string | undefined): text is XenGuest => text !== undefined && TYPES.includes(text);

/** What kind of guest of Xen wrote the files; undefined where nothing tells of Xen. */
const xenGuestIn = (files: CaptureFiles): XenGuest | undefined => {
  const shown = textOf(files, 'sys/hypervisor/guest_type')?.trim();
  if (isType(shown)) return shown;
  const log = (textOf(files, 'dmesg') ?? '').replaceAll(
    /^(?:<\d+>)?\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ?/gm,
    '',
  );
  const banner = BANNER.exec(log);
  if (banner !== null) return isType(banner[1]) ? banner[1] : 'PV';
  const detected = DETECTED.exec(log)?.[1];
  if (isType(detected)) return detected;
  if (PV_MAP.test(log)) return 'PV';
  if (ON_ARM.test(log)) return 'Arm';
  const signs =
    SIGN_IN_LOG.test(log) ||
    SIGN_IN_IOMEM.test(textOf(files, 'proc/iomem') ?? '') ||
    textOf(files, 'sys/hypervisor/type')?.trim() === 'xen';
  if (!signs) return undefined;
  return textOf(files, 'proc/sys/kernel/arch')?.trim() === 'aarch64' ? 'Arm' : 'unknown';
};

/** HVM and PVH differ in how they start, not in what kexec does. */
const hardware = (kind: string): readonly string[] => [
  `this is ${kind} guest of Xen: kexec-tools loads there as on hardware, and so does this answer. At the jump and at a crash Linux asks Xen for a soft reset, so that the next kernel can set up event channels and shared info again: not modelled, nor is memory that the balloon gave back`,
];

/**
 * What kexec is in such a guest, a sentence each without its full stop. Sources, by sentence:
 * PV: arch/x86/kernel/setup.c, reserve_crashkernel (arch_reserve_crashkernel since 6.7); kexec-tools, kexec/crashdump-xen.c,
 * xen_present, kexec/kexec.c, my_load and main, kexec/kexec-xen.c, xen_kexec_load; arch/x86/xen/enlighten_pv.c,
 * xen_machine_ops, whose shutdown is xen_machine_halt, called by kernel_kexec through machine_shutdown.
 * Arm: kexec-tools, kexec/crashdump-xen.c, xen_present and xen_detect_pv_guest, which asks no CPU on other architectures.
 * HVM and PVH: kexec-tools, xen_present; arch/x86/xen/enlighten_hvm.c, xen_hvm_shutdown and xen_hvm_crash_shutdown, with
 * include/xen/interface/sched.h, SHUTDOWN_soft_reset.
 */
const SENTENCES: Readonly<Record<XenGuest, readonly string[]>> = {
  PV: [
    'this is a PV guest of Xen, which is not modelled: the answer is that of the same memory without Xen. Linux ignores crashkernel= in it; in dom0 it belongs on the command line of Xen itself',
    'in dom0, the one PV guest where kexec works, kexec-tools hands the image to Xen through libxenctrl (it wants /proc/xen, and never takes -s); in another one Linux’s own kexec -e ends in a power-off',
  ],
  HVM: hardware('an HVM'),
  PVH: hardware('a PVH'),
  Arm: [
    'this is a guest of Xen on Arm, which is not modelled: the answer is that of the same memory without Xen. Where /proc/xen is there, kexec-tools takes it for dom0 and goes to Xen through libxenctrl instead of to Linux, and never takes -s',
  ],
  unknown: [
    'this is a guest of Xen, and nothing tells which kind (the log’s "Booting paravirtualized kernel on", or /sys/hypervisor/guest_type): the answer is for HVM and PVH, where kexec-tools loads as on hardware. A PV guest has no crash kernel of its own',
  ],
};

/** What is to be said of a machine that is a guest of Xen; nothing for any other. */
export const xenRemarks = (files: CaptureFiles): readonly string[] => {
  const guest = xenGuestIn(files);
  return guest === undefined ? [] : SENTENCES[guest];
};
