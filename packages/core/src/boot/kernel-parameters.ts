import type { KernelParameter } from '../contract/kernel-parameter.js';

const modelled = (name: string, effect: string, more: Partial<KernelParameter> = {}): KernelParameter => ({
  name,
  standing: 'modelled',
  effect,
  ...more,
});
const reported = (name: string, effect: string, more: Partial<KernelParameter> = {}): KernelParameter => ({
  name,
  standing: 'reported',
  effect,
  ...more,
});
const immaterial = (name: string, effect: string, more: Partial<KernelParameter> = {}): KernelParameter => ({
  name,
  standing: 'immaterial',
  effect,
  ...more,
});

const BY_HAND = 'not read from the command line here: write the step load-disabled';

/**
 * Parameters that every architecture has, as far as they are about memory, hotplug, kexec, crashes, firmware and who may
 * load. What is in no table is no parameter of this field, and is passed by.
 */
export const COMMON_PARAMETERS: readonly KernelParameter[] = [
  // kexec and crashes
  modelled('crashkernel', 'reserves memory for a capture kernel'),
  modelled('elfcorehdr', 'where the headers of /proc/vmcore are: it makes a kernel a capture kernel'),
  modelled('panic', 'seconds from a panic to the reset of the machine'),
  reported(
    'crash_kexec_post_notifiers',
    'panic notifiers run before the capture kernel, and one that hangs keeps it from starting: not modelled',
  ),
  reported('sysctl.kernel.kexec_load_disabled', `every load is refused from the start: ${BY_HAND}`, {
    value: /^1$/,
  }),
  reported(
    'sysctl.kernel.kexec_load_limit_*',
    'loads are counted, and refused once their number is reached: not read from the command line here',
    { since: '6.3' },
  ),
  reported(
    'kho',
    'kexec handover: scratch memory is reserved at boot, segments go into it, and memory is kept across kexec: none of it is modelled',
    { since: '6.16' },
  ),
  reported('kho_scratch', 'the sizes of the scratch memory of kexec handover, which is not modelled', {
    since: '6.16',
  }),
  reported('liveupdate', 'keeps memory and files across kexec: not modelled', { since: '6.19' }),
  reported(
    'reserve_mem',
    'a named piece of memory is reserved at boot, at the top of what is free: not modelled, and what is placed after it goes lower',
    { since: '6.11' },
  ),
  immaterial('panic_on_warn', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('panic_on_taint', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('panic_on_oops', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('panic_print', 'what a panic prints'),
  immaterial('oops', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('softlockup_panic', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('hung_task_panic', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('unknown_nmi_panic', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('nmi_watchdog', 'what makes a kernel panic; the story says itself when it does'),
  immaterial('pause_on_oops', 'how an oops is printed'),
  immaterial('reset_devices', 'drivers reset their devices first, as a capture kernel wants it'),
  immaterial('irqpoll', 'how interrupts are found that nobody handles'),
  immaterial('novmcoredd', 'whether drivers add their own dumps to /proc/vmcore'),
  // memory
  reported(
    'cma',
    'contiguous memory is set aside at boot, where crashkernel= and loads do not go: not modelled',
  ),
  reported('cma_pernuma', 'contiguous memory is set aside on each node: not modelled'),
  reported('numa_cma', 'contiguous memory is set aside on nodes: not modelled'),
  reported('hugetlb_cma', 'contiguous memory is set aside for gigantic pages: not modelled'),
  reported(
    'hugepages',
    'huge pages are taken at boot: less memory is free, and blocks that hold them go offline by other rules: not modelled',
  ),
  immaterial('hugepagesz', 'the size of what hugepages= takes'),
  immaterial('default_hugepagesz', 'the size of what hugepages= takes where it says none'),
  immaterial('hugetlb_free_vmemmap', 'part of the memmap of huge pages is given back'),
  immaterial('transparent_hugepage', 'how programs get huge pages'),
  immaterial('thp_anon', 'how programs get huge pages'),
  reported(
    'kernelcore',
    'the rest of boot memory becomes zone Movable, whose blocks can go offline: not modelled',
  ),
  reported(
    'movablecore',
    'as much of boot memory becomes zone Movable, whose blocks can go offline: not modelled',
  ),
  modelled('movable_node', 'memory that firmware calls hotpluggable is kept movable'),
  modelled('memhp_default_state', 'what becomes of memory that is added'),
  modelled('memory_hotplug.online_policy', 'which zone memory gets that comes online'),
  modelled('memory_hotplug.auto_movable_ratio', 'how much movable memory the auto-movable policy allows'),
  modelled(
    'memory_hotplug.auto_movable_numa_aware',
    'whether the auto-movable policy looks at each node by itself',
  ),
  modelled('memory_hotplug.memmap_on_memory', 'added memory holds its own memmap'),
  reported(
    'virtio_mem.*',
    'an option of the virtio-mem driver: not read from the command line here; the step virtio-mem has its own',
  ),
  reported(
    'log_buf_len',
    'a longer log is allocated at the top of memory before crashkernel= is placed: not modelled, and the region may lie lower',
  ),
  reported(
    'swiotlb',
    'the size of the bounce buffers below 4 GiB counts where memory is weighed; that of the low part of crashkernel= where none is said does not follow it, which is not modelled',
  ),
  reported(
    'page_owner',
    'a record for every page takes memory, at boot and from what is added: not modelled',
    {
      value: /^(on|1|y)/i,
    },
  ),
  reported(
    'page_alloc.shuffle',
    'free pages come in random order, so pages in which an image waits do: not modelled',
    {
      value: /^(1|y|t|on)/i,
    },
  ),
  reported(
    'debug_pagealloc',
    'the linear map is made of single pages, whose tables take more of the top of memory: not modelled',
    { value: /^on$/ },
  ),
  immaterial('memblock', 'prints what memblock does'),
  reported('memtest', 'memory that fails the test is reserved: the model has none that fails'),
  immaterial('mminit_loglevel', 'prints'),
  immaterial('init_on_alloc', 'whether pages are cleared'),
  immaterial('init_on_free', 'whether pages are cleared'),
  immaterial('page_poison', 'what free pages hold'),
  immaterial('page_table_check', 'checks'),
  immaterial('hashdist', 'where large tables of the kernel are allocated'),
  immaterial('percpu_alloc', 'how per-CPU memory is laid out'),
  immaterial('stack_guard_gap', 'stacks of programs'),
  immaterial('numa_balancing', 'where pages of programs move to'),
  immaterial('hardened_usercopy', 'checks'),
  immaterial('randomize_kstack_offset', 'stacks of system calls'),
  immaterial('iomem', 'whether /dev/mem may be opened where drivers are'),
  reported('reserve', 'keeps resources from drivers: not modelled'),
  // where a kernel and its initrd lie
  modelled('nokaslr', 'the kernel is not moved'),
  reported('initrdmem', 'the initrd is taken from that place instead of the one handed over: not modelled'),
  reported('retain_initrd', 'the memory of the initrd stays reserved: not modelled'),
  reported('keepinitrd', 'the memory of the initrd stays reserved: not modelled'),
  immaterial('noinitrd', 'whether the initrd is used'),
  immaterial('initrd', 'which file an EFI loader or a boot loader reads'),
  immaterial('resume', 'hibernation'),
  immaterial('resume_offset', 'hibernation'),
  immaterial('noresume', 'hibernation'),
  immaterial('hibernate', 'hibernation'),
  immaterial('nohibernate', 'hibernation'),
  // firmware
  reported(
    'acpi_no_memhotplug',
    'memory devices that ACPI announces are passed by: not modelled, and here they are added',
  ),
  reported(
    'acpi_mask_gpe',
    'an event that is masked reaches nobody; the one of memory hotplug may be it: not modelled',
  ),
  immaterial('acpi_osi', 'what the kernel tells firmware that it is'),
  immaterial('acpi_os_name', 'what the kernel tells firmware that it is'),
  immaterial('acpi_rev_override', 'what the kernel tells firmware that it is'),
  immaterial('acpi_enforce_resources', 'conflicts of drivers with firmware'),
  immaterial('acpi_no_static_ssdt', 'tables that are not of memory'),
  immaterial('acpi_sleep', 'sleep states'),
  immaterial('bert_disable', 'a log of firmware'),
  immaterial('efivar_ssdt', 'tables that are not of memory'),
  // who may load what
  reported(
    'lockdown',
    'kexec_load is refused with EPERM, and kexec_file_load wants a signature: not read from the command line here',
    { value: /^(integrity|confidentiality)$/ },
  ),
  immaterial('module.sig_enforce', 'signatures of modules, not of kernels'),
  reported(
    'ima_appraise',
    'kernels and initrds may need an appraised signature, without which loads end with EACCES: not modelled',
    { value: /^(enforce|fix|log)?$/ },
  ),
  reported(
    'ima_policy',
    'with secure_boot or appraise_tcb, kernels and initrds need an appraised signature: not modelled',
    { value: /secure_boot|appraise_tcb/ },
  ),
  immaterial('ima_policy', 'what is measured'),
  immaterial('ima_template', 'what is measured'),
  immaterial('ima_hash', 'what is measured'),
  immaterial('lsm', 'which security modules are there; lockdown is named by its own option'),
  immaterial('security', 'which security module is there'),
  immaterial('selinux', 'a security module without a rule for kexec of its own'),
  immaterial('apparmor', 'a security module without a rule for kexec'),
  // CPUs
  immaterial(
    'maxcpus',
    'how many CPUs are brought up: a capture kernel needs less memory with 1, and no place depends on it',
  ),
  immaterial(
    'nr_cpus',
    'how many CPUs there can be: a capture kernel needs less memory with 1, and no place depends on it',
  ),
  immaterial('possible_cpus', 'how many CPUs there can be; no place depends on it'),
  immaterial('nosmp', 'one CPU; no place depends on it'),
];
