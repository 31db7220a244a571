import { security } from '@warmboot/core';
import { address, flag, text } from './schema-parts.js';

/** What kexec(8) is told of a load, whichever system call it makes. */
export const LOAD_PROPERTIES = {
  panic: flag('-p: a crash image.'),
  initrd: flag('Whether --initrd is given. Default true.'),
  'mem-min': address('--mem-min: the lowest address for segments.'),
  'mem-max': address('--mem-max: the highest address for segments, inclusive: `dimm1.last`.'),
  entry: address('--entry: where the jump goes instead. Only kexec_load looks at it.'),
  type: text(
    '-t: the type that the kernel file must be of, as kexec(8) names it. Only kexec_load looks at it.',
  ),
  dtb: text(
    "--dtb: a devicetree instead of the running machine's, a file relative to this one. Only kexec_load takes it.",
  ),
  'no-checks': flag('-i: the purgatory does not look at the digest. Only kexec_load knows it.'),
  hotplug: flag('--hotplug: the kernel may keep the ELF header of the crash image up to date (Linux 6.6).'),
  'preserve-context': flag(
    '--load-preserve-context: the running kernel is kept for a way back. Needs call: -c and mem-max.',
  ),
  signature: {
    enum: [...security.SIGNATURES],
    description: 'The signature of the kernel file, where the kernel looks at it. Default trusted.',
  },
  'ima-signed': flag('Whether the kernel file has an IMA signature. Default false.'),
  debug: flag('-d: the kernel is told too, by kexec-tools 2.0.32, and 6.1 does not know such a flag.'),
  'reuse-cmdline': flag('--reuse-cmdline. Default true unless append or command-line is given.'),
  append: text('--append: after what is reused.'),
  'command-line': text('--command-line: the whole line.'),
} as const;
