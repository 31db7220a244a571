import type { SummariseHandover } from '@warmboot/core/plugin';
import { memoryOf } from './command-line.js';
import { textOf } from './text.js';

/** What a load hands over: a line of text; memory is told by firmware, or by the line itself. */
export const summariseHandover: SummariseHandover = (segments) => {
  const bytes = segments.find(({ kind }) => kind === 'cmdline')?.bytes;
  if (bytes === undefined) return undefined;
  const cmdline = textOf(bytes);
  return {
    format: 'command line',
    facts: [{ name: 'command line', value: cmdline }],
    memory: (memoryOf(cmdline) ?? []).map((range) => ({ range, name: 'mem=' })),
  };
};
