import type { Action, Machine } from '@warmboot/core';

import type { AtomicStep, Constants } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import { WHOLE_MACHINE } from '../model/footprint.js';

/** Where a call of reboot(LINUX_REBOOT_CMD_KEXEC) is: it holds the kexec lock, or has shut down the devices too. */
export type RebootRun = 'begun' | 'devices-down';

const BEGIN: Action = { kind: 'reboot-begin' };
const SHUTDOWN: Action = { kind: 'reboot-shutdown' };

/** reboot(LINUX_REBOOT_CMD_KEXEC) in the steps between which others act (core R4.11). */
export class Reboot {
  readonly #constants: Constants;
  readonly #begins: Footprint;
  readonly #shutsDown: Footprint;
  readonly #jumps: Footprint;

  constructor(constants: Constants, self: StateComponent) {
    this.#constants = constants;
    this.#begins = { reads: [...WHOLE_MACHINE.reads, self], writes: ['kexec', 'locks', self] };
    this.#shutsDown = { reads: ['kexec', 'locks', self], writes: ['kexec', self] };
    this.#jumps = { reads: [...WHOLE_MACHINE.reads, self], writes: [...WHOLE_MACHINE.writes, self] };
  }

  /**
   * The call: what can be checked is checked. None while another is in such a call.
   * @param after what becomes of the actor; undefined where it is refused
   */
  begin<L>(machine: Machine, after: (run: RebootRun | undefined) => L): AtomicStep<L> | undefined {
    if (this.blocked(undefined, machine) !== undefined) return undefined;
    return {
      id: 'reboot',
      label: 'calls reboot(LINUX_REBOOT_CMD_KEXEC), which takes the kexec lock',
      footprint: this.#begins,
      perform: (context) =>
        after(context.apply<'reboot-begin'>({ kind: 'reboot-begin' }).ok ? 'begun' : undefined),
    };
  }

  /** The next step of a call that has begun; none while it has to wait. */
  next<L>(
    run: RebootRun,
    machine: Machine,
    after: (run: RebootRun | undefined) => L,
  ): AtomicStep<L> | undefined {
    if (run === 'devices-down') {
      return {
        id: 'jump',
        label: 'copies the image to where it goes, and jumps',
        footprint: this.#jumps,
        perform: (context) => {
          context.apply<'reboot-jump'>({ kind: 'reboot-jump' });
          return after(undefined);
        },
      };
    }
    if (this.blocked(run, machine) !== undefined) return undefined;
    return {
      id: 'shutdown',
      label: 'shuts the devices down',
      footprint: this.#shutsDown,
      perform: (context) => {
        context.apply<'reboot-shutdown'>({ kind: 'reboot-shutdown' });
        return after('devices-down');
      },
    };
  }

  /** What a call has to wait with. @param run undefined for one that is still to begin */
  blocked(run: RebootRun | undefined, machine: Machine): Action | undefined {
    if (run === 'devices-down') return undefined;
    const action = run === undefined ? BEGIN : SHUTDOWN;
    return this.#constants.kernel.waitsFor(machine, action) === undefined ? undefined : action;
  }
}
