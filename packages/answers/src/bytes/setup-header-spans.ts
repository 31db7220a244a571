import { E820_ENTRY_SIZE, e820ResourceName, protocolText, SETUP_HEADER_OFFSET } from '@warmboot/arch-x86';
import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';
import type { InWords } from './span-reader.js';
import { SpanReader } from './span-reader.js';

const plainly = (value: bigint): string => `${value}`;
const inBytes = (value: bigint): string => `${hex(value)}, ${value} bytes`;

/** Fields of struct setup_header in their order, by their names in Linux. Documentation/arch/x86/boot.rst, "Details of header fields" */
const FIELDS: readonly (readonly [name: string, size: 1 | 2 | 4 | 8, inWords?: InWords])[] = [
  ['setup_sects', 1, plainly],
  ['root_flags', 2],
  ['syssize', 4, (value) => `${hex(value)}, in units of 16 bytes`],
  ['ram_size', 2],
  ['vid_mode', 2],
  ['root_dev', 2],
  ['boot_flag', 2],
  ['jump', 2],
  ['header', 4, (value) => (value === 0x5372_6448n ? `${hex(value)}, "HdrS"` : hex(value))],
  ['version', 2, (value) => `${hex(value)}, protocol ${protocolText(Number(value))}`],
  ['realmode_swtch', 4],
  ['start_sys_seg', 2],
  ['kernel_version', 2],
  ['type_of_loader', 1],
  ['loadflags', 1],
  ['setup_move_size', 2],
  ['code32_start', 4],
  ['ramdisk_image', 4],
  ['ramdisk_size', 4, inBytes],
  ['bootsect_kludge', 4],
  ['heap_end_ptr', 2],
  ['ext_loader_ver', 1],
  ['ext_loader_type', 1],
  ['cmd_line_ptr', 4],
  ['initrd_addr_max', 4],
  ['kernel_alignment', 4, inBytes],
  ['relocatable_kernel', 1, plainly],
  ['min_alignment', 1, plainly],
  ['xloadflags', 2],
  ['cmdline_size', 4, inBytes],
  ['hardware_subarch', 4],
  ['hardware_subarch_data', 8],
  ['payload_offset', 4],
  ['payload_length', 4, inBytes],
  ['setup_data', 8],
  ['pref_address', 8],
  ['init_size', 4, inBytes],
  ['handover_offset', 4],
  ['kernel_info_offset', 4],
];

/** Offset of `header`, from which the length of the header counts. */
const HEADER_AT = 0x202;

/** The setup header of a kernel file, as long as the header itself says. */
export const setupHeaderSpan = (file: Uint8Array, end: number = HEADER_AT + (file[0x201] ?? 0)): ByteSpan => {
  const reader = new SpanReader(file, SETUP_HEADER_OFFSET, end);
  for (const [name, size, inWords] of FIELDS) {
    if (!reader.has(size)) break;
    reader.number(name, size, inWords);
  }
  return reader.whole('setup header');
};

/** Offsets in struct boot_params. arch/x86/include/uapi/asm/bootparam.h */
const RSDP_AT = 0x70;
const EXT_RAMDISK_AT = 0xc0;
const EFI_INFO_AT = 0x1c0;
const EFI_INFO_END = 0x1e0;
const E820_COUNT_AT = 0x1e8;
const E820_AT = 0x2d0;
const E820_MOST = 128;
/** The header's room in the page. */
const SETUP_HEADER_END = 0x26c;

const efiInfo = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, EFI_INFO_AT, EFI_INFO_END);
  reader.text('efi_loader_signature', 4);
  for (const name of ['efi_systab', 'efi_memdesc_size', 'efi_memdesc_version', 'efi_memmap']) {
    reader.number(name, 4);
  }
  reader.number('efi_memmap_size', 4, inBytes);
  reader.number('efi_systab_hi', 4);
  reader.number('efi_memmap_hi', 4);
  return reader.whole('efi_info');
};

const numbersAt = (
  file: Uint8Array,
  at: number,
  fields: readonly (readonly [string, 1 | 4 | 8])[],
): ByteSpan[] => {
  const reader = new SpanReader(file, at);
  for (const [name, size] of fields) reader.number(name, size);
  return [...(reader.whole('').children ?? [])];
};

const e820Table = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, E820_AT, E820_AT + E820_MOST * E820_ENTRY_SIZE);
  const count = Math.min(file[E820_COUNT_AT] ?? 0, E820_MOST);
  for (let index = 0; index < count; index += 1) {
    const entry = new SpanReader(file, reader.at);
    const start = entry.number('addr', 8);
    entry.number('size', 8, inBytes);
    const type = entry.number('type', 4, (value) => `${value}, ${e820ResourceName(Number(value))}`);
    reader.span(entry.whole('entry', `${e820ResourceName(Number(type))} from ${hex(start)} on`));
  }
  return reader.whole('e820_table');
};

/** The zero page. */
export const bootParamsSpans = (file: Uint8Array): readonly ByteSpan[] => [
  { name: 'screen_info', start: 0, end: 0x40 },
  ...numbersAt(file, RSDP_AT, [['acpi_rsdp_addr', 8]]),
  ...numbersAt(file, EXT_RAMDISK_AT, [
    ['ext_ramdisk_image', 4],
    ['ext_ramdisk_size', 4],
    ['ext_cmd_line_ptr', 4],
  ]),
  efiInfo(file),
  ...numbersAt(file, E820_COUNT_AT, [
    ['e820_entries', 1],
    ['eddbuf_entries', 1],
    ['edd_mbr_sig_buf_entries', 1],
  ]),
  setupHeaderSpan(file, SETUP_HEADER_END),
  e820Table(file),
];
