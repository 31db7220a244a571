import type { Board } from './board.js';

const HEADER_START = 0x1f1;
/** Offset of the jump in the header; what it skips is the header's rest. Documentation/arch/x86/boot.rst */
const HEADER_REST = 0x201;

/** A q35 board with a 16550 and ACPI. */
export const x86Board: Board = {
  name: 'x86_64',
  debian: 'amd64',
  machine: 'x86_64',
  qemu: 'qemu-system-x86_64',
  machineType: () => 'q35',
  // Five-level page tables would move the direct map, and cost emulation an access in every walk.
  cpu: 'max,la57=off',
  console: 'ttyS0',
  // A loaded host loses timer interrupts, and the kernel would take the timer for broken.
  bootWords: ['no_timer_check'],
  firmwares: ['bios', 'efi'],
  efi: {
    code: ['/usr/share/OVMF/OVMF_CODE_4M.fd', '/usr/share/OVMF/OVMF_CODE.fd'],
    variables: ['/usr/share/OVMF/OVMF_VARS_4M.fd', '/usr/share/OVMF/OVMF_VARS.fd'],
  },
  handover: { path: '/sys/kernel/boot_params/data', file: 'boot_params.bin' },
  built: 'arch/x86/boot/bzImage',
  kernelRecord: (bytes) => ({
    format: 'bzImage',
    file_size: bytes.length,
    setup_header_hex: [...bytes.subarray(HEADER_START, HEADER_REST + 1 + (bytes[HEADER_REST] ?? 0))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
  }),
};
