import type { Actor, ActorKind } from '../model/actor.js';
import { NO_FOOTPRINT, WHOLE_MACHINE } from '../model/footprint.js';

/** The kernel panics, once, at any time when a crash image is loaded: without one there is nothing to learn from it. */
export const crash: ActorKind = {
  name: 'crash',
  description: 'a panic, at any time after a crash image was loaded',
  loadsWithin: () => [],
  create(_constants, name): Actor<'running' | 'crashed'> {
    return {
      name,
      start: 'running',
      steps: (run, { kexec }) =>
        run === 'crashed' || kexec.crash === undefined
          ? []
          : [
              {
                id: 'panic',
                label: 'the kernel panics',
                footprint: {
                  reads: [...WHOLE_MACHINE.reads, `actor:${name}`],
                  writes: [...WHOLE_MACHINE.writes, `actor:${name}`],
                },
                perform: (context) => {
                  context.apply<'crash'>({ kind: 'crash' });
                  return 'crashed';
                },
              },
            ],
      futureFootprint: (run) => (run === 'crashed' ? NO_FOOTPRINT : WHOLE_MACHINE),
    };
  },
};
