import type {
  InitrdImage,
  Kernel,
  KernelFileReport,
  KernelImage,
  KexecImage,
  LoadFacts,
  LoadOutcome,
  LoadPath,
  LoadRequest,
  LogLine,
  Machine,
  ToolProfile,
  ToolTake,
} from '@warmboot/core';
import { kexecTools } from '@warmboot/core';

import type { LoadQuestion } from './load-question.js';

/** What kexec(8) answered, and what is loaded now. */
export interface LoadAnswer {
  /** What each loader says of the kernel file; absent for the machine's own kernel. */
  readonly report: KernelFileReport | undefined;
  /** The command line that the next kernel gets. */
  readonly cmdline: string;
  readonly path: LoadPath;
  readonly tool: LoadOutcome;
  /** Why, in words, where the tool gave up before it asked the kernel. */
  readonly reason: string | undefined;
  readonly log: readonly LogLine[];
  /** The machine after the load. */
  readonly machine: Machine;
  readonly image: KexecImage | undefined;
}

interface Attempt {
  readonly tool: LoadOutcome;
  readonly reason?: string;
  readonly log: readonly LogLine[];
  readonly machine: Machine;
}

/** Asks kexec(8) to load a kernel on a machine. The machine that is given stays as it is. */
export const answerLoad = (
  kernel: Kernel,
  machine: Machine,
  facts: LoadFacts,
  question: LoadQuestion,
): LoadAnswer => {
  const profile = kexecTools.profile(question.tools);
  const path = question.path ?? profile.defaultPath;
  const { image, kernel: file, reuseCommandLine: reuse, append, commandLine } = question;
  const cmdline = kexecTools.nextCommandLine(
    machine.kernel.cmdline,
    { reuse, append, commandLine },
    image === 'crash',
  );
  const report = file && reportOf(kernel, machine, question, path);
  const run = new Run(kernel, machine, facts, { ...question, path, profile, cmdline, report });
  const { reason, ...made } = run.attempt();
  return {
    report,
    cmdline,
    path,
    reason,
    ...made,
    image: made.tool.status === 0 ? made.machine.kexec[image] : undefined,
  };
};

/** `-t` asks one row alone, and only kexec_load looks at it. A file that the row does not take is probed by all. */
const reportOf = (
  { architecture }: Kernel,
  machine: Machine,
  { kernel: file, tools, fileType: type }: LoadQuestion,
  path: LoadPath,
): KernelFileReport => {
  const bytes = file?.bytes ?? new Uint8Array();
  const asked =
    type === undefined || path === 'kexec_file_load'
      ? undefined
      : kexecTools.examine(architecture, machine, bytes, { tools, type });
  return asked?.file === undefined ? kexecTools.examine(architecture, machine, bytes, { tools }) : asked;
};

interface RunOptions extends Omit<LoadQuestion, 'path'> {
  readonly path: LoadPath;
  readonly profile: ToolProfile;
  readonly cmdline: string;
  readonly report: KernelFileReport | undefined;
}

/** One run of kexec(8), from the file to the system call. */
class Run {
  readonly #kernel: Kernel;
  readonly #machine: Machine;
  readonly #facts: LoadFacts;
  readonly #options: RunOptions;

  constructor(kernel: Kernel, machine: Machine, facts: LoadFacts, options: RunOptions) {
    this.#kernel = kernel;
    this.#machine = machine;
    this.#facts = facts;
    this.#options = options;
  }

  attempt(): Attempt {
    const { report, path, kernel: file, fileType } = this.#options;
    if (report === undefined || file === undefined) return this.#call(this.#facts.kernel, path);
    const wrong =
      fileType === undefined || path === 'kexec_file_load' ? undefined : this.#wrongType(fileType);
    if (wrong !== undefined) return this.#gaveUp(kexecTools.FAILED, [wrong]);
    if (report.file === undefined) {
      return this.#gaveUp(kexecTools.FAILED, [`Cannot determine the file type of ${file.path}`]);
    }
    const { handed, placed } = report.file;
    if (path === 'kexec_load') return this.#take(placed, path);
    if (!handed.ok || path === 'kexec_file_load') return this.#take(handed, 'kexec_file_load');
    if (placed.ok && placed.kernel === handed.kernel) return this.#call(handed.kernel, path);
    // The two ways load different things, so what -a does is done in two steps.
    const first = this.#call(handed.kernel, 'kexec_file_load');
    return first.tool.status === 0 ? first : this.#take(placed, 'kexec_load');
  }

  /** kexec/kexec.c: my_load. */
  #wrongType(wanted: string): string | undefined {
    const { report, tools } = this.#options;
    const { kernelFiles } = this.#kernel.architecture;
    const known =
      kernelFiles === undefined ? [] : kexecTools.fileTypes(kernelFiles, tools).map(({ name }) => name);
    if (!known.includes(wanted)) return `Unsupported kernel type ${wanted}`;
    if (report?.type === wanted || report?.type === undefined) return undefined;
    return `Wrong file type ${wanted}, file matches type ${report.type}`;
  }

  #take(take: ToolTake, path: LoadPath): Attempt {
    if (take.ok) return this.#call(take.kernel, path);
    const { kernel: file } = this.#options;
    const status = take.said.length === 0 ? kexecTools.FAILED : kexecTools.DIED;
    return this.#gaveUp(status, [...take.said, `Cannot load ${file?.path ?? 'the kernel'}`], take.reason);
  }

  #gaveUp(status: number, output: readonly string[], reason?: string): Attempt {
    return {
      tool: { status, output },
      ...(reason === undefined ? {} : { reason }),
      log: [],
      machine: this.#machine,
    };
  }

  #call(kernel: KernelImage, path: LoadPath): Attempt {
    const action = { kind: 'kexec-load', path, request: this.#request(kernel) } as const;
    const step = this.#kernel.apply<'kexec-load'>(withoutSections(this.#machine, kernel), action);
    return { tool: step.result, log: step.log, machine: step.machine };
  }

  #request(kernel: KernelImage): LoadRequest {
    const { image, memMin, memMax, entry, dtb, debug, profile, fileType, cmdline, report } = this.#options;
    const { kernel: file, signature } = this.#options;
    const initrd = this.#options.initrd ?? initrdIn(report);
    const types = this.#kernel.architecture.userSpaceLoader?.fileTypesOf?.(kernel);
    return {
      ...kexecTools.request(
        { ...this.#facts, kernel, initrd: initrd ?? { fileSize: 0 } },
        {
          type: image,
          cmdline,
          withInitrd: initrd !== undefined,
          ...(memMin === undefined ? {} : { memMin }),
          ...(memMax === undefined ? {} : { memMax }),
        },
      ),
      tool: profile,
      debug,
      ...(signature === undefined ? {} : { signature }),
      ...(file === undefined ? {} : { kernelPath: file.path }),
      ...(entry === undefined ? {} : { entry }),
      ...(dtb === undefined ? {} : { dtb }),
      // What was unwrapped is of another type than the file.
      ...(fileType !== undefined && (file === undefined || types?.includes(fileType) === true)
        ? { fileType }
        : {}),
    };
  }
}

/** A unified kernel image brings its initrd. */
const initrdIn = (report: KernelFileReport | undefined): InitrdImage | undefined => {
  const bytes = report?.file?.initrd;
  return bytes && { fileSize: bytes.length };
};

/** Another kernel than the running one has sections that nobody told. */
const withoutSections = (machine: Machine, kernel: KernelImage): Machine =>
  kernel.fileSize === machine.kernel.image?.fileSize && kernel.format === machine.kernel.image.format
    ? machine
    : { ...machine, kernel: { ...machine.kernel, sections: [] } };
