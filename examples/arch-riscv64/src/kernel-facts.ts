import type { KernelProfile } from '@warmboot/core/plugin';
import { linux610, linux612 } from '@warmboot/core/plugin';

/** What versions of Linux do differently on riscv64. Algorithms read these facts and never a version. */
export interface KernelFacts {
  /** The linear map begins at the kernel's own image, so that RAM below it is given up (until 6.4). */
  readonly losesMemoryBelowItself: boolean;
  /** Image formats that kexec_file_load takes: ELF alone until 6.16. */
  readonly fileLoadFormats: readonly string[];
  /** Memory can be added and removed while the kernel runs (6.11). */
  readonly memoryHotplug: boolean;
  /** The kernel can be built with ACPI (6.5), which keeps memblock after the boot (ARCH_KEEP_MEMBLOCK). */
  readonly acpi: boolean;
  /** First virtual address of the linear map with Sv39. asm/page.h: PAGE_OFFSET_L3 */
  readonly sv39PageOffset: bigint;
}

const linux61: KernelFacts = {
  losesMemoryBelowItself: true,
  fileLoadFormats: ['ELF'],
  memoryHotplug: false,
  acpi: false,
  sv39PageOffset: 0xffff_ffd8_0000_0000n,
};

const linux65: KernelFacts = { ...linux61, losesMemoryBelowItself: false, acpi: true };
const linux611: KernelFacts = { ...linux65, memoryHotplug: true };
const facts612: KernelFacts = { ...linux611, sv39PageOffset: 0xffff_ffd6_0000_0000n };
const linux616: KernelFacts = { ...facts612, fileLoadFormats: ['ELF', 'Image'] };

/** Facts of each profile, by its name. */
const FACTS: ReadonlyMap<string, KernelFacts> = new Map([
  ['linux-6.1', linux61],
  ['linux-6.6', linux65],
  ['linux-6.8', linux65],
  ['linux-6.10', linux65],
  ['linux-6.11', linux611],
  ['linux-6.12', facts612],
  ['linux-6.16', linux616],
]);

/** What a profile means on riscv64; one that another plugin brings is taken for Linux 6.1, the oldest that is known. */
export const factsOf = ({ name }: KernelProfile): KernelFacts => FACTS.get(name) ?? linux61;

/** Versions that the model does not bring, and in which riscv64 changed. Other architectures see in them what they see before. */
export const PROFILES: readonly KernelProfile[] = [
  { ...linux610, name: 'linux-6.11' },
  { ...linux612, name: 'linux-6.16' },
];
