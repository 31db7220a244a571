// The whole command on files that somebody broke: whatever is in them, it ends with a status and a sentence.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, terminalOn } from 'warmboot';
import { target as capture } from './capture.mjs';
import { target as inspected } from './inspect.mjs';
import { target as scenario } from './scenario.mjs';
import { target as trace } from './trace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'warmboot fuzz '));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What people do with each kind of file. */
const USES = [
  {
    part: inspected,
    uses: [
      ['inspect', 'FILE'],
      ['inspect', 'FILE', '--json'],
    ],
  },
  {
    part: scenario,
    uses: [
      ['run', 'FILE', '--arch', 'arm64', '--policy', 'notifier-corrected'],
      ['run', 'FILE', '--arch', 'x86_64', '--json'],
      ['compare', 'FILE', '--arch', 'arm64', '--arch', 'x86_64'],
    ],
  },
  { part: trace, uses: [['replay', 'FILE', '--check']] },
  {
    part: capture,
    uses: [
      ['inspect', 'FILE'],
      ['load', 'FILE'],
      ['load', 'FILE', '-s', '--all'],
      ['crashkernel', '1G,high', '--machine', 'FILE'],
    ],
  },
];

const origins = new Map();

const kindOf = (bytes) => {
  if (bytes[0] === 0x7b) return 2;
  if (String.fromCharCode(...bytes.subarray(257, 262)) === 'ustar') return 3;
  return /^(#|name:)/.test(String.fromCharCode(...bytes.subarray(0, 5))) ? 1 : 0;
};

export const target = {
  room: 'cli',
  corpus: async () => {
    const all = [];
    for (const { part } of USES) {
      const inputs = await part.corpus();
      for (const input of inputs) origins.set(input, [part, inputs]);
      all.push(...inputs);
    }
    return all;
  },
  mutate: (random, input, corpus) => {
    const [part, inputs] = origins.get(input) ?? [inspected, corpus];
    return part.mutate(random, input, inputs);
  },
  run: (bytes) => {
    const kind = kindOf(bytes);
    const file = join(folder, ['file.bin', 'story.yaml', 'trace.json', 'capture.tar'][kind]);
    return USES[kind].uses.map((words) => async () => {
      writeFileSync(file, bytes);
      const silent = terminalOn(
        () => undefined,
        () => undefined,
      );
      const status = await main(
        words.map((word) => (word === 'FILE' ? file : word)),
        silent,
      );
      if (![0, 1, 2].includes(status)) throw new Error(`exit status ${status}`);
    });
  },
};
