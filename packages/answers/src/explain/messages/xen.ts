import { messagesOf } from '../message.js';

const DOM0 =
  'In dom0: run as root, mount xenfs (/proc/xen), and install the libxenctrl of the Xen that runs. In another PV guest kexec does not work: use an HVM or PVH guest.';

/** What kexec(8) says in dom0 of Xen, and beside its options for Xen. */
export const xenToolMessages = messagesOf('kexec-tools', [
  [
    'failed to open xen control interface.',
    /failed to open xen control interface/i,
    'The tool found a PV guest of Xen, where an image is loaded into the hypervisor, and cannot reach it through libxenctrl.',
    DOM0,
    'kexec/kexec-xen.c, xen_get_kexec_range; kexec/crashdump-xen.c, xen_architecture',
  ],
  [
    'failed to get range=0 from hypervisor.',
    /failed to get range=\d+ from hypervisor/,
    'Xen did not tell one of its ranges: 0 is the memory that it reserved for a crash kernel, 1 Xen itself, 6 its VMCOREINFO, 7 the area of a live update.',
    'For kexec -p: crashkernel= on the command line of Xen, not on that of dom0; `xl dmesg` shows it.',
    'kexec/kexec-xen.c, xen_get_kexec_range',
  ],
  [
    'get_memory_ranges_xen: xc_get_machine_memory_map: Operation not permitted',
    /xc_get_machine_memory_map: /,
    'In dom0 the places for an image are those of the whole machine, and Xen did not give its memory map. The reason after the colon may be wrong: the tool passes a return value where an errno belongs.',
    DOM0,
    'kexec/arch/i386/kexec-x86-common.c, get_memory_ranges_xen',
  ],
  [
    'failed to make Xen version hypercall.',
    /failed to make Xen version hypercall/,
    'The tool asks Xen which architectures it runs, to choose the form of the image, and got no answer.',
    DOM0,
    'kexec/crashdump-xen.c, xen_architecture',
  ],
  [
    '--load-live-update can only be used with xen',
    /--(?:load|exec)-live-update (?:can only be used with xen|only works under xen)/,
    'Live update puts another Xen in place of the one that runs; it needs a PV dom0.',
    'Leave the option out: without Xen, -l and -e are what is wanted.',
    'kexec/kexec.c, main',
  ],
]);

/** What Linux says as a guest of Xen, of what matters to kexec. */
export const xenKernelMessages = messagesOf('Linux (x86)', [
  [
    'Hypervisor detected: Xen HVM',
    /Hypervisor detected: Xen HVM/,
    'An HVM or PVH guest of Xen: kexec and kdump are those of hardware, and Linux asks Xen for a soft reset at the jump and at a crash.',
    'Nothing. A guest that ends instead of rebooting: look at on_soft_reset in its configuration.',
    'arch/x86/kernel/cpu/hypervisor.c, detect_hypervisor_vendor; arch/x86/xen/enlighten_hvm.c, xen_hvm_shutdown',
  ],
  [
    'Hypervisor detected: Xen PV',
    /Hypervisor detected: Xen PV$|Booting (?:paravirtualized )?kernel on Xen$/,
    'A PV guest of Xen. Linux reserves no crash kernel in it, its own kexec -e ends in a power-off, and a panic is told to Xen. In dom0 kexec-tools loads into Xen instead.',
    'In dom0: crashkernel= on the command line of Xen, and kexec-tools built with libxenctrl. In another guest: HVM or PVH, or a dump by the toolstack.',
    'arch/x86/xen/enlighten_pv.c, xen_machine_ops; kexec-tools, kexec/crashdump-xen.c, xen_present',
  ],
]);
