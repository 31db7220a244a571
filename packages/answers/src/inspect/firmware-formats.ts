import { parseDtb, printDts, readString, findProperty, walkNodes } from '@warmboot/devicetree';
import {
  disassemble,
  parseAcpidump,
  parseAcpiTable,
  sratMemoryRanges,
  type AcpiTable,
} from '@warmboot/firmware-acpi';
import {
  formatTypeAndAttribute,
  linuxMemoryTypeName,
  MEMORY_DESCRIPTOR_SIZE,
  EDK2_DESCRIPTOR_SIZE,
  isValidDescriptor,
  parseEfiBootLog,
  parseMemoryMap,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { hex } from '@warmboot/address';
import { filesOfPaste, xenRemarks } from '@warmboot/scenario';
import { aboutSize, rangeText } from '../text/units.js';
import { textOf, type ExplainedTable, type Explanation, type InspectFormat } from './explanation.js';

const isDtb = (file: Uint8Array): boolean =>
  file[0] === 0xd0 && file[1] === 0x0d && file[2] === 0xfe && file[3] === 0xed;

export const devicetreeFormat: InspectFormat = {
  name: 'devicetree blob',
  recognise: isDtb,
  explain: (file) => {
    const tree = parseDtb(file);
    const bootargs = findProperty(tree, '/chosen', 'bootargs');
    const model = findProperty(tree, '/', 'model');
    const nodes = [...walkNodes(tree)].length;
    return {
      format: 'devicetree blob',
      facts: [
        ['file', `${hex(file.length)} (${aboutSize(file.length)})`],
        ['model', model === undefined ? 'not said' : readString(model)],
        ['nodes', `${nodes}`],
        ['bootargs', bootargs === undefined ? 'none' : readString(bootargs)],
      ],
      text: printDts(tree),
    };
  },
};

/** Signature, length that the file has, and a right sum: little else looks like this. */
const isAcpiTable = (file: Uint8Array): boolean => {
  if (file.length < 36 || !/^(RSD |[A-Z][A-Z0-9_]{3})$/.test(String.fromCharCode(...file.subarray(0, 4))))
    return false;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(4, true) === file.length) return true;
  return String.fromCharCode(...file.subarray(0, 8)) === 'RSD PTR ';
};

const explainTable = (file: Uint8Array): Explanation => {
  const table: AcpiTable = parseAcpiTable(file);
  const header = 'header' in table ? table.header : undefined;
  const signature = header?.signature ?? String.fromCharCode(...file.subarray(0, 4));
  const byteCode = table.kind === 'DSDT' || table.kind === 'SSDT';
  return {
    format: `ACPI table ${signature}`,
    facts: [
      ['file', `${hex(file.length)} (${aboutSize(file.length)})`],
      ...(header === undefined
        ? []
        : ([
            ['OEM', `${header.oemId} ${header.oemTableId}`.trim()],
            ['revision', `${header.revision}`],
          ] as const)),
    ],
    tables: tableRows(table),
    ...(byteCode ? { text: disassemble(file) } : {}),
  };
};

const tableRows = (table: AcpiTable): readonly ExplainedTable[] => {
  if (table.kind === 'SRAT') {
    return [
      {
        title: 'Memory',
        head: ['node', 'range', 'size', ''],
        rows: sratMemoryRanges(table)
          .filter(({ size }) => size > 0)
          .map(({ base, size, proximityDomain, enabled, hotPluggable }) => [
            `${proximityDomain}`,
            rangeText({ start: base, end: base + size }),
            aboutSize(size),
            [enabled ? '' : 'not enabled', hotPluggable ? 'hotpluggable' : ''].filter(Boolean).join(', '),
          ]),
      },
    ];
  }
  if (!('entries' in table)) return [];
  const counts = new Map<string, number>();
  for (const entry of table.entries) {
    const kind = typeof entry === 'object' && 'kind' in entry ? String(entry.kind) : 'entry';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [{ title: 'Entries', rows: [...counts].map(([kind, count]) => [kind, `${count}`]) }];
};

export const acpiFormat: InspectFormat = {
  name: 'ACPI table',
  recognise: isAcpiTable,
  explain: explainTable,
};

export const acpidumpFormat: InspectFormat = {
  name: 'text of acpidump',
  recognise: (file) => /^[A-Z][A-Z0-9_]{3} @ 0x[0-9A-Fa-f]+$/m.test(textOf(file)?.slice(0, 4096) ?? ''),
  explain: (file) => {
    const tables = parseAcpidump(textOf(file) ?? '');
    return {
      format: 'text of acpidump',
      facts: [['tables', `${tables.length}`]],
      tables: [
        {
          title: 'Tables',
          head: ['signature', 'address', 'size', 'what it is'],
          rows: tables.map(({ signature, address, bytes }) => [
            signature,
            hex(address),
            aboutSize(bytes.length),
            explainTable(bytes).format,
          ]),
        },
      ],
    };
  },
};

const descriptorRows = (descriptors: readonly MemoryDescriptor[]): readonly string[][] =>
  descriptors.map((descriptor) => {
    const size = descriptor.numberOfPages * 4096n;
    return [
      `${hex(descriptor.physicalStart)}-${hex(descriptor.physicalStart + size - 1n)}`,
      aboutSize(Number(size)),
      formatTypeAndAttribute(descriptor),
    ];
  });

/** Totals by type: what of the machine is whose. */
const totals = (descriptors: readonly MemoryDescriptor[]): readonly (readonly [string, string])[] => {
  const sums = new Map<string, bigint>();
  for (const { type, numberOfPages } of descriptors) {
    const name = linuxMemoryTypeName(type);
    sums.set(name, (sums.get(name) ?? 0n) + numberOfPages * 4096n);
  }
  return [...sums].map(([name, sum]) => [name, aboutSize(Number(sum))] as const);
};

const HEAD = ['physical', 'size', 'type and attributes'];
const MOST_TYPE = 16;

/** Descriptors of one of the two sizes in use, each of a known type, on whole pages, in bounds. */
const mapIn = (file: Uint8Array): readonly MemoryDescriptor[] | undefined => {
  for (const descriptorSize of [EDK2_DESCRIPTOR_SIZE, MEMORY_DESCRIPTOR_SIZE]) {
    if (file.length === 0 || file.length % descriptorSize !== 0) continue;
    const { descriptors } = parseMemoryMap(file, { descriptorSize });
    const plausible = descriptors.every(
      (one) =>
        one.type <= MOST_TYPE &&
        one.numberOfPages > 0n &&
        one.physicalStart % 4096n === 0n &&
        isValidDescriptor(one),
    );
    if (plausible) return descriptors;
  }
  return undefined;
};

export const efiMapFormat: InspectFormat = {
  name: 'EFI memory map',
  recognise: (file) => mapIn(file) !== undefined,
  explain: (file) => {
    const descriptors = mapIn(file) ?? [];
    return {
      format: 'EFI memory map',
      facts: [['descriptors', `${descriptors.length}`], ...totals(descriptors)],
      tables: [{ title: 'Descriptors', head: HEAD, rows: descriptorRows(descriptors) }],
    };
  },
};

export const bootLogFormat: InspectFormat = {
  name: 'log of a kernel',
  ofBoots: true,
  recognise: (file) => filesOfPaste(textOf(file) ?? '')?.has('dmesg') === true,
  explain: (file, { boot }) => {
    const paste = filesOfPaste(textOf(file) ?? '', boot);
    const lines = new TextDecoder().decode(paste?.get('dmesg')).split('\n');
    const remarks = new TextDecoder().decode(paste?.get('pasted.txt')).trimEnd();
    const { descriptors, style, firmware } = parseEfiBootLog(lines);
    const e820 = lines.flatMap((line) => {
      const match =
        /^ ?(?:BIOS-(?:e820|e801|88)|Xen): +(?:\[mem )?((?:0x)?[0-9a-f]+ ?- ?(?:0x)?[0-9a-f]+)\]? +(.+)/.exec(
          line,
        );
      return match === null ? [] : [[match[1]!, match[2]!]];
    });
    const found = (pattern: RegExp): string =>
      lines.map((line) => pattern.exec(line)?.[1]).find(Boolean) ?? 'not in this log';
    return {
      format: 'boot log',
      facts: [
        ['kernel', found(/(Linux version .{0,60})/)],
        ['command line', found(/(?:Kernel c|C)ommand line: (.*)/)],
        ...(remarks === '' ? [] : remarks.split('\n').map((remark) => ['to know', remark] as const)),
        ...xenRemarks(paste ?? new Map()).map((remark) => ['to know', remark] as const),
        ['ask', 'warmboot load or crashkernel --machine, with this text for the capture'],
        [
          'EFI',
          firmware === undefined
            ? 'none, or its lines are lost'
            : `${firmware.version} by ${firmware.vendor}`,
        ],
        [
          'EFI memory map',
          style === undefined ? 'none: boot with efi=debug' : `${descriptors.length} descriptors, ${style}`,
        ],
        ...totals(descriptors),
      ],
      tables: [
        ...(descriptors.length === 0
          ? []
          : [{ title: 'EFI memory map', head: HEAD, rows: descriptorRows(descriptors) }]),
        ...(e820.length === 0 ? [] : [{ title: 'e820', head: ['range', 'type'], rows: e820 }]),
      ],
    };
  },
};
