import { imageFlags, isImage, parseImageHeader } from '@warmboot/arch-arm64';
import { hasSetupHeader, parseSetupHeader, protocolText, realModeSize } from '@warmboot/arch-x86';
import {
  commandToUnpack,
  compressionOf,
  decompress,
  ELF_MACHINE,
  ELF_TYPE,
  isElf,
  isPe,
  isUImage,
  isUImageDataIntact,
  isUki,
  isUnpackable,
  isZboot,
  parseElf,
  parsePe,
  parseUImage,
  parseUki,
  parseZboot,
  PE_MACHINE,
  uImageData,
  uImageWord,
  zbootPayload,
} from '@warmboot/boot-image';
import { describedMachine, kexecTools } from '@warmboot/core';
import { hex } from '@warmboot/address';
import { aboutSize } from '../text/units.js';
import type { ExplainedTable, Explanation, InspectContext, InspectFormat } from './explanation.js';

const sized = (bytes: number | bigint): string => `${hex(bytes)} (${aboutSize(Number(bytes))})`;

/** The newest tool is asked; `load --tools` asks others. */
const NEWEST_TOOLS = kexecTools.V2_0_32.release;

/** What every loader of every architecture says of a file, on an ordinary machine of it. */
export const loadersOf = (
  file: Uint8Array,
  { framework, architectures }: InspectContext,
): ExplainedTable => ({
  title: 'Which loader takes it',
  head: ['machine', 'asked', 'loader', 'answer', ''],
  rows: architectures.flatMap((name) => {
    const kernel = framework.kernel({ architecture: name });
    const described = kernel.architecture.kernelFiles && describedMachine(kernel, {});
    if (described?.ok !== true) return [];
    const { probes, direct } = kexecTools.examine(kernel.architecture, described.machine, file, {
      tools: NEWEST_TOOLS,
    });
    return [
      ...probes.map(({ type, takes, reason }) => [
        name,
        `kexec ${NEWEST_TOOLS}`,
        type,
        takes ? 'takes it' : 'no',
        reason,
      ]),
      [
        name,
        'Linux',
        'kexec_file_load',
        direct.ok ? 'takes it' : direct.errno,
        direct.ok ? 'the file as it is' : direct.reason,
      ],
    ];
  }),
});

/** The explanation of an innermost file has the loaders; one that wraps another has them of the whole. */
const withLoaders = (explanation: Explanation, file: Uint8Array, context: InspectContext): Explanation => ({
  ...explanation,
  tables: [...(explanation.tables ?? []), loadersOf(file, context)],
});

/** What is inside a wrapping, by the first format that knows it; without a second table of loaders. */
const inside = (file: Uint8Array): Explanation | undefined => bare(file);

const bare = (file: Uint8Array): Explanation | undefined =>
  BARE.find(([recognise]) => recognise(file))?.[1](file);

const explainImage = (file: Uint8Array): Explanation => {
  const header = parseImageHeader(file);
  const { bigEndian, pageSize, anywhere } = imageFlags(header.flags);
  return {
    format: 'arm64 Image',
    facts: [
      ['file', sized(file.length)],
      [
        'image_size',
        header.imageSize === 0n
          ? '0: a kernel before 3.17, kexec-tools takes it for 16 MiB'
          : `${sized(header.imageSize)}, with what it zeroes`,
      ],
      ['text_offset', `${hex(header.textOffset)} from a 2 MiB boundary`],
      ['byte order', bigEndian ? 'big-endian' : 'little-endian'],
      ['pages', pageSize === undefined ? 'not said' : aboutSize(pageSize)],
      ['place', anywhere ? 'any 2 MiB boundary' : 'as near to the start of DRAM as can be'],
      ['EFI stub', header.peHeader === 0 ? 'none' : `PE header at ${hex(header.peHeader)}`],
    ],
  };
};

const explainBzImage = (file: Uint8Array): Explanation => {
  const header = parseSetupHeader(file);
  const { version, xloadflags = 0, loadflags } = header;
  const words = [
    [xloadflags & 1, 'a 64-bit entry'],
    [xloadflags & 2, 'may be above 4 GiB'],
    [xloadflags & 4, '32-bit EFI hand-over'],
    [xloadflags & 8, '64-bit EFI hand-over'],
    [xloadflags & 16, 'EFI across kexec'],
    [xloadflags & 32, 'five-level paging'],
  ] as const;
  const given = (value: number | bigint | undefined, since: string, text: (it: number) => string): string =>
    value === undefined ? `not before protocol ${since}` : text(Number(value));
  return {
    format: 'bzImage',
    facts: [
      ['boot protocol', protocolText(version)],
      ['file', sized(file.length)],
      ['real-mode part', sized(realModeSize(header))],
      ['loaded high', (loadflags & 1) === 0 ? 'no: a zImage' : 'yes'],
      [
        'relocatable',
        given(header.relocatableKernel, '2.05', (it) => (it === 0 ? 'no: at 1 MiB only' : 'yes')),
      ],
      ['alignment', given(header.kernelAlignment, '2.05', sized)],
      ['pref_address', given(header.prefAddress, '2.10', hex)],
      ['init_size', given(header.initSize, '2.10', (it) => `${sized(it)} at its place`)],
      ['initrd_addr_max', given(header.initrdAddrMax, '2.03', hex)],
      ['command line', given(header.cmdlineSize, '2.06', (it) => `at most ${it} characters`)],
      [
        'xloadflags',
        header.xloadflags === undefined
          ? 'not before protocol 2.12'
          : `${hex(xloadflags)}: ${words
              .filter(([bit]) => bit !== 0)
              .map(([, word]) => word)
              .join(', ')}`,
      ],
      ['kernel_info', given(header.kernelInfoOffset, '2.15', (it) => `at ${hex(it)}`)],
    ],
  };
};

const MACHINES = new Map<number, string>(Object.entries(ELF_MACHINE).map(([name, id]) => [id, name]));
const PE_MACHINES = new Map<number, string>(Object.entries(PE_MACHINE).map(([name, id]) => [id, name]));
const PROGRAMS = new Map([
  [1, 'LOAD'],
  [2, 'DYNAMIC'],
  [3, 'INTERP'],
  [4, 'NOTE'],
]);

const explainElf = (file: Uint8Array): Explanation => {
  const elf = parseElf(file);
  return {
    format: `ELF, ${elf.bits} bits`,
    facts: [
      ['file', sized(file.length)],
      ['machine', MACHINES.get(elf.machine) ?? `${elf.machine}`],
      ['type', elf.type === ELF_TYPE.EXEC ? 'executable' : `${elf.type}`],
      ['byte order', elf.endian],
      ['entry', hex(elf.entry)],
    ],
    tables: [
      {
        title: 'Program headers',
        head: ['type', 'physical', 'virtual', 'in the file', 'in memory'],
        rows: elf.programs.map(({ type, paddr, vaddr, filesz, memsz }) => [
          PROGRAMS.get(type) ?? hex(type),
          hex(paddr),
          hex(vaddr),
          sized(filesz),
          sized(memsz),
        ]),
      },
    ],
  };
};

const explainPe = (file: Uint8Array): Explanation => {
  const { machine, sections } = parsePe(file);
  const uki = isUki(file) ? parseUki(file) : undefined;
  const inner = uki && inside(uki.kernel);
  return {
    format: uki === undefined ? 'PE file' : 'unified kernel image (UKI)',
    facts: [
      ['machine', PE_MACHINES.get(machine) ?? hex(machine)],
      ['file', sized(file.length)],
      ...(uki === undefined
        ? []
        : ([
            ['command line', `${uki.cmdline ?? 'none'} (kexec does not use it)`],
            ['version', uki.uname ?? 'not said'],
          ] as const)),
    ],
    tables: [
      {
        title: 'Sections',
        head: ['name', 'size', 'offset in the file'],
        rows: sections.map(({ name, virtualSize, fileOffset }) => [
          name,
          sized(virtualSize),
          hex(fileOffset),
        ]),
      },
    ],
    ...(inner === undefined ? {} : { inner }),
  };
};

const explainZboot = (file: Uint8Array): Explanation => {
  const header = parseZboot(file);
  const payload = zbootPayload(file, header);
  const compression = compressionOf(payload);
  const unpacked =
    compression !== undefined && isUnpackable(compression) ? decompress(payload, compression) : undefined;
  const inner = unpacked && inside(unpacked);
  return {
    format: 'EFI zboot image',
    facts: [
      ['file', sized(file.length)],
      [
        'payload',
        `${sized(header.payloadSize)} at ${hex(header.payloadOffset)}, packed with ${header.compression}`,
      ],
      ['machine', isPe(file) ? (PE_MACHINES.get(parsePe(file).machine) ?? 'unknown') : 'no PE header'],
    ],
    ...(inner === undefined ? {} : { inner }),
  };
};

const explainUImage = (file: Uint8Array): Explanation => {
  const header = parseUImage(file);
  const data = uImageData(file, header);
  const compression = compressionOf(data);
  const inner = inside(
    compression !== undefined && isUnpackable(compression) ? decompress(data, compression) : data,
  );
  return {
    format: 'uImage',
    facts: [
      ['name', header.name],
      ['data', sized(header.size)],
      ['load address', `${hex(header.load)} (kexec does not use it)`],
      [
        'is',
        `${uImageWord('type', header.type)} for ${uImageWord('os', header.os)}, ${uImageWord('arch', header.arch)}`,
      ],
      ['packed', uImageWord('compression', header.compression)],
      ['header checksum', header.headerIntact ? 'right' : 'wrong'],
      ['data checksum', isUImageDataIntact(file, header) ? 'right' : 'wrong'],
    ],
    ...(inner === undefined ? {} : { inner }),
  };
};

type Bare = readonly [(file: Uint8Array) => boolean, (file: Uint8Array) => Explanation];

/** From the outside in: what wraps a kernel is recognised before a kernel. */
const BARE: readonly Bare[] = [
  [isZboot, explainZboot],
  [isUki, explainPe],
  [isUImage, explainUImage],
  [isImage, explainImage],
  [hasSetupHeader, explainBzImage],
  [isElf, explainElf],
  [isPe, explainPe],
];

/** Kernels and what they come wrapped in. */
export const kernelFormat: InspectFormat = {
  name: 'kernel files: zboot, UKI, uImage, Image, bzImage, ELF, PE',
  recognise: (file) => BARE.some(([recognise]) => recognise(file)),
  explain: (file, context) => {
    const explanation = bare(file);
    if (explanation === undefined) throw new TypeError('not recognised');
    return withLoaders(explanation, file, context);
  },
};

/** A file that is packed as a whole. */
export const compressedFormat: InspectFormat = {
  name: 'compressed files: gzip, zstd, xz, lzma, lz4, bzip2, lzo',
  recognise: (file) => compressionOf(file) !== undefined,
  explain: (file, context) => {
    const compression = compressionOf(file);
    if (compression === undefined) throw new TypeError('not recognised');
    if (!isUnpackable(compression)) {
      return {
        format: `${compression} file`,
        facts: [
          ['file', sized(file.length)],
          ['inside', `not looked at: unpack it first, with ${commandToUnpack(compression)}`],
        ],
      };
    }
    const bytes = decompress(file, compression);
    const inner = inside(bytes);
    const explanation: Explanation = {
      format: `${compression} file`,
      facts: [
        ['file', sized(file.length)],
        ['unpacked', sized(bytes.length)],
      ],
      ...(inner === undefined ? {} : { inner }),
    };
    return inner === undefined ? explanation : withLoaders(explanation, file, context);
  },
};
