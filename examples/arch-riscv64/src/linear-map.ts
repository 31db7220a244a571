import type { AddressRange, Machine, PhysAddr } from '@warmboot/core';
import { alignDown, rangeAt } from '@warmboot/core';
import { LINEAR_MAP_SIZE, PMD_SIZE } from './layout.js';

/** phys_ram_base: what the first byte of the linear map stands for. arch/riscv/mm/init.c: setup_bootmem */
export const linearMapStart = ({ memblock, platform }: Machine): PhysAddr =>
  alignDown(memblock?.memory[0]?.range.start ?? platform.bootRam[0]?.start ?? 0, PMD_SIZE);

/** What the linear map reaches. arch_get_mappable_range() */
export const linearMapOf = (machine: Machine): AddressRange =>
  rangeAt(linearMapStart(machine), LINEAR_MAP_SIZE);
