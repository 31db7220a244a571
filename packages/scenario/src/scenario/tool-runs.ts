import type { Architecture, ChosenLoad, LoadRequest, Machine } from '@warmboot/core';
import { kexecTools } from '@warmboot/core';

import type { Resolved } from './resolved.js';
import { refusedByPlatform, toolFailure } from './answer.js';

interface Run {
  readonly seen: Machine;
  readonly request: LoadRequest;
  readonly chosen?: ChosenLoad;
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

  finish(name: string): Resolved {
    const chosen = this.#chosen(name);
    if (chosen === undefined) return notBegun(name);
    if (!chosen.ok) return { refused: toolFailure(chosen.output) };
    return {
      actions: [{ kind: 'raw-load', call: chosen.call }],
      command: { kind: 'kexec-load', path: 'kexec_load', request: this.#runs.get(name)!.request },
    };
  }

  #chosen(name: string): ChosenLoad | undefined {
    const run = this.#runs.get(name);
    if (run === undefined) return undefined;
    const chosen = run.chosen ?? kexecTools.choose(this.#architecture, run.seen, run.request);
    this.#runs.set(name, { ...run, chosen });
    return chosen;
  }
}

/** On this architecture the step that begins it is left out. */
const notBegun = (name: string): Resolved => ({
  refused: refusedByPlatform('ENOENT', `no run of kexec called ${name} has begun`),
});
