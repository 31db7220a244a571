import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { askAcpiexec, hasAcpiexec, hasIasl } from './acpiexec.js';
import { aslOf, methodName } from './case.js';
import { subjects } from './subjects.js';

const here = fileURLToPath(new URL('./tables/', import.meta.url));
const missing = hasIasl && hasAcpiexec ? '' : ' (skipped: no iasl or acpiexec)';
/** `UPDATE_CONFORMANCE=1` writes the tables and the answers instead of checking them. */
const update = process.env['UPDATE_CONFORMANCE'] === '1';

const keep = (file: string, content: string | Uint8Array): void => {
  const path = join(here, file);
  if (update) writeFileSync(path, content);
  const stored =
    typeof content === 'string' ? readFileSync(path, 'utf8') : new Uint8Array(readFileSync(path));
  expect(stored, file).toEqual(content);
};

describe.skipIf(!hasIasl || !hasAcpiexec)(
  `conformance tables are what iasl and acpiexec make of the cases${missing}`,
  () => {
    const work = mkdtempSync(join(tmpdir(), 'aml-'));

    it.concurrent.each(subjects.map((subject) => [subject.name, subject] as const))(
      '%s',
      async (name, subject) => {
        const source = join(work, `${name}.asl`);
        const asl = aslOf(subject);
        writeFileSync(source, asl);
        keep(`${name}.asl`, asl);
        for (const width of [32, 64]) {
          const table = join(work, `${name}-${width}`);
          // -f: some cases are wrong on purpose, and the compiler would refuse them.
          const revision = width === 32 ? '1' : '2';
          const compiler = spawnSync('iasl', ['-oa', '-f', '-vi', '-r', revision, '-p', table, source], {
            encoding: 'utf8',
          });
          const bytes = new Uint8Array(readFileSync(`${table}.aml`));
          expect(bytes[8], compiler.stdout).toBe(Number(revision));
          keep(`${name}-${width}.aml`, bytes);
          const paths = subject.cases.map((_, index) => `\\${methodName(index)}`);
          const answers = await askAcpiexec(`${table}.aml`, paths);
          const lines = paths.map((path, index) => `${path} ${answers[index] ?? 'unanswered'}`);
          keep(`${name}-${width}.txt`, `${lines.join('\n')}\n`);
        }
      },
    );
  },
);
