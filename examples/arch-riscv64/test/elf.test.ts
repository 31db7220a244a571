import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { elfFormat, isRiscvElf } from '../src/index.js';

const HEADER = 64;
const PROGRAM = 56;

interface Part {
  readonly type?: number;
  readonly paddr?: bigint;
}

/** A little-endian ELF file of 64 bits that ends with its program headers. */
const file = (parts: readonly Part[] = [{}], { machine = 243, type = 2 } = {}): Uint8Array => {
  const bytes = new Uint8Array(HEADER + PROGRAM * parts.length);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const view = new DataView(bytes.buffer);
  view.setUint16(0x10, type, true);
  view.setUint16(0x12, machine, true);
  view.setBigUint64(0x18, 0xffff_ffff_8000_0000n, true);
  view.setBigUint64(0x20, BigInt(HEADER), true);
  view.setUint16(0x36, PROGRAM, true);
  view.setUint16(0x38, parts.length, true);
  for (const [index, { type: kind = 1, paddr = 0n }] of parts.entries()) {
    const at = HEADER + index * PROGRAM;
    view.setUint32(at, kind, true);
    view.setBigUint64(at + 16, 0xffff_ffff_8000_0000n + paddr, true);
    view.setBigUint64(at + 24, paddr, true);
    view.setBigUint64(at + 40, 0x2000n, true);
    view.setBigUint64(at + 48, 0x1000n, true);
  }
  return bytes;
};

const reasonOf = (bytes: Uint8Array): string => {
  const result = elfFormat.recognise(bytes);
  return result.ok ? 'taken' : `${result.errno}: ${result.reason}`;
};

describe('the ELF that kexec_file_load takes (kernel/kexec_elf.c)', () => {
  it('riscv64 2.2: is an executable for this machine that asks for no interpreter', () => {
    expect(reasonOf(file())).toBe('taken');
    expect(reasonOf(file([{}], { type: 3 }))).toBe('taken');
    expect(reasonOf(file([{}], { machine: 62 }))).toMatch(/^ENOEXEC: an ELF of 64 bits for machine 62/);
    expect(reasonOf(file([{}], { type: 1 }))).toBe('ENOEXEC: Not an ELF executable.');
    expect(reasonOf(file([]))).toBe('ENOEXEC: No ELF program header.');
    expect(reasonOf(file([{ type: 3 }, {}]))).toBe('ENOEXEC: Requires an ELF interpreter.');
    expect(reasonOf(new Uint8Array(64))).toBe('ENOEXEC: no ELF file');
  });

  it('riscv64 2.2: is its loadable parts, by file or by record', () => {
    const kernel = elfFormat.parse(file([{}, { type: 4 }, { paddr: 0x1000n }]));
    if (!isRiscvElf(kernel)) throw new TypeError('no ELF');
    expect(kernel.loads.map(({ paddr, memsz }) => [paddr, memsz])).toEqual([
      [0, 0x2000],
      [0x1000, 0x2000],
    ]);
    const record = { type: 1, flags: 5, offset: '0x0', vaddr: '0xffffffff80000000', align: '0x1000' };
    const program_headers = kernel.loads.map(({ paddr }) => ({
      ...record,
      vaddr: `0x${(0xffff_ffff_8000_0000n + BigInt(paddr)).toString(16)}`,
      paddr: `0x${paddr.toString(16)}`,
      filesz: '0x0',
      memsz: '0x2000',
    }));
    const fromRecord = elfFormat.fromRecord({
      file_size: kernel.fileSize,
      entry: '0xffffffff80000000',
      program_headers,
    });
    expect(fromRecord).toEqual(kernel);
  });

  it('a record without parts, or with a broken number, says where it is broken', () => {
    expect(() => elfFormat.fromRecord({ file_size: 1, entry: '0x0' })).toThrow(FormatError);
    const broken = { file_size: 1, entry: 'start', program_headers: [] };
    expect(() => elfFormat.fromRecord(broken)).toThrow(/entry is "start"/);
    expect(() => elfFormat.fromRecord({ ...broken, entry: '0x0' })).toThrow(/no PT_LOAD/);
  });
});
