import type { KernelImage, KexecImageType, LoadFacts, LoadPath, LoadRequest, Machine } from '@warmboot/core';
import { loadRequest, nextCommandLine, requireSize } from '@warmboot/core';
import { parseVmcoreinfo } from '../capture/kexec-files.js';
import type { RecordedArguments, Trace } from './trace.js';

/** Words of a shell command; quotes of either kind keep blanks together. */
export const shellWords = (text: string): string[] =>
  (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) => word.replaceAll(/["']/g, ''));

const optionValue = (words: readonly string[], name: string): string | undefined =>
  words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

const LOAD_PATHS: readonly (readonly [string, LoadPath])[] = [
  ['-c', 'kexec_load'],
  ['-s', 'kexec_file_load'],
  ['-a', 'auto'],
];

/** Before 2.0.27 the tool used kexec_load when nothing was said (core R7.10). */
const pathOf = (words: readonly string[]): LoadPath =>
  LOAD_PATHS.find(([option]) => words.includes(option))?.[1] ?? 'kexec_load';

const sizes = ({ bufsz, memsz }: { readonly bufsz: string; readonly memsz: string }, field: string) => ({
  bufsz: requireSize(bufsz, 'trace', `${field}.bufsz`),
  memsz: requireSize(memsz, 'trace', `${field}.memsz`),
});

/** What a recording knows about the files and tools that its loads used. */
export const loadFacts = (trace: Trace, kernel: KernelImage): LoadFacts => ({
  kernel,
  initrd: { fileSize: trace.initrd.file_size },
  purgatory: sizes(trace.tools.purgatory, 'tools.purgatory'),
  kernelPurgatory:
    trace.tools.kernel_purgatory && sizes(trace.tools.kernel_purgatory, 'tools.kernel_purgatory'),
  crashNotes: trace.crash_notes.map(({ cpu, address, size }) => ({
    cpu,
    address: Number.parseInt(address, 16),
    size: Number(size),
  })),
  vmcoreinfo: parseVmcoreinfo(trace.vmcoreinfo),
  randomReady: false,
});

/** `kexec -d <opts> <kind> kernel [--initrd] <cmdline>`. */
export const kexecLoadArguments = (
  machine: Machine,
  facts: LoadFacts,
  { opts = '', kind = '-l', cmdline = '', initrd = false }: RecordedArguments,
): { readonly path: LoadPath; readonly request: LoadRequest } => {
  const words = shellWords(`${opts} ${kind} ${cmdline}`);
  const type: KexecImageType = words.includes('-p') ? 'crash' : 'normal';
  const bound = (name: string): number | undefined => {
    const value = optionValue(words, name);
    return value === undefined ? undefined : requireSize(value, 'trace', `opts --${name}`);
  };
  const memMin = bound('mem-min');
  const memMax = bound('mem-max');
  return {
    path: pathOf(words),
    request: loadRequest(facts, {
      type,
      cmdline: nextCommandLine(
        machine.kernel.cmdline,
        {
          reuse: words.includes('--reuse-cmdline'),
          append: optionValue(words, 'append'),
          commandLine: optionValue(words, 'command-line'),
        },
        type === 'crash',
      ),
      withInitrd: initrd,
      ...(memMin === undefined ? {} : { memMin }),
      ...(memMax === undefined ? {} : { memMax }),
    }),
  };
};
