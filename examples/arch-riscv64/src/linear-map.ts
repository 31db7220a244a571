import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, rangeAt } from '@warmboot/address';
import type { Machine } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import type { RiscvBuild } from './build.js';
import { PHYSICAL_LIMIT, PMD_SIZE } from './layout.js';

/** Virtual memory with one number of address bits. */
interface Mode {
  /** First virtual address of the linear map. asm/page.h: PAGE_OFFSET */
  readonly pageOffset: bigint;
  /** Bytes that the linear map reaches: half of the kernel's half. asm/pgtable.h: KERN_VIRT_SIZE */
  readonly size: number;
}

/** `no4lvl` and `no5lvl` anywhere on the command line ask for fewer levels of page tables. kernel/pi/cmdline_early.c */
const bitsInUse = (vaBits: number, cmdline: string): number => {
  if (cmdline.includes('no4lvl')) return 39;
  return cmdline.includes('no5lvl') ? Math.min(vaBits, 48) : vaBits;
};

/** set_satp_mode(): the first mode from above that CPU and command line allow. arch/riscv/mm/init.c */
const modeOf = ({ vaBits, facts }: RiscvBuild, { kernel }: Machine): Mode => {
  const bits = bitsInUse(vaBits, kernel.cmdline);
  if (bits >= 57) return { pageOffset: 0xff60_0000_0000_0000n, size: 2 ** 55 };
  return bits >= 48
    ? { pageOffset: 0xffff_af80_0000_0000n, size: 2 ** 46 }
    : { pageOffset: facts.sv39PageOffset, size: 2 ** 37 };
};

/** Where RAM begins, as far as /proc/iomem or memblock tell. */
const ramStart = ({ memblock, iomem }: Machine): PhysAddr => {
  const kept = memblock?.memory[0]?.range.start;
  if (kept !== undefined) return kept;
  for (const { resource } of resources.preorder(iomem.root))
    if (resource.name === 'System RAM') return resource.start;
  return 0;
};

/** phys_ram_base: what the first byte of the linear map stands for. arch/riscv/mm/init.c: setup_bootmem */
const linearMapStart = (machine: Machine): PhysAddr => alignDown(ramStart(machine), PMD_SIZE);

/** Virtual address of a byte of RAM: __va() */
export const virtualOf = (build: RiscvBuild, machine: Machine, address: PhysAddr): bigint =>
  modeOf(build, machine).pageOffset + BigInt(address - linearMapStart(machine));

/** What the linear map reaches, as far as the model has addresses. arch_get_mappable_range() */
export const linearMapOf = (build: RiscvBuild, machine: Machine): AddressRange => {
  const start = linearMapStart(machine);
  return rangeAt(start, Math.min(modeOf(build, machine).size, PHYSICAL_LIMIT - start));
};
