import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmlInterpreter,
  disassemble,
  listNamespace,
  parseDefinitionBlock,
  parseTableHeader,
  serialiseTable,
} from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { differentTables, recorded } from '../recorded.js';
import { simulatedSpaces } from '../aml/simulated-memory.js';

const blocks = differentTables.filter(({ signature }) => signature === 'DSDT' || signature === 'SSDT');
const conformance = fileURLToPath(new URL('../conformance/tables/', import.meta.url));
const missing = hasIasl ? '' : ' (skipped: no iasl)';
const work = mkdtempSync(join(tmpdir(), 'asl-'));

const compile = (name: string, source: string): Uint8Array => {
  const path = join(work, name);
  writeFileSync(`${path}.asl`, source);
  // -f: names that another table declares are unknown here.
  const { stdout } = spawnSync('iasl', ['-oa', '-f', '-vi', '-p', path, `${path}.asl`], { encoding: 'utf8' });
  expect(stdout, source).not.toContain('syntax error');
  return new Uint8Array(readFileSync(`${path}.aml`));
};

const names = (table: Uint8Array) => {
  const interpreter = new AmlInterpreter({ handlers: simulatedSpaces() });
  interpreter.load(table);
  return [...listNamespace(interpreter)].map(({ path, object }) =>
    // Another encoding of the same code may be longer or shorter.
    object.type === 'method' ? { path, object: { ...object, length: 0 } } : { path, object },
  );
};

describe('disassembler', () => {
  const text = disassemble(recorded('x86_64-bios-boot', 'DSDT'));

  it('writes what a person would', () => {
    expect(text).toContain('Name (_HID, EisaId ("PNP0C80"))');
    expect(text).toContain('OperationRegion (HPMR, SystemIO, 0x0A00, 0x18)');
    expect(text).toContain('// I/O 0x0A00, 24 ports');
    expect(text).toMatch(/ElseIf \(MRMV == One\)/);
    expect(text).toMatch(/Local2\+\+/);
  });

  it('shows MRST of the memory hotplug controller whole', () => {
    const start = text.indexOf('        Method (MRST');
    expect(text.slice(start, text.indexOf('        Method (MCRS')))
      .toBe(`        Method (MRST, 1, NotSerialized)
        {
            Local0 = Zero
            Acquire (MLCK, 0xFFFF)
            MSEL = ToInteger (Arg0)

            If (MES == One)
            {
                Local0 = 0x0F
            }

            Release (MLCK)
            Return (Local0)
        }

`);
  });
});

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/${name}.aml`, import.meta.url))));

describe('disassembler: names of other tables', () => {
  it('r7: a call has its argument although nothing declares the method', () => {
    expect(disassemble(fixture('faults/r7'))).toContain('If (\\EXT1 (0x5B))');
    expect(disassemble(fixture('faults/r7'))).toContain('External (\\EXT1, MethodObj) // 1 argument\n');
  });

  it('and has as many as the table that declares it says, whose names are declared with their types', () => {
    // Method (EXT1, 1) { Return (Arg0) }, Name (LVL0, One)
    const code = [0x14, 8, 0x45, 0x58, 0x54, 0x31, 1, 0xa4, 0x68, 0x08, 0x4c, 0x56, 0x4c, 0x30, 1];
    const other = serialiseTable(parseTableHeader(fixture('faults/r7')), Uint8Array.from(code));
    const reader = [0x14, 12, 0x4d, 0x30, 0x30, 0x31, 0, 0x45, 0x58, 0x54, 0x31, 0x4c, 0x56, 0x4c, 0x30];
    const table = serialiseTable(
      parseTableHeader(fixture('faults/r7')),
      Uint8Array.from(reader).fill(14, 1, 2),
    );
    const text = disassemble(table, { tables: [other] });
    expect(text).toContain('EXT1 (LVL0)');
    expect(text).toContain('External (\\EXT1, MethodObj) // 1 argument\n    External (\\LVL0, IntObj)\n');
  });

  it('a name that the table says it means is that one, although another table has one nearer', () => {
    const name = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
    const inScope = (code: readonly number[]): number[] => [0x10, code.length + 5, ...name('_SB_'), ...code];
    const table = (code: readonly number[]): Uint8Array =>
      serialiseTable(parseTableHeader(fixture('faults/r7')), Uint8Array.from(code));
    // External (\ADBG, MethodObj) of one argument, and in \_SB a method that calls it with "EC"
    const call = [...name('ADBG'), 0x0d, ...name('EC'), 0];
    const method = [0x14, call.length + 6, ...name('TEST'), 0, ...call];
    const own = table([0x15, ...name('ADBG'), 8, 1, ...inScope(method)]);
    // Name (\_SB.ADBG, Buffer (Zero) {})
    const other = table(inScope([0x08, ...name('ADBG'), 0x11, 2, 0]));
    expect(disassemble(own, { tables: [other] })).toContain('ADBG ("EC")');
  });

  it('a table whose bytes do not sum to zero is written where the caller says so', () => {
    const wrong = fixture('faults/r7').fill(0, 9, 10);
    const faults: FormatError[] = [];
    expect(() => disassemble(wrong)).toThrow(FormatError);
    expect(disassemble(wrong, { onWrongChecksum: (fault) => faults.push(fault) })).toContain('EXT1');
    expect(faults).toHaveLength(1);
  });
});

describe('disassembler: broken input', () => {
  it('r4: an operand that has no value is told of with its place', () => {
    expect(() => disassemble(fixture('faults/r4'))).toThrow(FormatError);
    expect(() => disassemble(fixture('faults/r4'))).toThrow('offset 0x2c: AML: operand is an if');
  });

  it.each(['r1c', 'r2', 'r5', 'r6', 'r9_205', 'r10', 'r11', 'r12'])('%s is written', (name) => {
    expect(disassemble(fixture(`faults/${name}`))).toMatch(/^DefinitionBlock/);
  });

  it('never ends in anything but text or a FormatError', () => {
    const table = recorded('x86_64-bios-boot', 'DSDT');
    const edit = fc.tuple(fc.integer({ min: 36, max: table.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const broken = table.slice();
        for (const [at, byte] of edits) broken[at] = byte;
        try {
          disassemble(broken, { onWrongChecksum: () => undefined });
        } catch (error) {
          expect(error, String(error)).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 60 },
    );
  });

  /** A method of `depth` Ifs inside one another, in front of it the header of a recorded table. */
  const nested = (depth: number): Uint8Array => {
    const length = (size: number): number[] => [
      0x80 | (size & 0x0f),
      (size >> 4) & 0xff,
      (size >> 12) & 0xff,
    ];
    let body: number[] = [];
    for (let level = 0; level < depth; level++) body = [0xa0, ...length(body.length + 4), 0x01, ...body];
    const code = [0x14, ...length(body.length + 8), 0x4d, 0x41, 0x49, 0x4e, 0x00, ...body];
    return serialiseTable(parseTableHeader(recorded('x86_64-bios-boot', 'DSDT')), Uint8Array.from(code));
  };

  it('refuses blocks nested without end', () => {
    expect(disassemble(nested(100))).toContain('If (One)');
    expect(() => disassemble(nested(3000))).toThrow('nesting is deeper than 200');
  });

  it('refuses packages nested without end, before the stack is full', () => {
    let code = [0];
    for (let depth = 0; depth < 600; depth += 1) {
      const size = code.length + 4;
      code = [0x12, 0xc0 | (size & 15), (size >> 4) & 255, (size >> 12) & 255, 0, 1, ...code];
    }
    const named = Uint8Array.of(0x08, 0x50, 0x4b, 0x47, 0x30, ...code);
    const table = serialiseTable(parseTableHeader(recorded('x86_64-bios-boot', 'DSDT')), named);
    expect(() => disassemble(table)).toThrow('nesting is deeper than 500');
  });

  it('writes a block of as many statements as a table may have', () => {
    const table = serialiseTable(
      parseTableHeader(recorded('x86_64-bios-boot', 'DSDT')),
      new Uint8Array(200_000).fill(0xa3),
    );
    expect(disassemble(table).match(/Noop/g)).toHaveLength(200_000);
  });

  it('refuses a table whose methods are cut off', () => {
    const { kind, header, aml } = parseDefinitionBlock(recorded('x86_64-bios-boot', 'DSDT'));
    expect(kind).toBe('DSDT');
    expect(() => disassemble(serialiseTable(header, aml.subarray(0, 900)))).toThrow(FormatError);
  });
});

describe.skipIf(!hasIasl)(`disassembler: iasl makes the same code of the text${missing}`, () => {
  it.each(blocks.map((block) => [block.name, block] as const))('%s', (name, { bytes }) => {
    const text = disassemble(bytes);
    const again = compile(name, text);
    expect(disassemble(again)).toBe(text);
    expect(names(again)).toEqual(names(bytes));
  });

  it('of calls, connections and operators that a compiler folds, to the byte', () => {
    const table = fixture('aml/disassembly');
    const again = compile('disassembly', disassemble(table));
    expect(parseDefinitionBlock(again).aml).toEqual(parseDefinitionBlock(table).aml);
  });

  it('of a value that nothing is done with, and of names that are words of the language, to the byte', () => {
    const name = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
    const words = ['MOD_', 'NOT_', 'PCC_', 'IF__'];
    const declared = words.flatMap((word) => [0x08, ...name(word), 0x01]);
    const method = [0x14, 0x0e, ...name('TEST'), 0x00, ...name('PCC_'), ...name('MOD_')];
    const { header } = parseDefinitionBlock(fixture('aml/disassembly'));
    const table = serialiseTable(header, Uint8Array.from([...declared, ...method]));
    const text = disassemble(table);
    expect(text).toContain('Name (MOD_, One)');
    expect(text).toContain('PCC_ ()');
    expect(parseDefinitionBlock(compile('words', text)).aml).toEqual(parseDefinitionBlock(table).aml);
  });

  it('of a call with too few arguments, which takes the statement behind it for one, to the byte', () => {
    const name = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
    const two = [0x14, 0x08, ...name('PAIR'), 0x02, 0xa4, 0x68];
    // PAIR (One, PAIR (Zero)), and then Return (One)
    const calls = [...name('PAIR'), 0x01, ...name('PAIR'), 0x00, 0xa4, 0x01];
    const method = [0x14, 6 + calls.length, ...name('TEST'), 0x00, ...calls];
    const { header } = parseDefinitionBlock(fixture('aml/disassembly'));
    const table = serialiseTable(header, Uint8Array.from([...two, ...method]));
    const text = disassemble(table);
    expect(text).toMatch(/PAIR \(One, PAIR \(Zero\)\)\s+Return \(One\)/);
    expect(parseDefinitionBlock(compile('short-call', text)).aml).toEqual(parseDefinitionBlock(table).aml);
  });

  it.each(readdirSync(conformance).filter((file) => file.endsWith('-64.aml')))(
    'conformance table %s',
    (file) => {
      const text = disassemble(new Uint8Array(readFileSync(join(conformance, file))));
      expect(disassemble(compile(file.replace('.aml', ''), text))).toBe(text);
    },
  );
});
