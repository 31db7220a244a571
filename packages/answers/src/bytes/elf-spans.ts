import { ELF_MACHINE, ELF_TYPE, PROGRAM_TYPE } from '@warmboot/boot-image';
import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';
import type { InWords, SpanReaderOptions } from './span-reader.js';
import { SpanReader } from './span-reader.js';

const plainly = (value: bigint): string => `${value}`;
const inBytes = (value: bigint): string => `${value} bytes`;

/** `62, X86_64` */
const named =
  (names: Readonly<Record<string, number>>): InWords =>
  (value) => {
    const name = Object.entries(names).find(([, number]) => BigInt(number) === value)?.[0];
    return name === undefined ? hex(value) : `${value}, ${name}`;
  };

/** What the header says of everything behind it. */
interface Layout extends SpanReaderOptions {
  readonly wide: boolean;
  readonly programs: Table;
  readonly sections: Table;
}

interface Table {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

const headerOf = (file: Uint8Array): { readonly span: ByteSpan; readonly layout: Layout } => {
  const wide = file[4] === 2;
  const order = { bigEndian: file[5] === 2 };
  const word = wide ? 8 : 4;
  const reader = new SpanReader(file, 0, wide ? 64 : 52, order);
  reader.bytes('EI_MAG', 4, '7f 45 4c 46, an ELF file');
  reader.number('EI_CLASS', 1, (value) => `${value}, ${wide ? 64 : 32} bits`);
  reader.number('EI_DATA', 1, (value) => `${value}, ${order.bigEndian ? 'big' : 'little'} end first`);
  reader.number('EI_VERSION', 1, plainly);
  reader.number('EI_OSABI', 1, plainly);
  reader.bytes('EI_PAD', 8);
  reader.number('e_type', 2, named(ELF_TYPE));
  reader.number('e_machine', 2, named(ELF_MACHINE));
  reader.number('e_version', 4, plainly);
  reader.number('e_entry', word);
  const programs = Number(reader.number('e_phoff', word));
  const sections = Number(reader.number('e_shoff', word));
  reader.number('e_flags', 4);
  reader.number('e_ehsize', 2, inBytes);
  const programSize = Number(reader.number('e_phentsize', 2, inBytes));
  const programCount = Number(reader.number('e_phnum', 2, plainly));
  const sectionSize = Number(reader.number('e_shentsize', 2, inBytes));
  const sectionCount = Number(reader.number('e_shnum', 2, plainly));
  reader.number('e_shstrndx', 2, plainly);
  return {
    span: reader.whole('ELF header'),
    layout: {
      ...order,
      wide,
      programs: { offset: programs, size: programSize, count: programCount },
      sections: { offset: sections, size: sectionSize, count: sectionCount },
    },
  };
};

/** What a program header says of its segment. */
interface Segment {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

const programAt = (file: Uint8Array, at: number, { wide, programs, ...order }: Layout) => {
  const word = wide ? 8 : 4;
  const reader = new SpanReader(file, at, at + programs.size, order);
  const type = Number(reader.number('p_type', 4, named(PROGRAM_TYPE)));
  if (wide) reader.number('p_flags', 4, permissions);
  const start = Number(reader.number('p_offset', word));
  reader.number('p_vaddr', word);
  reader.number('p_paddr', word);
  const size = Number(reader.number('p_filesz', word, sized));
  reader.number('p_memsz', word, sized);
  if (!wide) reader.number('p_flags', 4, permissions);
  reader.number('p_align', word);
  reader.rest('not described');
  const name = Object.entries(PROGRAM_TYPE).find(([, number]) => number === type)?.[0] ?? hex(type);
  return {
    span: reader.whole('program header', name),
    segment: { type, start, end: start + size } satisfies Segment,
  };
};

const sized = (value: bigint): string => `${hex(value)}, ${value} bytes`;

const permissions = (value: bigint): string =>
  `${hex(value)}: ${[4n, 2n, 1n].map((bit, index) => ((value & bit) === 0n ? '-' : 'rwx'[index])).join('')}`;

/** Kernels have some dozens, and a file may say anything. */
const MOST_HEADERS = 4096;

const programsOf = (file: Uint8Array, layout: Layout) => {
  const { offset, size, count } = layout.programs;
  const found: ReturnType<typeof programAt>[] = [];
  for (let index = 0; index < Math.min(count, MOST_HEADERS); index += 1) {
    const at = offset + index * size;
    if (size < 32 || at + size > file.length) break;
    found.push(programAt(file, at, layout));
  }
  return found;
};

const sectionsOf = (file: Uint8Array, { wide, sections, ...order }: Layout): readonly ByteSpan[] => {
  const { offset, size, count } = sections;
  const word = wide ? 8 : 4;
  const spans: ByteSpan[] = [];
  for (let index = 0; index < Math.min(count, MOST_HEADERS); index += 1) {
    const at = offset + index * size;
    if (size < 40 || at + size > file.length) break;
    const reader = new SpanReader(file, at, at + size, order);
    reader.number('sh_name', 4, (value) => `at ${hex(value)} of the names`);
    reader.number('sh_type', 4);
    reader.number('sh_flags', word);
    reader.number('sh_addr', word);
    reader.number('sh_offset', word);
    reader.number('sh_size', word, sized);
    reader.number('sh_link', 4, plainly);
    reader.number('sh_info', 4, plainly);
    reader.number('sh_addralign', word);
    reader.number('sh_entsize', word, inBytes);
    reader.rest('not described');
    spans.push(reader.whole('section header', `${index}`));
  }
  return spans;
};

const aligned = (offset: number): number => Math.ceil(offset / 4) * 4;

/** The notes of a segment: a name, a type, and what they hold. */
const notesOf = (file: Uint8Array, { start, end }: Segment, order: SpanReaderOptions): ByteSpan => {
  const reader = new SpanReader(file, start, end, order);
  while (reader.has(12)) {
    const note = new SpanReader(file, reader.at, end, order);
    const nameSize = Number(note.number('n_namesz', 4, inBytes));
    const dataSize = Number(note.number('n_descsz', 4, inBytes));
    note.number('n_type', 4);
    const name = nameSize === 0 ? '' : note.text('name', nameSize);
    note.bytes('padding', aligned(note.at) - note.at);
    note.bytes('desc', dataSize);
    note.bytes('padding', aligned(note.at) - note.at);
    reader.span(note.whole(name === '' ? 'end of the notes' : `note of ${name}`));
    if (nameSize === 0 && dataSize === 0) break;
  }
  reader.rest('unused');
  return reader.whole('notes');
};

/** An ELF file: header, program and section headers, notes, and what each segment has of the file. */
export const elfSpans = (file: Uint8Array): readonly ByteSpan[] => {
  const { span, layout } = headerOf(file);
  const programs = programsOf(file, layout);
  const segments = programs.map(({ segment }) => segment);
  const notes = segments.filter(
    ({ type, start, end }) => type === PROGRAM_TYPE.NOTE && end <= file.length && end > start,
  );
  const data = segments.filter(({ type }) => type === PROGRAM_TYPE.LOAD);
  return [
    span,
    ...programs.map((program) => program.span),
    ...sectionsOf(file, layout),
    ...notes.map((segment) => notesOf(file, segment, layout)),
    ...data.map(({ start, end }, index) => ({
      name: `data of LOAD ${index}`,
      start,
      end: Math.min(end, file.length),
    })),
  ];
};
