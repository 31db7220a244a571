import { messagesOf } from '../message.js';

const RESERVED = 'cat /sys/kernel/kexec_crash_size; dmesg | grep -i crashkernel tells why it is 0.';

/** What services say that load capture kernels, and tools that save dumps. */
export const serviceMessages = [
  ...messagesOf('kdumpctl (RHEL, Fedora, openEuler)', [
    [
      'kdump: No memory reserved for crash kernel',
      /No memory reserved for crash kernel/,
      'The kernel reserved nothing: crashkernel= is missing, is crashkernel=auto on a kernel that has none, or could not be met.',
      `${RESERVED} \`kdumpctl reset-crashkernel\` writes the option; it takes a reboot.`,
      'kdumpctl, check_crash_mem_reserved',
    ],
    [
      'kdump: kexec: failed to load kdump kernel',
      /kexec: failed to load kdump kernel/,
      'kexec -p failed; its own words stand in the lines before.',
      'journalctl -u kdump; run what it runs by hand with -d. With Secure Boot the kernel has to be signed.',
      'kdumpctl, load_kdump',
    ],
    [
      'kdump: Starting kdump: [FAILED]',
      /Starting kdump: \[FAILED\]/,
      'The service gave up; the line before says why.',
      'journalctl -u kdump.',
      'kdumpctl, start',
    ],
    [
      'kdump: Kdump is not supported on this kernel',
      /Kdump is not supported on this kernel/,
      'There is no /sys/kernel/kexec_crash_loaded: the kernel was built without CONFIG_CRASH_DUMP, or is a guest’s that has no kexec.',
      'Look at the kernel’s configuration.',
      'kdumpctl, check_kdump_feasibility',
    ],
    [
      'kdump: Secure Boot is enabled. Using kexec file based syscall.',
      /Secure Boot is enabled\. Using kexec file based syscall/,
      'The service uses -s, since lockdown refuses -c.',
      'Nothing. The kernel has to be signed.',
      'kdumpctl, is_secure_boot_enforced',
    ],
    [
      'kdump: saving vmcore failed',
      /saving vmcore failed/,
      'The capture kernel ran and found nowhere to write to.',
      'Look at the target in kdump.conf and at drivers in the initramfs: lsinitrd.',
      'kdump-utils, kdump.sh in the initramfs',
    ],
  ]),
  ...messagesOf('kdump-config (Debian, Ubuntu)', [
    [
      'no crashkernel= parameter in the kernel cmdline ... failed!',
      /no crashkernel= parameter in the kernel cmdline/,
      'The running kernel was booted without crashkernel=.',
      'Set it in /etc/default/grub.d/kdump-tools.cfg, update-grub, and reboot.',
      'kdump-config, check_kdump_support',
    ],
    [
      'kdump-config: failed to load kdump kernel ... failed!',
      /kdump-(?:config|tools).*failed to load kdump kernel/,
      'kexec -p failed, or the kernel file was not found.',
      'kdump-config show, kdump-config test: they print the command.',
      'kdump-config, kdump_load',
    ],
    [
      'current state:    Not ready to kdump',
      /Not ready to kdump/,
      'No crash image is loaded.',
      'kdump-config load; the log has the reason.',
      'kdump-config, show',
    ],
  ]),
  ...messagesOf('systemd', [
    [
      'kdump.service: Main process exited, code=exited, status=1/FAILURE',
      /kdump(?:-tools)?\.service: .*(?:exited|Failed)/,
      'The service ended; what it said stands before.',
      'journalctl -b -u kdump.',
      'systemd',
    ],
    [
      'Crash recovery kernel arming was skipped because of a failed condition check (ConditionKernelCommandLine=crashkernel).',
      /(?:kdump|Crash recovery kernel arming).*(?:condition|ConditionKernelCommandLine)/,
      'The service does not run, since the command line has no crashkernel=.',
      'Add crashkernel= and reboot.',
      'systemd',
    ],
  ]),
  ...messagesOf('makedumpfile', [
    [
      'The kernel version is not supported. The makedumpfile operation may be incomplete.',
      /The kernel version is not supported/,
      'The kernel is newer than this makedumpfile has been tried with. It goes on.',
      'Update makedumpfile where the dump cannot be read.',
      'makedumpfile.c, check_release',
    ],
    [
      "get_mem_map: Can't distinguish the memory type.",
      /Can't distinguish the (?:memory|pgtable)/,
      'VMCOREINFO lacks what tells how memory is laid out: a kernel that is too new, or one without it.',
      'Update makedumpfile; with KASLR take VMCOREINFO from the dump, not from a vmlinux.',
      'makedumpfile.c, get_mem_map',
    ],
    [
      'readpage_elf: Attempt to read non-existent page at 0x880000000.',
      /Attempt to read non-existent page at 0x[0-9a-f]+/,
      'The dump lacks memory that its kernel had: the list of memory was made before that memory came.',
      'Load the capture kernel again after memory is plugged; kernels from 6.6 on (x86) keep the list up to date.',
      'makedumpfile.c, readpage_elf',
    ],
    [
      "Can't get a valid pmd_pte.",
      /Can't get a valid (?:pmd|pud|pgd|pte)/,
      'A page table that was to be read is not what it should be: wrong offsets of KASLR, or memory that changed.',
      'Update makedumpfile; try without -x.',
      'makedumpfile: arch/*.c, vaddr_to_paddr',
    ],
  ]),
  ...messagesOf('crash', [
    [
      'crash: seek error: kernel virtual address: ffff8881234 type: "memory section root table"',
      /crash: (?:seek|read) error: /,
      'The dump does not have the memory that is asked for, or addresses are wrong by KASLR’s offset.',
      'crash finds the offset by VMCOREINFO; --kaslr=OFFSET says it. Was the dump cut off?',
      'crash',
    ],
    [
      'crash: vmlinux and vmcore do not match!',
      /vmlinux and .* do not match/,
      'The debug file is of another build.',
      'Take that of the release that the dump names: strings vmcore | grep OSRELEASE.',
      'crash',
    ],
  ]),
];
