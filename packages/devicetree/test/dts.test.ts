import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode, findProperty, parseDtb, printDts, readCells, serialiseDtb } from '@warmboot/devicetree';
import { parseDts } from '@warmboot/devicetree/dts';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTree } from './arbitrary-tree.js';
import { DTS_CASES, type DtsCase } from './dts-sources.js';
import { hasTool, unless } from './external-tool.js';

const compile = ({ source, files = {} }: DtsCase, symbols: boolean) =>
  parseDts(source, { symbols, include: (name) => files[name]! });

const faultOf = (source: string) => {
  try {
    parseDts(source, { file: 'board.dts' });
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return 'no fault';
};

describe('devicetree source', () => {
  it('has as many labels, nodes and letters as a source may have', () => {
    const many = 150_000;
    const names = Array.from({ length: many }, (_, index) => `n${index.toString(36)}`);
    expect(parseDts(`/dts-v1/; / { ${names.join(':')}: p; };`).root.properties).toHaveLength(1);
    expect(parseDts(`/dts-v1/; / { ${names.join('{};')}{}; };`).root.children).toHaveLength(many);
    expect(parseDts(`/dts-v1/; / { p = "\\n${'x'.repeat(many)}"; };`).root.properties[0]?.value).toHaveLength(
      many + 2,
    );
  });

  it('is a tree: labels, references, phandles', () => {
    const tree = parseDts('/dts-v1/; / { use = <&a 7>; at = &a; a: node@1 { }; };');
    expect(printDts(tree)).toBe(`/dts-v1/;

/ {
	use = <0x01 0x07>;
	at = "/node@1";

	node@1 {
		phandle = <0x01>;
	};
};
`);
  });

  it('gives back every tree that was printed as source', () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        expect(serialiseDtb({ ...parseDts(printDts(tree)), bootCpu: tree.bootCpu })).toEqual(
          serialiseDtb({ ...tree, version: 17 }),
        );
      }),
    );
  });

  it('keeps the places of what was deleted and came again', () => {
    const tree = parseDts(
      '/dts-v1/; / { a; b; n { }; m { }; }; / { /delete-property/ a; /delete-node/ n; }; / { a; n { }; };',
    );
    expect(tree.root.properties.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(tree.root.children.map(({ name }) => name)).toEqual(['n', 'm']);
  });

  it('leaves what an overlay refers to for its loader', () => {
    const tree = parseDts('/dts-v1/; /plugin/; &uart { gpio = <1 &gpio 2>; own = <&sub>; sub: sub { }; };');
    expect(printDts(tree)).toContain('uart = "/fragment@0:target:0"');
    expect(findProperty(tree, '/__fixups__', 'gpio')?.value).toEqual(
      new TextEncoder().encode('/fragment@0/__overlay__:gpio:4\0'),
    );
    expect(readCells(findProperty(tree, '/__local_fixups__/fragment@0/__overlay__', 'own')!)).toEqual([0]);
    expect(readCells(findProperty(tree, '/fragment@0/__overlay__', 'gpio')!)).toEqual([1, 0xffff_ffff, 2]);
  });

  it('tells labels in /__symbols__ when asked', () => {
    const source = '/dts-v1/; / { a: b: node { c: sub { }; }; };';
    expect(findNode(parseDts(source), '/__symbols__')).toBeUndefined();
    const tree = parseDts(source, { symbols: true });
    expect(findNode(tree, '/__symbols__')?.properties.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(readCells(findProperty(tree, '/node/sub', 'phandle')!)).toEqual([2]);
  });

  it('gives files that it names to whoever reads them', () => {
    const asked: string[] = [];
    const tree = parseDts('/dts-v1/;\n/include/ "a.dtsi"\n/ { b = /incbin/("b.bin", 1, 2); };', {
      file: 'board.dts',
      include: (name, from) => {
        asked.push(`${name} from ${from}`);
        return '/ { a = <1>; };';
      },
      incbin: () => Uint8Array.of(9, 8, 7, 6),
    });
    expect(asked).toEqual(['a.dtsi from board.dts']);
    expect(findProperty(tree, '/', 'b')?.value).toEqual(Uint8Array.of(8, 7));
  });

  it.each([
    ['/ { };', 'board.dts, line 1, column 1: dts: the source is /; allowed: /dts-v1/; first'],
    ['/dts-v1/;\n/ { a = <1 ; };', 'line 2, column 12: dts: property a is ;'],
    ['/dts-v1/;\n/ { a = <&nobody>; };', 'line 2, column 10: dts: property a of / is a reference to &nobody'],
    ['/dts-v1/;\n&nobody { };', 'line 2, column 1: dts: the tree is &'],
    ['/dts-v1/;\n/ { };\n&nobody { };', 'line 3, column 1: dts: a reference is &nobody'],
    ['/dts-v1/;\n/ { };\n# 40 "soc.dtsi"\n\n&x { };', 'soc.dtsi, line 41, column 1: dts: a reference is &x'],
    [
      '/dts-v1/;\n/ { a = <0x100000000>; };',
      'line 2, column 10: dts: a cell is 0x100000000; allowed: 32 bits',
    ],
    ['/dts-v1/;\n/ { a = <(1 / 0)>; };', 'column 13: dts: an expression is a division by zero'],
    ['/dts-v1/;\n/ { a = <08>; };', 'column 10: dts: a number is 08'],
    ['/dts-v1/;\n/ { n { }; a; };', 'column 12: dts: property a is after a node'],
    ['/dts-v1/;\n/ { a; a; };', 'column 8: dts: a property is a a second time in its node'],
    ['/dts-v1/;\n/ { n { }; n { }; };', 'column 12: dts: a node is n a second time in its node'],
    [
      '/dts-v1/;\n/ { l: a { }; l: b { }; };',
      'column 15: dts: a label is l, which stands before something else too',
    ],
    [
      '/dts-v1/;\n/ { a { phandle = <1>; }; b { phandle = <1>; }; };',
      'phandle of /b is 0x1, which /a has too',
    ],
    ['/dts-v1/;\n/include/ "x.dtsi"\n/ { };', '/include/ "x.dtsi" is of a file that nobody gives'],
    ['/dts-v1/;\n/ { a = /incbin/("x"); };', '/incbin/ "x" is of a file that nobody gives'],
    ['/dts-v1/;\n#include <x.h>\n/ { };', 'line 2, column 1'],
    ['/dts-v1/;\n/ { \n#define X 1\n};', 'line 3, column 1: dts: a line is #define'],
    ['/dts-v1/;\n/memreserve/ 1 0;\n/ { };', 'the size of /memreserve/ is 0'],
    ['/dts-v1/;\n/ { /* ', 'a comment is open at the end'],
    [`/dts-v1/;\n/ ${'{ a '.repeat(70)}`, '65 levels deep; allowed: up to 64'],
    [`/dts-v1/;\n/ { a = <${'('.repeat(300)}`, 'nested over 200 deep'],
  ])('refuses %j and says where', (source, message) => {
    expect(faultOf(source)).toContain(message);
  });

  it('refuses a node that additions put too deep', () => {
    const deeper = Array.from({ length: 70 }, (_, level) => `&l${level} { l${level + 1}: n { }; };`);
    expect(faultOf(`/dts-v1/; / { l0: n { }; }; ${deeper.join('\n')}`)).toContain('levels deep');
  });

  it('refuses files that include one another without end', () => {
    expect(() =>
      parseDts('/dts-v1/; /include/ "a"', { include: () => '/include/ "a"\n/include/ "a"' }),
    ).toThrow(/200 files deep/);
  });
});

it('gives nothing but a FormatError for damaged source', () => {
  const sources = DTS_CASES.map(({ source }) => source);
  const damage = fc.record({
    source: fc.constantFrom(...sources),
    at: fc.nat(400),
    gone: fc.nat(8),
    put: fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('&', '{', '};', '<(', '/', '"', '/include/ "a"', ':'),
    ),
  });
  fc.assert(
    fc.property(damage, ({ source, at, gone, put }) => {
      const text = source.slice(0, at) + put + source.slice(at + gone);
      try {
        serialiseDtb(parseDts(text, { symbols: true, include: () => 'a' }));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
    { numRuns: 500 },
  );
});

/** Runs dtc in a folder with the files of a case. */
const dtcOn = ({ source, files = {} }: DtsCase, ...options: string[]): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'dts-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'source.dts'), source);
    return new Uint8Array(
      execFileSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', ...options, 'source.dts'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe.skipIf(!hasTool('dtc'))(`source against dtc${unless('dtc')}`, () => {
  it.each(DTS_CASES)('compiles to the very bytes of dtc: $title', (dts) => {
    expect(serialiseDtb(compile(dts, false))).toEqual(dtcOn(dts));
  });

  it.each(DTS_CASES)('and with symbols: $title', (dts) => {
    expect(serialiseDtb(compile(dts, true))).toEqual(dtcOn(dts, '-@'));
  });

  it.each(DTS_CASES)('prints a tree that dtc compiles to itself: $title', (dts) => {
    const tree = compile(dts, false);
    const printed = dtcOn({ title: dts.title, source: printDts(tree) }, '-b', `${tree.bootCpu}`);
    expect(parseDtb(printed)).toEqual(parseDtb(serialiseDtb(tree)));
  });
});
