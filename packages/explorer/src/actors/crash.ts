import type { Actor, ActorPart } from '../model/actor.js';
import { NOTHING, WHOLE_MACHINE } from '../model/footprint.js';

/** The kernel panics, once, at any time when a crash image is loaded: without one there is nothing to learn from it. */
export const crash: ActorPart = {
  name: 'crash',
  description: 'a panic, at any time after a crash image was loaded',
  create(_setting, name): Actor<'running' | 'crashed'> {
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
                perform: (stage) => {
                  stage.apply<'crash'>({ kind: 'crash' });
                  return 'crashed';
                },
              },
            ],
      future: (run) => (run === 'crashed' ? NOTHING : WHOLE_MACHINE),
    };
  },
};
