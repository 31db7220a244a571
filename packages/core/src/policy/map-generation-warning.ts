import { done } from '../answer/result.js';
import type { Policy } from '../contract/policy.js';

/** The weaker half of P13: it jumps all the same, and the last line of the log says what may be wrong. */
export const mapGenerationWarning: Policy = {
  name: 'map-generation-warning',
  id: 'P13w',
  summary: 'warn at the jump when the memory layout changed since the load',
  origin: 'James Morse, April 2020: at least a dying message',
  objection: 'it explains and saves nothing',
  upstream: 'not merged',
  checkExec(transition, image) {
    if (image.layoutGeneration !== transition.machine.memory.generation) {
      transition.say('warn', 'kexec_core: memory layout changed since kexec load, this may not work');
    }
    return done;
  },
};
