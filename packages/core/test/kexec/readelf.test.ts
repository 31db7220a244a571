import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CoreHeader } from '../../src/crash/elfcorehdr.js';
import { kernelCoreHeaderRoom, readCoreHeader, writeCoreHeader } from '../../src/crash/elfcorehdr.js';
import { GiB, MiB } from '@warmboot/address';
import { vmcoreHeaders } from '../../src/crash/vmcore.js';

const hasReadelf = spawnSync('readelf', ['--version']).status === 0;
const why = hasReadelf ? '' : ' (skipped: readelf of binutils is not installed)';

const wide = (text: number): bigint => BigInt(text);

const headerOf = (machine: number): CoreHeader => ({
  machine,
  notes: [
    { address: 0x3f80_1000, size: 368 },
    { address: 0x3f80_2000, size: 368 },
    { address: 0x20e_c000, size: 4132 },
  ],
  loads: [
    { paddr: wide(16 * MiB), vaddr: 0xffff_ffff_8100_0000n, size: wide(32 * MiB) },
    { paddr: wide(MiB), vaddr: 0xffff_8880_0010_0000n, size: wide(511 * MiB) },
    { paddr: wide(4 * GiB), vaddr: 0xffff_8881_0000_0000n, size: wide(GiB) },
  ],
});

const directory = hasReadelf ? mkdtempSync(join(tmpdir(), 'warmboot-')) : undefined;
afterAll(() => {
  if (directory !== undefined) rmSync(directory, { recursive: true });
});

const readelf = (bytes: Uint8Array): string => {
  const file = join(directory!, 'core');
  writeFileSync(file, bytes);
  return execFileSync('readelf', ['--file-header', '--program-headers', '--wide', file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
};

/** `LOAD 0x.. 0x.. 0x.. 0x.. 0x.. RWE 0`: type, offset, vaddr, paddr, filesz, memsz. */
const programHeaders = (listing: string) =>
  [...listing.matchAll(/^ +(NOTE|LOAD) +((?:0x[0-9a-f]+ +){5})/gm)].map(([, type, numbers]) => {
    const [offset, vaddr, paddr, size, memsz] = numbers!.trim().split(/ +/).map(BigInt);
    return { type, offset, vaddr, paddr, size, memsz };
  });

/** What the bytes hold, in the order of their program headers. */
const listed = (bytes: Uint8Array) => {
  const { notes, loads } = readCoreHeader(bytes);
  return [
    ...notes.map(({ address, size }) => ({ type: 'NOTE', paddr: wide(address), size: wide(size) })),
    ...loads.map(({ paddr, vaddr, size, offset = paddr }) => ({ type: 'LOAD', paddr, vaddr, size, offset })),
  ];
};

describe.skipIf(!hasReadelf)(`readelf reads what is written${why}`, () => {
  test.each([
    [62, 'Advanced Micro Devices X86-64'],
    [183, 'AArch64'],
  ])('core 5.1 the ELF core header of machine %i', (machine, name) => {
    const header = headerOf(machine);
    const bytes = writeCoreHeader(header, kernelCoreHeaderRoom(2, 3));
    const listing = readelf(bytes);
    expect(listing).toMatch(/Type: +CORE/);
    expect(listing).toContain(name);
    expect(programHeaders(listing)).toHaveLength(header.notes.length + header.loads.length);
    expect(programHeaders(listing)).toMatchObject(listed(bytes));
  });

  test.each([
    [20, { bits: 32, byteOrder: 'big' }, 'ELF32', 'big endian', 'PowerPC'],
    [40, { bits: 32, byteOrder: 'little' }, 'ELF32', 'little endian', 'ARM'],
    [22, { bits: 64, byteOrder: 'big' }, 'ELF64', 'big endian', 'IBM S/390'],
  ] as const)(
    'core headers of machine %i, as wide as it has them, and its dump',
    (machine, format, ...says) => {
      const header: CoreHeader = {
        machine,
        format,
        notes: [{ address: 0x20e_c000, size: 4132 }],
        loads: [{ paddr: wide(16 * MiB), vaddr: 0xc100_0000n, size: wide(32 * MiB) }],
      };
      const bytes = writeCoreHeader(header, kernelCoreHeaderRoom(2, 3));
      const dump = vmcoreHeaders(bytes, 4096);
      for (const file of [bytes, dump]) for (const word of says) expect(readelf(file)).toContain(word);
      expect(programHeaders(readelf(bytes))).toMatchObject(listed(bytes));
      expect(programHeaders(readelf(dump))[1]).toMatchObject({ paddr: wide(16 * MiB), size: wide(32 * MiB) });
    },
  );

  test('fs/proc/vmcore.c: the headers of /proc/vmcore, notes merged and offsets in the file', () => {
    const header = headerOf(62);
    const bytes = vmcoreHeaders(writeCoreHeader(header, kernelCoreHeaderRoom(2, 3)), 4096);
    const found = programHeaders(readelf(bytes));
    expect(found.map(({ type }) => type)).toEqual(['NOTE', 'LOAD', 'LOAD', 'LOAD']);
    expect(found).toMatchObject(listed(bytes).map(({ type, size }) => ({ type, size, memsz: size })));
    expect(found.slice(1)).toMatchObject(
      header.loads.map(({ paddr, vaddr, size }) => ({ paddr, vaddr, size })),
    );
    let end = 0n;
    for (const { offset, size } of found) {
      expect(offset! >= end && offset! % 4096n === 0n).toBe(true);
      end = offset! + size!;
    }
  });
});
