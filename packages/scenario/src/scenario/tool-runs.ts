import type { Action, Architecture, ChosenLoad, LoadRequest, Machine } from '@warmboot/core';
import { kexecTools, uapi } from '@warmboot/core';

import type { Resolved } from './resolved.js';
import { refusedByPlatform, toolFailure } from './answer.js';

interface Run {
  /** What it read; nothing for kexec_file_load, which leaves that to the kernel. */
  readonly seen?: Machine;
  readonly request: LoadRequest;
  readonly chosen?: ChosenLoad;
  /** Its system call has begun. */
  readonly entered?: true;
}

/** Runs of kexec(8) that are told piece by piece: what each of them read, and what it chose. */
export class ToolRuns {
  readonly #architecture: Architecture;
  readonly #runs = new Map<string, Run>();

  constructor(architecture: Architecture) {
    this.#architecture = architecture;
  }

  begin(name: string, seen: Machine, request: LoadRequest): Resolved {
    this.#runs.set(name, { seen, request });
    return { actions: [] };
  }

  /** By what was read when the run began, whatever the machine is by now. */
  choose(name: string): Resolved {
    const chosen = this.#chosen(name);
    if (chosen === undefined) return notBegun(name);
    return chosen.ok ? { actions: [] } : { refused: toolFailure(chosen.output) };
  }

  /** The system call begins. */
  enter(name: string): Resolved {
    const chosen = this.#chosen(name);
    if (chosen === undefined) return notBegun(name);
    if (!chosen.ok) return { refused: toolFailure(chosen.output) };
    const run = this.#runs.get(name)!;
    this.#runs.set(name, { ...run, entered: true });
    return { actions: [{ kind: 'load-enter', image: run.request.type, call: 'kexec_load' }] };
  }

  /** kexec_file_load begins: the kernel itself will read what there is. */
  enterFileLoad(name: string, request: LoadRequest): Resolved {
    this.#runs.set(name, { request, entered: true });
    return { actions: [{ kind: 'load-enter', image: request.type, call: 'kexec_file_load' }] };
  }

  finish(name: string): Resolved {
    const run = this.#runs.get(name);
    if (run === undefined) return notBegun(name);
    const { seen, request } = run;
    const chosen = seen === undefined ? undefined : this.#chosen(name);
    if (chosen?.ok === false) return { refused: toolFailure(chosen.output) };
    const entered = run.entered === undefined ? {} : { entered: run.entered };
    const flags = request.type === 'crash' ? uapi.KEXEC_FILE_ON_CRASH : 0;
    const action: Action =
      chosen === undefined
        ? { kind: 'file-load', call: { flags, request }, ...entered }
        : { kind: 'raw-load', call: chosen.call, ...entered };
    const path = chosen === undefined ? 'kexec_file_load' : 'kexec_load';
    return { actions: [action], command: { kind: 'kexec-load', path, request } };
  }

  #chosen(name: string): ChosenLoad | undefined {
    const run = this.#runs.get(name);
    if (run?.seen === undefined) return undefined;
    const chosen = run.chosen ?? kexecTools.choose(this.#architecture, run.seen, run.request);
    this.#runs.set(name, { ...run, chosen });
    return chosen;
  }
}

/** On this architecture the step that begins it is left out. */
const notBegun = (name: string): Resolved => ({
  refused: refusedByPlatform('ENOENT', `no run of kexec called ${name} has begun`),
});
