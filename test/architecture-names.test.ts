import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { architecturesNamedIn } from '../tools/check/core-names-no-architecture.mjs';

it.each([
  ['// as arm64 does', ['arm64']],
  ['const X86_64_LIMIT = 1;', ['X86']],
  ['const table = readE820(e820_table);', ['e820']],
  ['// RISCV, ppc64le and s390', ['RISCV', 'ppc64le', 's390']],
  ['const charm = alarm(harmless, 0x86);', []],
])('an architecture is found in %j', (line, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'warmboot-names-'));
  try {
    writeFileSync(join(folder, 'file.ts'), `\n${line}\n`);
    expect(architecturesNamedIn(folder)).toEqual(words.map((word) => `file.ts:2: ${word}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
