import type {
  Errno,
  Kernel,
  KernelImage,
  LoadFacts,
  LogLine,
  Machine,
  RawSegment,
  Result,
} from '@warmboot/core';
import { ERRNO, strerror, kexecTools, memoryContent } from '@warmboot/core';

import { shellWords } from './load-arguments.js';

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly machine: Machine;
  readonly rc: number;
  readonly out: string;
  readonly log: readonly LogLine[];
}

/** Files that a recorded command may write, and what a write means. */
const WRITABLE: Readonly<Record<string, (kernel: Kernel, machine: Machine, word: string) => Written>> = {
  '/sys/devices/system/memory/auto_online_blocks': (kernel, machine, word) =>
    kernel.apply<'auto-online'>(machine, { kind: 'auto-online', word }),
  '/sys/kernel/kexec_crash_size': (kernel, machine, text) =>
    kernel.apply<'crash-size'>(machine, { kind: 'crash-size', text }),
  '/proc/sys/kernel/kexec_load_disabled': (kernel, machine, word) =>
    kernel.apply<'load-disabled'>(machine, { kind: 'load-disabled', value: Number(word) }),
};

interface Written {
  readonly machine: Machine;
  readonly result: Result;
  readonly log: readonly LogLine[];
}

const READABLE: Readonly<Record<string, (machine: Machine) => string>> = {
  '/proc/sys/kernel/kexec_load_disabled': ({ kexec }) => (kexec.loadDisabled ? '1' : '0'),
};

/** What busybox says about a write that the kernel refused. */
export const writeError = (errno: Errno): string => `sh: write error: ${strerror(errno)}`;

/** One line of the recorder's kload and kfile programs: the return code and errno of the system call. */
export const syscallLine = (result: Result): string =>
  result.ok ? 'rc=0 errno=0 OK' : `rc=-1 errno=${ERRNO[result.errno]} ${result.errno}`;

/** One kexec_load system call of the recorder's. */
export interface KloadCall {
  readonly entry: bigint;
  readonly flags: number;
  readonly segments: readonly RawSegment[];
}

/**
 * Memory and flags of `kload ENTRY FLAGS [MEM MEMSZ BUFSZ]...`.
 * @param fdtSegment number of the segment whose buffer begins with a devicetree
 */
export const kloadCall = (words: readonly string[], fdtSegment?: number | null): KloadCall => {
  const [, entry = '0', flags = '0', ...numbers] = words;
  const segments: RawSegment[] = [];
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    segments.push({
      mem: BigInt(numbers[at]!),
      memsz: BigInt(numbers[at + 1]!),
      bufsz: BigInt(numbers[at + 2]!),
      ...(segments.length === fdtSegment ? { kind: 'dtb' as const } : { content: memoryContent.ZEROS }),
    });
  }
  return { entry: BigInt(entry), flags: Number(flags), segments };
};

/**
 * The few commands that recordings run on their machine: writing and reading files of /sys and /proc, and the
 * recorder's programs for single system calls. Commands are separated by semicolons.
 */
export class RecordedShell {
  readonly #kernel: Kernel;
  readonly #kernelFiles: ReadonlyMap<string, KernelImage>;
  /** Files that the recorded commands made. */
  readonly #empty = new Set<string>();

  /** @param kernelFiles kernels on the recorded machine's disk, by path */
  constructor(kernel: Kernel, kernelFiles: ReadonlyMap<string, KernelImage>) {
    this.#kernel = kernel;
    this.#kernelFiles = kernelFiles;
  }

  /** @param facts what a load by these commands has at hand at this step */
  run(start: Machine, typed: string, facts: LoadFacts): CommandResult {
    const line = substituted(typed);
    let machine = start;
    let rc = 0;
    let out = '';
    const log: LogLine[] = [];
    for (const command of line.split(';').map((part) => part.trim())) {
      if (command === '') continue;
      const result = this.#command(machine, command, facts);
      ({ machine, rc } = result);
      out += result.out;
      log.push(...result.log);
    }
    return { machine, rc, out, log };
  }

  #command(machine: Machine, command: string, facts: LoadFacts): CommandResult {
    const [written, path] = command.split(/\s*>\s*/);
    const words = shellWords(written!);
    const quiet = { machine, log: [] };
    switch (words[0]) {
      case 'echo':
        return this.#write(machine, words.slice(1).join(' '), path);
      case 'cat':
        return this.#read(machine, words[1] ?? '');
      case 'grep':
        return this.#grep(machine, words.slice(1));
      case 'touch':
        for (const path of words.slice(1)) this.#empty.add(path);
        return { ...quiet, rc: 0, out: '' };
      case 'kload': {
        const step = this.#kernel.apply<'raw-load'>(machine, { kind: 'raw-load', call: kloadCall(words) });
        return answered(step.machine, step.result, step.log);
      }
      case 'kfile':
        return this.#fileLoad(machine, words, facts);
      case 'kexec':
        return this.#kexec(machine, words);
      default:
        throw new TypeError(`the recorded command ${JSON.stringify(command)} is none that a replay can run`);
    }
  }

  #write(machine: Machine, word: string, path: string | undefined): CommandResult {
    if (path === undefined) return { machine, rc: 0, out: `${word}\n`, log: [] };
    const target = WRITABLE[path];
    if (target === undefined) throw new TypeError(`a replay cannot write ${path}`);
    const { machine: after, result, log } = target(this.#kernel, machine, word);
    return {
      machine: after,
      rc: result.ok ? 0 : 1,
      // Recorders drop what a shell says of files that are not there, and this is how ENOENT reads.
      out: result.ok || result.errno === 'ENOENT' ? '' : `${writeError(result.errno)}\n`,
      log,
    };
  }

  #read(machine: Machine, path: string): CommandResult {
    const content = READABLE[path]?.(machine) ?? this.#kernel.observe(machine).sys[path];
    if (content === undefined) throw new TypeError(`a replay cannot read ${path}`);
    return { machine, rc: 0, out: `${content}\n`, log: [] };
  }

  /** `grep [-n] WORD /proc/iomem`. */
  #grep(machine: Machine, words: readonly string[]): CommandResult {
    const numbered = words.includes('-n');
    const [word = '', path] = words.filter((option) => option !== '-n');
    if (path !== '/proc/iomem') throw new TypeError(`a replay cannot search ${path}`);
    const lines = this.#kernel.observe(machine).iomem.split('\n');
    const found = lines.flatMap((line, index) =>
      line.includes(word) ? [`${numbered ? `${index + 1}:` : ''}${line}\n`] : [],
    );
    return { machine, rc: found.length === 0 ? 1 : 0, out: found.join(''), log: [] };
  }

  /** `kfile FLAGS KERNEL INITRD|- CMDLINE`: one kexec_file_load. */
  #fileLoad(machine: Machine, words: readonly string[], facts: LoadFacts): CommandResult {
    const [, flags = '0', kernel = '', initrd = '-', ...cmdline] = words;
    const request = kexecTools.request(
      { ...facts, kernel: this.#kernelAt(kernel) },
      { type: 'normal', cmdline: cmdline.join(' '), withInitrd: initrd !== '-' },
    );
    const step = this.#kernel.apply<'file-load'>(machine, {
      kind: 'file-load',
      call: { flags: Number(flags), request },
    });
    return answered(step.machine, step.result, step.log);
  }

  /** A recorded kernel, an empty file that was made on the way, or something that is no kernel at all. */
  #kernelAt(path: string): KernelImage {
    return (
      this.#kernelFiles.get(path) ?? {
        format: `no kernel (${path})`,
        fileSize: this.#empty.has(path) ? 0 : 1,
      }
    );
  }

  #kexec(machine: Machine, words: readonly string[]): CommandResult {
    if (!words.includes('-u')) throw new TypeError(`a replay cannot run ${words.join(' ')}`);
    const step = this.#kernel.apply<'kexec-unload'>(machine, {
      kind: 'kexec-unload',
      image: words.includes('-p') ? 'crash' : 'normal',
    });
    const said = this.#kernel.architecture.userSpaceLoader?.withoutOptions?.(machine) ?? [];
    return { machine: step.machine, rc: 0, out: said.map((line) => `${line}\n`).join(''), log: step.log };
  }
}

/** `$(yes WORD | head -LINES | tr -d '\\n')`: how a recorder makes an argument of a certain length. */
const substituted = (line: string): string =>
  line.replaceAll(/\$\(yes (\S+) \| head -(\d+) \| tr -d '\\n'\)/g, (_, word: string, lines: string) =>
    word.repeat(Number(lines)),
  );

const answered = (machine: Machine, result: Result, log: readonly LogLine[]): CommandResult => ({
  machine,
  rc: result.ok ? 0 : 1,
  out: `${syscallLine(result)}\n`,
  log,
});
