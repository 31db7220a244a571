import { imageFlags, isImage } from '@warmboot/arch-arm64';
import { hasSetupHeader, SETUP_HEADER_OFFSET } from '@warmboot/arch-x86';
import { isZboot, PE_MACHINE } from '@warmboot/boot-image';
import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';
import { setupHeaderSpan } from './setup-header-spans.js';
import { SpanReader } from './span-reader.js';

const plainly = (value: bigint): string => `${value}`;
const inBytes = (value: bigint): string => `${hex(value)}, ${value} bytes`;

/** Where a DOS header keeps the place of the PE header. */
const PE_POINTER = 0x3c;

const peOffsetOf = (file: Uint8Array): number | undefined => {
  if (file.length < 64 || file[0] !== 0x4d || file[1] !== 0x5a) return undefined;
  const at = new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(PE_POINTER, true);
  const signature = String.fromCharCode(...file.subarray(at, at + 4));
  return signature === 'PE\0\0' ? at : undefined;
};

/** The header of an arm64 Image. Documentation/arch/arm64/booting.rst */
const imageHeader = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, 0, 64);
  reader.number('code0', 4);
  reader.number('code1', 4);
  reader.number('text_offset', 8);
  reader.number('image_size', 8, inBytes);
  reader.number('flags', 8, (value) => {
    const { bigEndian, pageSize, anywhere } = imageFlags(value);
    const pages =
      pageSize === undefined ? 'pages of a size that is not said' : `pages of ${pageSize / 1024} KiB`;
    return `${hex(value)}: ${bigEndian ? 'big' : 'little'}-endian, ${pages}, ${anywhere ? 'anywhere' : 'near the start of DRAM'}`;
  });
  for (const name of ['res2', 'res3', 'res4']) reader.number(name, 8);
  reader.text('magic', 4);
  reader.number('res5', 4, (value) => (value === 0n ? 'no PE header' : `PE header at ${hex(value)}`));
  return reader.whole('Image header');
};

/** The header of a compressed EFI image. drivers/firmware/efi/libstub/zboot-header.S */
const zbootHeader = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, 0, 64);
  reader.text('MZ', 4);
  reader.text('image type', 4);
  reader.number('payload offset', 4);
  reader.number('payload size', 4, inBytes);
  reader.bytes('reserved', 8);
  reader.text('compression', 32);
  reader.number('magic of Linux', 4);
  reader.number('PE header offset', 4);
  return reader.whole('zboot header');
};

const dosHeader = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, 0, 64);
  reader.text('e_magic', 2);
  reader.bytes('fields of DOS', PE_POINTER - 2);
  reader.number('e_lfanew', 4, (value) => `PE header at ${hex(value)}`);
  return reader.whole('DOS header');
};

const MACHINES = Object.entries(PE_MACHINE);

const DIRECTORIES = [
  'Export',
  'Import',
  'Resource',
  'Exception',
  'Certificate',
  'Base relocation',
  'Debug',
  'Architecture',
  'Global pointer',
  'TLS',
  'Load config',
  'Bound import',
  'IAT',
  'Delay import',
  'CLR',
  'Reserved',
] as const;

/** PE Format, "Optional Header": fields after the magic up to the directories. */
const optionalHeader = (file: Uint8Array, at: number, size: number): ByteSpan => {
  const reader = new SpanReader(file, at, at + size);
  const plus =
    reader.number('Magic', 2, (value) => (value === 0x20bn ? '0x20b, PE32+' : hex(value))) === 0x20bn;
  const word = plus ? 8 : 4;
  reader.number('MajorLinkerVersion', 1, plainly);
  reader.number('MinorLinkerVersion', 1, plainly);
  reader.number('SizeOfCode', 4, inBytes);
  reader.number('SizeOfInitializedData', 4, inBytes);
  reader.number('SizeOfUninitializedData', 4, inBytes);
  reader.number('AddressOfEntryPoint', 4);
  reader.number('BaseOfCode', 4);
  if (!plus) reader.number('BaseOfData', 4);
  reader.number('ImageBase', word);
  reader.number('SectionAlignment', 4);
  reader.number('FileAlignment', 4);
  for (const name of ['OperatingSystem', 'Image', 'Subsystem']) {
    reader.number(`Major${name}Version`, 2, plainly);
    reader.number(`Minor${name}Version`, 2, plainly);
  }
  reader.number('Win32VersionValue', 4);
  reader.number('SizeOfImage', 4, inBytes);
  reader.number('SizeOfHeaders', 4, inBytes);
  reader.number('CheckSum', 4);
  reader.number('Subsystem', 2, (value) => (value === 10n ? '10, an EFI application' : `${value}`));
  reader.number('DllCharacteristics', 2);
  for (const name of ['SizeOfStackReserve', 'SizeOfStackCommit', 'SizeOfHeapReserve', 'SizeOfHeapCommit']) {
    reader.number(name, word);
  }
  reader.number('LoaderFlags', 4);
  const count = Number(reader.number('NumberOfRvaAndSizes', 4, plainly));
  for (const name of DIRECTORIES.slice(0, count)) {
    if (!reader.has(8)) break;
    const entry = new SpanReader(file, reader.at, at + size);
    entry.number('address', 4);
    entry.number('size', 4, inBytes);
    reader.span(entry.whole(`${name} directory`));
  }
  reader.rest('not described');
  return reader.whole('optional header');
};

interface Section {
  readonly span: ByteSpan;
  readonly data: ByteSpan;
}

const SECTION_SIZE = 40;

const sectionAt = (file: Uint8Array, at: number): Section => {
  const reader = new SpanReader(file, at, at + SECTION_SIZE);
  const name = reader.text('Name', 8);
  reader.number('VirtualSize', 4, inBytes);
  reader.number('VirtualAddress', 4);
  const size = Number(reader.number('SizeOfRawData', 4, inBytes));
  const offset = Number(reader.number('PointerToRawData', 4));
  reader.number('PointerToRelocations', 4);
  reader.number('PointerToLinenumbers', 4);
  reader.number('NumberOfRelocations', 2, plainly);
  reader.number('NumberOfLinenumbers', 2, plainly);
  reader.number('Characteristics', 4);
  return {
    span: reader.whole('section header', name),
    data: { name: `section ${name}`, start: offset, end: offset + size },
  };
};

const peSpans = (file: Uint8Array, at: number): readonly ByteSpan[] => {
  const reader = new SpanReader(file, at, at + 24);
  reader.bytes('Signature', 4, '"PE"');
  reader.number('Machine', 2, (value) => {
    const name = MACHINES.find(([, number]) => BigInt(number) === value)?.[0];
    return name === undefined ? hex(value) : `${hex(value)}, ${name}`;
  });
  const count = Number(reader.number('NumberOfSections', 2, plainly));
  reader.number('TimeDateStamp', 4);
  reader.number('PointerToSymbolTable', 4);
  reader.number('NumberOfSymbols', 4, plainly);
  const optionalSize = Number(reader.number('SizeOfOptionalHeader', 2, inBytes));
  reader.number('Characteristics', 2);
  const sections: Section[] = [];
  const table = at + 24 + optionalSize;
  for (let index = 0; index < count && table + (index + 1) * SECTION_SIZE <= file.length; index += 1) {
    sections.push(sectionAt(file, table + index * SECTION_SIZE));
  }
  return [
    reader.whole('PE header'),
    ...(optionalSize === 0 ? [] : [optionalHeader(file, at + 24, optionalSize)]),
    ...sections.map(({ span }) => span),
    ...sections.map(({ data }) => data).filter(({ start }) => start > 0),
  ];
};

/** Whether a file begins as kernels for EFI or for PCs do. */
export const isExecutableOfFirmware = (file: Uint8Array): boolean =>
  peOffsetOf(file) !== undefined || isImage(file) || isZboot(file) || isBzImage(file);

const isBzImage = (file: Uint8Array): boolean =>
  file.length > SETUP_HEADER_OFFSET + 0x40 && hasSetupHeader(file);

/** A kernel file as firmware sees it: the header of its kind, then that of a PE file where it is one, and its sections. */
export const kernelFileSpans = (file: Uint8Array): readonly ByteSpan[] => {
  const at = peOffsetOf(file);
  const first = isZboot(file)
    ? zbootHeader(file)
    : isImage(file)
      ? imageHeader(file)
      : at === undefined
        ? []
        : dosHeader(file);
  return [
    ...[first].flat(),
    ...(isBzImage(file) ? [setupHeaderSpan(file)] : []),
    ...(at === undefined ? [] : peSpans(file, at)),
  ];
};
