import type { Actor, ActorKind } from '../model/actor.js';
import type { ToolOptions, ToolRun } from './tool-run.js';
import { optionsOf } from './option-schema.js';
import { IDLE, Tool, toolOptions } from './tool-run.js';

/**
 * Somebody who loads a kernel once, with kexec(8). With kexec_load that is four steps: what was read may be wrong when
 * the call is made. With kexec_file_load it is two: the call, which takes the kexec lock, and all that it does.
 */
export const loader: ActorKind<ToolOptions> = {
  name: 'loader',
  description: 'loads an image with kexec -l: reads the memory map, chooses, makes the system call',
  options: (devices) => optionsOf(toolOptions(devices)),
  loadsWithin: (constants, options, machine) => new Tool(constants, 'loader', options).loadsWithin(machine),
  create(constants, name, options): Actor<ToolRun> {
    const tool = new Tool(constants, name, options);
    return {
      name,
      start: IDLE,
      steps: (run, machine) => {
        const step = tool.step(run, machine, (next) => next);
        return step === undefined ? [] : [step];
      },
      futureFootprint: (run) => tool.future(run),
      blocked: (run, machine) => tool.blocked(run, machine),
    };
  },
};
