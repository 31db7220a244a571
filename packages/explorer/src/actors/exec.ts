import type { Actor, ActorKind } from '../model/actor.js';
import { NO_FOOTPRINT, WHOLE_MACHINE } from '../model/footprint.js';
import type { RebootRun } from './reboot.js';
import { Reboot } from './reboot.js';

/** Where `kexec -e` is. */
export type ExecRun = 'idle' | 'checked' | RebootRun | 'done';

/**
 * `kexec -e`: looks into /sys/kernel/kexec_loaded, then calls reboot(). Services stop between the two, and devices go down
 * inside the call, so that both are a long time. Whoever sees 0 goes home; the order in which that happens first is one in
 * which nothing happens later.
 */
export const exec: ActorKind = {
  name: 'exec',
  description: 'kexec -e: checks that an image is loaded, then calls reboot(), which shuts down and jumps',
  loadsWithin: () => [],
  create(constants, name): Actor<ExecRun> {
    const self = `actor:${name}` as const;
    const reboot = new Reboot(constants, self);
    const after = (run: RebootRun | undefined): ExecRun => run ?? 'done';
    return {
      name,
      start: 'idle',
      steps: (run, machine) => {
        switch (run) {
          case 'idle':
            if (machine.kexec.normal === undefined) return [];
            return [
              {
                id: 'check',
                label: 'sees in /sys/kernel/kexec_loaded that an image is loaded',
                footprint: { reads: ['kexec', self], writes: [self] },
                written: { 'check-loaded': null },
                perform: () => 'checked',
              },
            ];
          case 'checked':
            return [reboot.begin(machine, after)].filter((step) => step !== undefined);
          case 'done':
            return [];
          default:
            return [reboot.next(run, machine, after)].filter((step) => step !== undefined);
        }
      },
      futureFootprint: (run) => (run === 'done' ? NO_FOOTPRINT : WHOLE_MACHINE),
      blocked: (run, machine) => {
        if (run === 'idle' || run === 'done') return undefined;
        return reboot.blocked(run === 'checked' ? undefined : run, machine);
      },
    };
  },
};
