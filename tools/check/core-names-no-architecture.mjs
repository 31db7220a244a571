// What an architecture does differently is said by its plugin. A model that mentions one has it in the wrong room.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ARCHITECTURE =
  /\b(arm|arm64|aarch64|armv\d\w*|x86|x86_64|x64|amd64|i[3-6]86|e820|riscv\w*|s390x?|ppc\w*|powerpc\w*|loongarch\w*|mips\w*|sparc\w*)\b/gi;

/** Every mention below `folder`, as `file:line: word`. */
export const architecturesNamedIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      return lines.flatMap((line, index) =>
        // `_` is a word character, so that `X86_64_LIMIT` would hide its name.
        [...line.replaceAll('_', ' ').matchAll(ARCHITECTURE)].map(
          ([word]) => `${name}:${index + 1}: ${word}`,
        ),
      );
    });
