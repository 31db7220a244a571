import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Framework } from '@warmboot/core';
import {
  answerCrashKernel,
  answerLoad,
  captureFiles,
  explainWords,
  inspect,
  machineIn,
  showExplanation,
  showLoad,
  showReservations,
  showWords,
  standardPlugins,
} from '@warmboot/answers';
import { linesOn } from '@warmboot/answers/text';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { warmboot } from './warmboot.js';

/*
 * What a page can say without Node is what the command prints, to the letter: the command adds files and statuses, and no
 * rule of its own.
 */

const root = fileURLToPath(new URL('../../../', import.meta.url));
const framework = new Framework(standardPlugins);
const architectures = framework.architectures.all().map(({ name }) => name);

const RECORDING = 'captures/x86_64-efi-load';
const MACHINES = readdirSync(join(root, 'examples/machines'))
  .filter((name) => !name.endsWith('.md'))
  .map((name) => `examples/machines/${name}`);

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

describe('inspect', () => {
  const files = readdirSync(join(root, RECORDING)).map((name) => join(root, RECORDING, name));
  it.each([...files.filter((path) => statSync(path).isFile()), ...MACHINES.map((name) => join(root, name))])(
    '%s',
    async (path) => {
      const { status, out } = await warmboot('inspect', path);
      if (status === 2) {
        await expect(inspect(read(path), { framework, architectures, path })).rejects.toBeInstanceOf(
          FormatError,
        );
        return;
      }
      const explanation = await inspect(read(path), { framework, architectures, path });
      expect(linesOn((paper) => showExplanation(paper, explanation, { all: false })).join('\n')).toBe(out);
    },
  );
});

describe('load', () => {
  it.each(MACHINES)('%s', async (name) => {
    const path = join(root, name);
    const record = machineIn(framework, await captureFiles(read(path), path), path);
    const question = { image: 'normal', reuseCommandLine: false, debug: false, tools: '2.0.32' } as const;
    const prediction = answerLoad(framework, record, {
      ...question,
      tools: record.kexecTools ?? question.tools,
    });
    const title = `${name.split('/').at(-1)}: ${record.kernel}`;
    for (const all of [false, true]) {
      const lines = linesOn((paper) =>
        showLoad(paper, prediction, question, title, { all, assumed: record.assumed }),
      );
      expect(lines.join('\n')).toBe((await warmboot('load', path, ...(all ? ['--all'] : []))).out);
    }
  });
});

it.each(['256M', '4G 512M,low', '1G-64G:256M,64G-:512M'])('crashkernel %s', async (spec) => {
  const { cmdline, outcomes } = answerCrashKernel(framework, {
    spec,
    subject: { kind: 'ram', bytes: 2 ** 36 },
    architectures,
  });
  const lines = linesOn((paper) => showReservations(framework, paper, cmdline, outcomes));
  expect(lines.join('\n')).toBe((await warmboot('crashkernel', ...spec.split(' '), '--ram=64G')).out);
});

it.each(['EINVAL', 'locate_hole failed', 'kho=on'])('explain %s', async (words) => {
  const lines = linesOn((paper) => showWords(paper, explainWords(framework, words)));
  expect(lines.join('\n')).toBe((await warmboot('explain', words)).out);
});
