import { done, refuse } from '../answer/result.js';
import type { Policy } from '../contract/policy.js';

/** As UEFI's ExitBootServices: the jump is refused when the memory map is not the one that was there at load. */
export const mapGenerationCheck: Policy = {
  name: 'map-generation-check',
  id: 'P13',
  summary: 'refuse to jump when the memory layout changed since the load',
  origin: 'James Morse, April 2020, after UEFI: a stale image is never executed',
  objection: 'as for P4: reboot() fails when it is too late to load again',
  upstream: 'not merged',
  checkExec: ({ machine }, image) =>
    image.layoutGeneration === machine.memory.generation
      ? done
      : refuse('EINVAL', 'the memory layout changed since the image was loaded'),
};
