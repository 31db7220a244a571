import type {
  KernelImage,
  KexecImageType,
  LoadFacts,
  LoadPath,
  LoadRequest,
  Machine,
  ToolProfile,
} from '@warmboot/core';
import { kexecTools } from '@warmboot/core';
import { requireSize } from '@warmboot/address';

import { parseVmcoreinfo } from '../capture/kexec-files.js';
import type { RecordedArguments, Trace } from './trace.js';

/** Where recorders keep the kernel that they load. */
export const KERNEL_FILE = '/boot/kernel';

/** Words of a shell command; quotes of either kind keep blanks together. */
export const shellWords = (text: string): string[] =>
  (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) => word.replaceAll(/["']/g, ''));

const LOAD_PATHS: readonly (readonly [string, LoadPath])[] = [
  ['-c', 'kexec_load'],
  ['-s', 'kexec_file_load'],
  ['-a', 'auto'],
];

/** The last of the options that say so; what the tool does when nothing was said is its release's (core R7.10). */
const pathOf = (words: readonly string[], { defaultPath }: ToolProfile): LoadPath => {
  const said = words.findLast((word) => LOAD_PATHS.some(([option]) => option === word));
  return LOAD_PATHS.find(([option]) => option === said)?.[1] ?? defaultPath;
};

/** The value of an option in its two forms, `--name=value` and `--name value`; the last one counts. */
const lastValue = (words: readonly string[], ...names: readonly string[]): string | undefined => {
  const at = words.findLastIndex((word) =>
    names.some((name) => word === name || word.startsWith(`${name}=`)),
  );
  const word = words[at];
  if (word === undefined) return undefined;
  return names.includes(word) ? words[at + 1] : word.slice(word.indexOf('=') + 1);
};

const sizes = ({ bufsz, memsz }: { readonly bufsz: string; readonly memsz: string }, field: string) => ({
  bufsz: requireSize(bufsz, 'trace', `${field}.bufsz`),
  memsz: requireSize(memsz, 'trace', `${field}.memsz`),
});

/** What a recording knows about the files and tools that its loads used. */
export const loadFacts = (trace: Trace, kernel: KernelImage): LoadFacts => ({
  kernel,
  kernelPath: KERNEL_FILE,
  tool: kexecTools.profile(trace.tools['kexec-tools'] ?? kexecTools.V2_0_25.release),
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
  // Recorded or not, a machine that somebody uses has gathered its entropy; a replayed step says for itself.
  randomReady: true,
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
    const value = lastValue(words, name);
    return value === undefined ? undefined : requireSize(value, 'trace', `opts ${name}`);
  };
  const said = (...names: readonly string[]): boolean => names.some((name) => words.includes(name));
  const fileType = lastValue(words, '-t', '--type');
  const entry = lastValue(words, '--entry');
  const memMin = bound('--mem-min');
  const memMax = bound('--mem-max');
  return {
    path: pathOf(words, facts.tool ?? kexecTools.V2_0_25),
    request: {
      ...kexecTools.request(facts, {
        type,
        cmdline: kexecTools.nextCommandLine(
          machine.kernel.cmdline,
          {
            reuse: words.includes('--reuse-cmdline'),
            append: lastValue(words, '--append', '--command-line'),
            commandLine: undefined,
          },
          type === 'crash',
        ),
        withInitrd: initrd,
        ...(memMin === undefined ? {} : { memMin }),
        ...(memMax === undefined ? {} : { memMax }),
      }),
      ...(fileType === undefined ? {} : { fileType }),
      ...(entry === undefined ? {} : { entry: BigInt.asUintN(64, BigInt(entry)) }),
      ...(said('-i', '--no-checks') ? { skipChecks: true } : {}),
      ...(said('--hotplug') ? { hotplug: true } : {}),
      ...(said('--load-preserve-context') ? { preserveContext: true } : {}),
    },
  };
};
