import type { Machine } from '@warmboot/core';
import type { Asked } from '../facts/decisive-facts.js';
import type { Scenario } from './scenario.js';

/** Verbs by which memory comes. */
const ADDS = ['plug', 'insert', 'virtio-mem', 'request', 'retry', 'kmem'];

/** Verbs after which another kernel runs, which begins with its own defaults. */
const JUMPS = ['exec', 'reboot-jump', 'crash'];

/**
 * What a scenario asks of its kernels, as far as it says which facts of them matter.
 * @param machine on which it begins
 * @param seen the machine is recorded, so that auto_online_blocks was seen
 */
export const askedBy = ({ steps }: Scenario, { kernel }: Machine, seen: boolean): Asked => {
  const optional = /(?:^|\s)memhp_default_state=/.test(kernel.cmdline);
  let chosen = seen || optional;
  let addsMemory = false;
  for (const { verb } of steps) {
    if (verb.kind === 'auto-online') chosen = true;
    if (JUMPS.includes(verb.kind)) chosen = optional;
    addsMemory ||= !chosen && ADDS.includes(verb.kind);
  }
  return {
    addsMemory,
    loads: steps.flatMap(({ verb }) => {
      const load = verb.kind === 'load-enter' ? verb.load : verb;
      return load !== undefined && 'path' in load ? [{ image: load.image, path: load.path }] : [];
    }),
  };
};
