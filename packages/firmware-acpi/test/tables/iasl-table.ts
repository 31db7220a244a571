import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `iasl` made of a table: what it said, and the table that it compiled from its own disassembly. */
export interface Reading {
  /** The disassembly. */
  readonly source: string;
  /** Everything that was printed while disassembling. */
  readonly said: string;
  /** The exit status of the disassembler, then of the compiler. */
  readonly status: readonly (number | null)[];
  /** Undefined when the disassembly does not compile. */
  readonly compiled: Uint8Array | undefined;
}

/** Gives a table to `iasl -d` and the text that comes out back to `iasl`. */
export const readWithIasl = (bytes: Uint8Array): Reading => {
  const directory = mkdtempSync(join(tmpdir(), 'iasl-table-'));
  const path = (name: string): string => join(directory, name);
  try {
    writeFileSync(path('table.bin'), bytes);
    const apart = spawnSync('iasl', ['-d', 'table.bin'], { cwd: directory, encoding: 'utf8' });
    const source = readFileSync(path('table.dsl'), 'latin1');
    // -oa: the same code again, not better code.
    const options = ['-oa', '-vi', '-p', 'again', 'table.dsl'];
    const together = spawnSync('iasl', options, { cwd: directory, encoding: 'utf8' });
    return {
      source,
      said: apart.stdout + apart.stderr,
      status: [apart.status, together.status],
      compiled: together.status === 0 ? new Uint8Array(readFileSync(path('again.aml'))) : undefined,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
