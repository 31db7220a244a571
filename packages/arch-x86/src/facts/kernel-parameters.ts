import { type commandLine } from '@warmboot/core/plugin';

const MTRR = 'what MTRRs do not cover is taken out of memory, or not: not modelled';

/** What x86 kernels read beside what all do. */
export const kernelParameters: readonly commandLine.Parameter[] = [
  {
    name: 'mem',
    value: /^[^@#$!]*[@#$!]/,
    standing: 'reported',
    effect:
      'the size is all that x86 reads: no RAM from there on, whatever place is named (memmap= reads one)',
  },
  {
    name: 'mem',
    value: /^nopentium/,
    standing: 'reported',
    effect: 'for 32-bit kernels; a 64-bit one warns, and limits nothing',
  },
  {
    name: 'mem',
    value: /^(?!0x[0-9a-f]|\d)/i,
    standing: 'reported',
    effect: 'no number, so it limits nothing',
  },
  {
    name: 'mem',
    standing: 'modelled',
    effect: 'no RAM from there on; that memory devices found at boot above it are refused is not modelled',
  },
  {
    name: 'memmap',
    value: /(^|,)(?!exactmap|0x[0-9a-f]|\d)/i,
    standing: 'reported',
    effect: 'a part of it is no size, and is passed by',
  },
  { name: 'memmap', standing: 'modelled', effect: 'changes the e820 map' },
  {
    name: 'add_efi_memmap',
    standing: 'reported',
    effect:
      'EFI’s map is added to e820 at boot: modelled in what kexec-tools reads, and not in the map of the kernel itself',
  },
  { name: 'acpi', value: /^off$/, standing: 'modelled', effect: 'no ACPI, so nothing announces memory' },
  { name: 'acpi', standing: 'immaterial', effect: 'interrupts and CPUs' },
  { name: 'acpi_rsdp', standing: 'modelled', effect: 'where ACPI’s tables are found' },
  {
    name: 'efi',
    value: /(^|,)noruntime(,|$)/,
    standing: 'reported',
    effect:
      'such a kernel hands no EFI over by kexec_file_load: acpi_rsdp_addr alone, and before the fix of 2026 not even that',
  },
  {
    name: 'efi',
    value: /(^|,)nosoftreserve(,|$)/,
    standing: 'reported',
    effect: 'memory that EFI keeps for a purpose (CXL, HBM) is RAM from boot on: not modelled on x86',
  },
  {
    name: 'efi',
    value: /(^|,)(old_map|nochunk)(,|$)/,
    standing: 'reported',
    effect: 'how EFI is mapped or files are read: not modelled',
  },
  { name: 'efi', standing: 'immaterial', effect: 'printing, or what the stub does' },
  {
    name: 'efi_fake_mem',
    standing: 'reported',
    effect: 'ranges of EFI’s map get other attributes, such as soft-reserved: not modelled',
    until: '6.11',
  },
  {
    name: 'noefi',
    standing: 'reported',
    effect: 'no EFI, so kexec hands none over and ACPI is searched for: not modelled',
  },
  { name: 'numa', value: /^off/, standing: 'reported', effect: 'all memory is of node 0: not modelled' },
  {
    name: 'numa',
    value: /^fake=/,
    standing: 'reported',
    effect: 'memory is split into more nodes, whose data lies elsewhere: not modelled',
  },
  {
    name: 'numa',
    value: /^(noacpi|nohmat)/,
    standing: 'reported',
    effect: 'what firmware tells of nodes is not read: not modelled',
  },
  { name: 'disable_mtrr_trim', standing: 'reported', effect: MTRR },
  { name: 'enable_mtrr_cleanup', standing: 'reported', effect: MTRR },
  { name: 'mtrr_gran_size', standing: 'reported', effect: MTRR },
  { name: 'mtrr_chunk_size', standing: 'reported', effect: MTRR },
  {
    name: 'mem_encrypt',
    standing: 'reported',
    effect:
      'memory is encrypted (SME, SEV), and what kexec stages has to be reachable in clear: not modelled',
    value: /^(on|active)/,
  },
  {
    name: 'accept_memory',
    standing: 'reported',
    effect: 'when a confidential guest accepts its memory: not modelled',
  },
  { name: 'uv_memblksize', standing: 'reported', effect: 'the size of memory blocks: not modelled' },
  {
    name: 'no5lvl',
    standing: 'immaterial',
    effect: 'four levels of page tables, which the model has anyway',
  },
  { name: 'rodata', standing: 'immaterial', effect: 'what the kernel may write' },
  { name: 'pti', standing: 'immaterial', effect: 'page tables of programs' },
  { name: 'nopti', standing: 'immaterial', effect: 'page tables of programs' },
  { name: 'memory_corruption_check', standing: 'reported', effect: 'low memory is set aside: not modelled' },
  { name: 'gart_fix_e820', standing: 'reported', effect: 'an aperture is taken out of e820: not modelled' },
  { name: 'iommu', standing: 'immaterial', effect: 'how devices reach memory' },
  { name: 'intel_iommu', standing: 'immaterial', effect: 'how devices reach memory' },
  { name: 'amd_iommu', standing: 'immaterial', effect: 'how devices reach memory' },
  { name: 'disable_cpu_apicid', standing: 'immaterial', effect: 'which CPU a capture kernel leaves alone' },
  {
    name: 'xen_*',
    standing: 'reported',
    effect: 'an option of guests of Xen, which are not modelled',
  },
  { name: 'highmem', standing: 'immaterial', effect: 'for 32-bit kernels' },
  { name: 'vmalloc', standing: 'immaterial', effect: 'virtual addresses' },
];
