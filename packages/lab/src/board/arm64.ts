import type { Board } from './board.js';

/** The virt board with a PL011; ACPI, and so memory hotplug, comes with EFI. */
export const arm64Board: Board = {
  name: 'arm64',
  debian: 'arm64',
  machine: 'aarch64',
  qemu: 'qemu-system-aarch64',
  machineType: () => 'virt,gic-version=3',
  cpu: 'cortex-a57',
  console: 'ttyAMA0',
  bootWords: ['earlycon'],
  firmwares: ['efi', 'dt'],
  efi: { code: ['/usr/share/qemu-efi-aarch64/QEMU_EFI.fd', '/usr/share/AAVMF/AAVMF_CODE.fd'] },
  handover: { path: '/sys/firmware/fdt', file: 'fdt.dtb' },
  built: 'arch/arm64/boot/Image',
  kernelRecord: (bytes) => imageRecord(bytes),
};

/** The header that arm64 and riscv64 kernels begin with. Documentation/arch/arm64/booting.rst */
export const imageRecord = (bytes: Uint8Array): ReturnType<Board['kernelRecord']> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    format: 'Image',
    file_size: bytes.length,
    text_offset: Number(view.getBigUint64(8, true)),
    image_size: Number(view.getBigUint64(16, true)),
    flags: Number(view.getBigUint64(24, true)),
    pe_header: view.getUint32(60, true),
  };
};
