import type { Actor, ActorKind } from '../model/actor.js';
import { NO_FOOTPRINT, WHOLE_MACHINE } from '../model/footprint.js';

/** Where `kexec -e` is. */
export type ExecRun = 'idle' | 'checked' | 'done';

/**
 * `kexec -e`: looks into /sys/kernel/kexec_loaded, then calls reboot(). Services stop between the two, so that is a long
 * time. Whoever sees 0 goes home; the order in which that happens first is one in which nothing happens later.
 */
export const exec: ActorKind = {
  name: 'exec',
  description: 'kexec -e: checks that an image is loaded, then calls reboot()',
  create(_constants, name): Actor<ExecRun> {
    return {
      name,
      start: 'idle',
      steps: (run, machine) => {
        if (run === 'idle') {
          if (machine.kexec.normal === undefined) return [];
          return [
            {
              id: 'check',
              label: 'sees in /sys/kernel/kexec_loaded that an image is loaded',
              footprint: { reads: ['kexec', `actor:${name}`], writes: [`actor:${name}`] },
              written: { 'check-loaded': null },
              perform: () => 'checked',
            },
          ];
        }
        if (run === 'done') return [];
        return [
          {
            id: 'reboot',
            label: 'calls reboot(LINUX_REBOOT_CMD_KEXEC)',
            footprint: {
              reads: [...WHOLE_MACHINE.reads, `actor:${name}`],
              writes: [...WHOLE_MACHINE.writes, `actor:${name}`],
            },
            perform: (context) => {
              context.apply<'kexec-exec'>({ kind: 'kexec-exec' });
              return 'done';
            },
          },
        ];
      },
      futureFootprint: (run) => (run === 'done' ? NO_FOOTPRINT : WHOLE_MACHINE),
    };
  },
};
