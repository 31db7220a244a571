import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildElf64, buildPe, buildZboot, parseElf, parsePe, PE_MACHINE } from '@warmboot/boot-image';
import { parseDtb, walkNodes } from '@warmboot/devicetree';
import { parseSrat } from '@warmboot/firmware-acpi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotateBytes } from '../../src/bytes/annotate.js';
import type { ByteSpan } from '../../src/bytes/byte-span.js';
import { spansAt } from '../../src/bytes/byte-span.js';

const CAPTURES = fileURLToPath(new URL('../../../../captures/', import.meta.url));

/** Binary files of recordings, one of each name and size. */
const recorded = (): readonly (readonly [string, Uint8Array])[] => {
  const found = new Map<string, string>();
  for (const name of readdirSync(CAPTURES, { recursive: true, encoding: 'utf8' })) {
    const path = join(CAPTURES, name);
    if (!/\.(dtb|bin|elf)$/.test(name) || !statSync(path).isFile()) continue;
    found.set(`${name.split('/').at(-1)} ${statSync(path).size}`, name);
  }
  return [...found.values()].map((name) => [name, new Uint8Array(readFileSync(join(CAPTURES, name)))]);
};

/** Where children do not tile their parent: nothing, for spans as they should be. */
const untiled = (span: ByteSpan): readonly string[] => {
  const { children } = span;
  if (span.end <= span.start) return [`${span.name} is empty`];
  if (children === undefined) return [];
  const ends = [span.start, ...children.map(({ end }) => end)];
  const starts = [...children.map(({ start }) => start), span.end];
  return [
    ...ends.flatMap((end, index) =>
      end === starts[index] ? [] : [`${span.name}: ${end} is not ${starts[index]}`],
    ),
    ...children.flatMap(untiled),
  ];
};

const under = (span: ByteSpan | undefined, ...path: readonly string[]): ByteSpan | undefined =>
  path.reduce<ByteSpan | undefined>((at, name) => at?.children?.find((child) => child.name === name), span);

const count = (span: ByteSpan | undefined, name: string): number =>
  (span?.name === name ? 1 : 0) + (span?.children ?? []).reduce((sum, child) => sum + count(child, name), 0);

describe('recorded files', () => {
  const files = recorded();
  it('are there', () => expect(files.length).toBeGreaterThan(30));

  it.each(files)('%s: spans tile it, and none is empty', (_, file) => {
    const root = annotateBytes(file);
    if (root === undefined) return;
    expect(root).toMatchObject({ start: 0, end: file.length });
    expect(untiled(root)).toEqual([]);
    const path = spansAt(root, file.length >> 1);
    expect(path[0]).toBe(root);
    expect(path.at(-1)!.children).toBeUndefined();
  });

  it('devicetrees: a span for every node and property that the codec reads', () => {
    const trees = files.filter(([name]) => name.endsWith('.dtb'));
    expect(trees.length).toBeGreaterThan(0);
    for (const [, file] of trees) {
      const nodes = [...walkNodes(parseDtb(file))].map(({ node }) => node);
      const root = annotateBytes(file);
      expect(count(root, 'FDT_BEGIN_NODE')).toBe(nodes.length);
      expect(count(root, 'FDT_PROP')).toBe(nodes.reduce((sum, { properties }) => sum + properties.length, 0));
    }
  });

  it('SRAT: a span for every entry that the codec reads', () => {
    const srats = files.filter(([name]) => /SRAT/.test(name));
    expect(srats.length).toBeGreaterThan(0);
    for (const [, file] of srats) {
      const spans = annotateBytes(file)!.children!.filter(
        ({ children, name }) => children && name !== 'header',
      );
      expect(spans).toHaveLength(parseSrat(file).entries.length);
    }
  });
});

describe('files that are made', () => {
  it('ELF: program headers say what the codec reads', () => {
    const programs = [{ type: 1, paddr: 0x1000n, data: new Uint8Array(64) }];
    const file = buildElf64(62, programs, { entry: 0x100_0000n });
    const root = annotateBytes(file)!;
    expect(untiled(root)).toEqual([]);
    expect(under(root, 'ELF header', 'e_entry')?.value).toBe('0x1000000');
    expect(under(root, 'program header', 'p_paddr')?.value).toBe(
      `0x${parseElf(file).programs[0]!.paddr.toString(16)}`,
    );
  });

  it('PE and zboot: the machine, and a span for every section', () => {
    const pe = buildPe(PE_MACHINE.ARM64, [['.text', new Uint8Array(700)]]);
    const zboot = buildZboot(PE_MACHINE.ARM64, new Uint8Array(900), 'gzip');
    for (const file of [pe, zboot]) {
      const root = annotateBytes(file)!;
      expect(untiled(root)).toEqual([]);
      expect(under(root, 'PE header', 'Machine')?.value).toBe('0xaa64, ARM64');
      expect(count(root, 'section header')).toBe(parsePe(file).sections.length);
    }
    expect(under(annotateBytes(zboot), 'zboot header', 'compression')?.value).toBe('"gzip"');
  });
});

describe('whatever is cut off or changed', () => {
  const samples = recorded().filter(([, file]) => annotateBytes(file) !== undefined && file.length < 100_000);
  it('is annotated as far as it goes, and tiled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples.map(([, file]) => file)),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        (file, cut, changes) => {
          const copy = file.slice(0, Math.max(1, file.length - (cut % file.length)));
          for (const [at, byte] of changes) copy[at % copy.length] = byte;
          const root = annotateBytes(copy);
          if (root !== undefined) expect(untiled(root)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
