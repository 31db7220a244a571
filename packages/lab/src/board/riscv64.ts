import { imageRecord } from './arm64.js';
import type { Board } from './board.js';

/** The virt board with OpenSBI, a 16550 and a devicetree. */
export const riscv64Board: Board = {
  name: 'riscv64',
  debian: 'riscv64',
  machine: 'riscv64',
  qemu: 'qemu-system-riscv64',
  machineType: () => 'virt',
  cpu: 'rv64',
  console: 'ttyS0',
  bootWords: ['earlycon'],
  firmwares: ['dt'],
  efi: { code: [] },
  handover: { path: '/sys/firmware/fdt', file: 'fdt.dtb' },
  built: 'arch/riscv/boot/Image',
  kernelRecord: imageRecord,
};
