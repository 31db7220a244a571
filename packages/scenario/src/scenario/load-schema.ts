import { address, flag, text } from './schema-parts.js';

/** What kexec(8) is told of a load, whichever system call it makes. */
export const LOAD_PROPERTIES = {
  panic: flag('-p: a crash image.'),
  initrd: flag('Whether --initrd is given. Default true.'),
  'mem-min': address('--mem-min: the lowest address for segments.'),
  'mem-max': address('--mem-max: the highest address for segments, inclusive: `dimm1.last`.'),
  entry: address('--entry: where the jump goes instead. Only kexec_load looks at it.'),
  'reuse-cmdline': flag('--reuse-cmdline. Default true unless append or command-line is given.'),
  append: text('--append: after what is reused.'),
  'command-line': text('--command-line: the whole line.'),
} as const;
