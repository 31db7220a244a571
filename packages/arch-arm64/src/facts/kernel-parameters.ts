import { type commandLine } from '@warmboot/core/plugin';

const PAGES_OF_TABLES =
  'the linear map is made of single pages, whose tables take more of the top of memory: not modelled';
const NOT_HERE = 'arm64 does not have it, and passes it by';

/** What arm64 kernels read beside what all do, and what people try on them that only others read. */
export const kernelParameters: readonly commandLine.Parameter[] = [
  {
    name: 'mem',
    value: /[@#$!]/,
    standing: 'reported',
    effect: 'the size is all that arm64 reads: the lowest memory stays, whatever place is named',
  },
  {
    name: 'mem',
    value: /^(?!0x[0-9a-f]|\d)/i,
    standing: 'reported',
    effect: 'no number, so it limits nothing',
  },
  { name: 'mem', standing: 'modelled', effect: 'the lowest memory, as much as that' },
  { name: 'memmap', standing: 'reported', effect: NOT_HERE },
  { name: 'add_efi_memmap', standing: 'reported', effect: NOT_HERE },
  { name: 'acpi', standing: 'modelled', effect: 'whether ACPI is used beside a devicetree' },
  {
    name: 'acpi_rsdp',
    standing: 'reported',
    effect: 'ACPI’s tables are taken from there instead of from EFI: not modelled',
  },
  {
    name: 'efi',
    value: /nosoftreserve/,
    standing: 'modelled',
    effect: 'memory for a purpose is like any other',
  },
  {
    name: 'efi',
    value: /novamap|disable_early_pci_dma|no_disable_early_pci_dma|debug|noruntime|runtime/,
    standing: 'immaterial',
    effect: 'runtime services, the stub or printing: what arm64 hands over by kexec is the same',
  },
  {
    name: 'efi',
    value: /nochunk|attr=/,
    standing: 'reported',
    effect: 'how the stub of EFI reads files and maps: not modelled',
  },
  {
    name: 'numa',
    value: /^off/,
    standing: 'reported',
    effect: 'all memory is of node 0: not modelled, and here nodes are as firmware tells them',
  },
  {
    name: 'numa',
    value: /^fake=/,
    standing: 'reported',
    effect: 'memory is split into more nodes, whose data lies elsewhere: not modelled',
    since: '6.12',
  },
  { name: 'rodata', value: /^full$/, standing: 'reported', effect: PAGES_OF_TABLES },
  { name: 'rodata', standing: 'immaterial', effect: 'what the kernel may write' },
  { name: 'kfence.sample_interval', standing: 'reported', effect: PAGES_OF_TABLES },
  {
    name: 'arm64.nolva',
    standing: 'reported',
    effect: '48 bits of virtual addresses where the CPU has 52: say --va-bits 48',
  },
  {
    name: 'kvm-arm.mode',
    value: /^protected$/,
    standing: 'reported',
    effect: 'the hypervisor takes memory for itself at boot: not modelled',
  },
  { name: 'kvm-arm.mode', standing: 'immaterial', effect: 'how guests run' },
  { name: 'kpti', standing: 'immaterial', effect: 'page tables of programs' },
  { name: 'coherent_pool', standing: 'immaterial', effect: 'memory of devices, taken once the kernel is up' },
];
