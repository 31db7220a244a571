import type { Action, KexecImageType, MachineEvent, Policy } from '@warmboot/core';

/** Events after which udev hears of memory that came or went. */
const MEMORY_EVENTS: ReadonlySet<MachineEvent['type']> = new Set([
  'memory:added',
  'memory:removed',
  'memory:online',
  'memory:offline',
]);

type Load = Extract<Action, { kind: 'kexec-load' }>;

/**
 * The udev rule of distributions: what kexec(8) loaded is loaded again after memory came or went, by the same command
 * line. It remembers what to load, also when the kernel dropped the image meanwhile.
 */
export class UdevRule {
  readonly #inForce: boolean;
  readonly #loads = new Map<KexecImageType, Load>();

  constructor(policies: readonly Policy[]) {
    this.#inForce = policies.some(({ userSpace }) => userSpace?.reloadsOnMemoryEvents === true);
  }

  /** Takes note of what users load and unload. */
  remember(action: Action): void {
    if (action.kind === 'kexec-load') this.#loads.set(action.request.type, action);
    if (action.kind === 'kexec-unload') this.#loads.delete(action.image);
    if (action.kind === 'kexec-exec' || action.kind === 'crash') this.#loads.clear();
  }

  /** What the rule does about what happened. */
  answer(events: readonly MachineEvent[]): readonly Load[] {
    if (!this.#inForce || !events.some(({ type }) => MEMORY_EVENTS.has(type))) return [];
    return [...this.#loads.values()];
  }
}
