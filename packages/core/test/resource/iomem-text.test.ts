import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDRESS_LIMIT } from '@warmboot/address';
import { classifyLinuxName } from '../../src/resource/classify.js';
import {
  IORES_DESC_ACPI_TABLES,
  IORES_DESC_CRASH_KERNEL,
  IORES_DESC_NONE,
  IORES_DESC_PERSISTENT_MEMORY,
  IORES_DESC_RESERVED,
  IORES_DESC_SOFT_RESERVED,
} from '../../src/resource/descriptor.js';
import {
  BUSY_MEM,
  BUSY_SYSTEM_RAM,
  IORESOURCE_EXCLUSIVE,
  IORESOURCE_MEM,
  IORESOURCE_SYSRAM_DRIVER_MANAGED,
  IORESOURCE_SYSRAM_MERGEABLE,
  IORESOURCE_WINDOW,
  SYSTEM_RAM,
} from '../../src/resource/flags.js';
import { insertResource } from '../../src/resource/insert-resource.js';
import { parseIomem, printIomem } from '../../src/resource/iomem-text.js';
import { emptyResourceTree, IOMEM_ROOT } from '../../src/resource/tree.js';
import { everything, node, outline, treeOf } from './outline.js';

describe('PCI windows that were joined to their neighbours', () => {
  // Linux 5.16 to 6.4: what is left of them is one byte at zero, wherever they were among their siblings.
  const text = [
    '00000000-00000fff : Reserved',
    '00001000-0009efff : System RAM',
    '00000000-00000000 : PCI Bus 0000:00',
    '000a0000-000bffff : PCI Bus 0000:00',
    '80000000-dfffffff : PCI Bus 0000:00',
    '  00000000-00000000 : PCI Bus 0000:01',
    '  c0000000-c0ffffff : 0000:00:02.0',
    '',
  ].join('\n');

  it('lie nowhere, and are no nodes', () => {
    expect(printIomem(parseIomem(text))).toBe(text.replaceAll(/^ *00000000-00000000 : .*\n/gm, ''));
  });

  it('are told from a byte at zero that is there', () => {
    const first = '00000000-00000000 : PCI Bus 0000:00\n00001000-0009efff : System RAM\n';
    expect(printIomem(parseIomem(first))).toBe(first);
  });
});

const faultOf = (text: string) => {
  try {
    parseIomem(text);
  } catch (error) {
    if (error instanceof FormatError) return error.fault;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('core R1.18: printing /proc/iomem', () => {
  it('core R1.18 prints one line per node, parents first, inclusive ends', () => {
    const tree = treeOf(node(0x1000, 0x9fc00, 'System RAM'), node(0x2000, 0x3000, 'Kernel code'));
    expect(printIomem(tree)).toBe('00001000-0009fbff : System RAM\n  00002000-00002fff : Kernel code\n');
  });

  it('core R1.18 pads each number to 8 digits on its own', () => {
    expect(printIomem(treeOf(node(0xfd00_0000, 0x2_0000_0000, 'w')))).toBe('fd000000-1ffffffff : w\n');
  });

  it('core R1.18 pads to 4 digits in an address space of 64 KiB', () => {
    const ports = emptyResourceTree({ ...IOMEM_ROOT, name: 'PCI IO', end: 0x1_0000 });
    const result = insertResource(ports, node(0x60, 0x61, 'keyboard'));
    expect(result.ok && printIomem(result.tree)).toBe('0060-0060 : keyboard\n');
  });

  it('core R1.18 stops indenting at ten spaces', () => {
    const nested = Array.from({ length: 8 }, (_, depth) => node(0x1000, 0x9000 - depth, `${depth}`));
    const indents = printIomem(treeOf(...nested))
      .trimEnd()
      .split('\n')
      .map((line) => line.search(/\S/));
    expect(indents).toEqual([0, 2, 4, 6, 8, 10, 10, 10]);
  });

  it('core R1.18 hides addresses, not names, from an unprivileged reader', () => {
    const tree = treeOf(node(0x1000, 0x1_0000_0000, 'System RAM'), node(0x2000, 0x3000, 'Kernel code'));
    expect(printIomem(tree, { privileged: false })).toBe(
      '00000000-00000000 : System RAM\n  00000000-00000000 : Kernel code\n',
    );
  });

  it('core R1.18 prints an end at the limit of the model as the end of 64 bits, and reads it back', () => {
    const tree = treeOf(node(0x1000, ADDRESS_LIMIT, 'all'));
    expect(printIomem(tree)).toBe('00001000-ffffffffffffffff : all\n');
    expect(outline(parseIomem(printIomem(tree)))).toEqual(outline(tree));
  });
});

describe('core R1.18: reading /proc/iomem', () => {
  it('core R1.18 reads nothing as an empty tree', () => {
    expect(outline(parseIomem(''))).toEqual([]);
  });

  it('core R1.18 places lines below the capped indentation by containment', () => {
    const nested = Array.from({ length: 9 }, (_, depth) => node(0x1000 + depth, 0x9000 - depth, `${depth}`));
    const tree = treeOf(
      ...nested,
      node(0x9000 - 6, 0x9000 - 5, 'beside 6'),
      node(0x9000 - 3, 0x9000 - 2, 'beside 3'),
    );
    expect(outline(parseIomem(printIomem(tree)))).toEqual(outline(tree));
  });

  it('core R1.18 classifies each line with its parent and its true depth', () => {
    const seen: unknown[] = [];
    parseIomem('00001000-00001fff : a\n  00001000-00001fff : b : c\n', ({ name, depth, range }, parent) => {
      seen.push([name, depth, range, parent.name]);
      return { flags: IORESOURCE_MEM, desc: IORES_DESC_NONE };
    });
    const range = { start: 0x1000, end: 0x2000 };
    expect(seen).toEqual([
      ['a', 0, range, 'PCI mem'],
      ['b : c', 1, range, 'a'],
    ]);
  });

  it('core R1.18 reads ten thousand levels', () => {
    const depth = 10_000;
    const text = Array.from(
      { length: depth },
      (_, at) => `${'  '.repeat(Math.min(at, 5))}00001000-00009fff : x\n`,
    ).join('');
    expect(printIomem(parseIomem(text))).toBe(text);
  });

  it('core R1.18 says why a text without addresses is of no use', () => {
    const hidden = printIomem(treeOf(node(0x1000, 0x2000), node(0x3000, 0x4000)), { privileged: false });
    expect(faultOf(hidden)).toMatchObject({ line: 1, column: 1, field: 'every address' });
    expect(() => parseIomem(hidden)).toThrow(/CAP_SYS_ADMIN/);
  });

  it.each([
    ['prose', 'hello\n', { line: 1, column: 1, field: 'line' }],
    ['upper-case digits', '0000A000-0000AFFF : x\n', { line: 1, field: 'line' }],
    ['an empty line', '00001000-00001fff : x\n\n', { line: 2, field: 'line' }],
    ['a carriage return', '00001000-00001fff : x\r\n', { line: 1, field: 'line' }],
    ['17 digits', '10000000000000000-10000000000000001 : x\n', { line: 1, field: 'line' }],
    ['an odd indentation', ' 00001000-00001fff : x\n', { line: 1, column: 1, field: 'indentation' }],
    ['too deep an indentation', `${' '.repeat(12)}00001000-00001fff : x\n`, { field: 'indentation' }],
    [
      'a child without a parent',
      '  00001000-00001fff : x\n',
      { line: 1, field: 'indentation', found: '2 spaces' },
    ],
    [
      'a jump in depth',
      '00001000-00001fff : x\n    00001000-00001fff : y\n',
      { line: 2, field: 'indentation', found: '4 spaces' },
    ],
    ['an end before the start', '00002000-00001fff : x\n', { line: 1, column: 10, field: 'end' }],
    [
      'a start beyond the model',
      '20000000000000-20000000000fff : x\n',
      { line: 1, column: 1, field: 'start' },
    ],
    ['an end beyond the model', '00001000-20000000000fff : x\n', { line: 1, column: 10, field: 'end' }],
    [
      'overlapping siblings',
      '00001000-00002fff : x\n00002000-00003fff : y\n',
      { line: 2, column: 1, field: 'range', found: '00002000-00003fff' },
    ],
    ['descending siblings', '00003000-00003fff : x\n00001000-00001fff : y\n', { line: 2, field: 'range' }],
    [
      'a child that sticks out',
      '00001000-00001fff : x\n  00001000-00002fff : y\n',
      { line: 2, column: 3, field: 'range', allowed: 'a range inside its parent "x", 00001000-00001fff' },
    ],
  ])('core R1.18 refuses %s with its place', (_, text, fault) => {
    expect(faultOf(text)).toMatchObject({ format: '/proc/iomem', ...fault });
  });

  it('core R1.18 any text is read or refused with a FormatError', () => {
    const line = fc
      .tuple(fc.nat(12), fc.nat(0x40), fc.nat(0x40))
      .map(([indent, start, last]) => `${' '.repeat(indent)}${start.toString(16)}-${last.toString(16)} : x`);
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          parseIomem(input);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });

  it('core R1.18 parse(print(tree)) is the tree, however deep', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(ranges, (pairs) => {
        let tree = emptyResourceTree();
        for (const [start, size] of pairs) {
          const result = insertResource(tree, node(start * 0x1000, (start + size) * 0x1000, 'device'));
          if (result.ok) tree = result.tree;
        }
        const text = printIomem(tree);
        expect(everything(parseIomem(text))).toEqual(everything(tree));
        expect(printIomem(parseIomem(text))).toBe(text);
      }),
    );
  });
});

describe('classifyLinuxName', () => {
  it.each([
    ['System RAM', 0, BUSY_SYSTEM_RAM, IORES_DESC_NONE],
    ['System RAM (kmem)', 1, BUSY_SYSTEM_RAM + IORESOURCE_SYSRAM_DRIVER_MANAGED, IORES_DESC_NONE],
    [
      'System RAM (virtio_mem)',
      1,
      BUSY_SYSTEM_RAM + IORESOURCE_SYSRAM_DRIVER_MANAGED + IORESOURCE_SYSRAM_MERGEABLE,
      IORES_DESC_NONE,
    ],
    ['virtio0', 0, SYSTEM_RAM + IORESOURCE_EXCLUSIVE, IORES_DESC_NONE],
    ['dax0.0', 1, SYSTEM_RAM, IORES_DESC_NONE],
    ['Crash kernel', 1, BUSY_SYSTEM_RAM, IORES_DESC_CRASH_KERNEL],
    ['Kernel code', 1, BUSY_SYSTEM_RAM, IORES_DESC_NONE],
    ['reserved', 0, IORESOURCE_MEM, IORES_DESC_NONE],
    ['reserved', 1, BUSY_MEM, IORES_DESC_NONE],
    ['Reserved', 0, IORESOURCE_MEM, IORES_DESC_RESERVED],
    ['ACPI Tables', 0, BUSY_MEM, IORES_DESC_ACPI_TABLES],
    ['Soft Reserved', 0, IORESOURCE_MEM, IORES_DESC_SOFT_RESERVED],
    ['Persistent Memory', 0, IORESOURCE_MEM, IORES_DESC_PERSISTENT_MEMORY],
    ['PCI Bus 0000:00', 0, IORESOURCE_MEM + IORESOURCE_WINDOW, IORES_DESC_NONE],
    ['0000:00:01.0', 1, IORESOURCE_MEM, IORES_DESC_NONE],
    ['virtio-pci-modern', 2, BUSY_MEM, IORES_DESC_NONE],
  ])('core R1.19 %s at depth %i', (name, depth, flags, desc) => {
    const range = { start: 0x1000, end: 0x2000 };
    expect(classifyLinuxName({ name, depth, range }, IOMEM_ROOT)).toEqual({ flags, desc });
  });
});

const CAPTURES = fileURLToPath(new URL('../../../../captures/', import.meta.url));

/** Names of the recorded runs. */
const recorded = existsSync(CAPTURES)
  ? readdirSync(CAPTURES).filter((name) => existsSync(`${CAPTURES}${name}/trace.json`))
  : [];

describe('recorded kernels', () => {
  it('there are recordings', () => {
    expect(recorded.length).toBeGreaterThan(0);
  });

  it.each(recorded)('core R1.18 every iomem text of %s round-trips', (name) => {
    const trace = JSON.parse(readFileSync(`${CAPTURES}${name}/trace.json`, 'utf8')) as {
      steps: { observed?: { iomem?: string } }[];
    };
    const texts = trace.steps.flatMap(({ observed }) => observed?.iomem ?? []);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const tree = parseIomem(text);
      expect(printIomem(tree)).toBe(text);
      expect(everything(parseIomem(printIomem(tree)))).toEqual(everything(tree));
    }
  });
});
