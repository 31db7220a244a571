import type { Verb } from '@warmboot/scenario';
import { autoOnline, offline, online } from './blocks.js';
import { crash, exec } from './jump.js';
import { load, unload } from './load.js';
import { loadDisabled } from './load-disabled.js';
import { plug } from './plug.js';
import { rawLoad } from './raw-load.js';
import type { Stage } from './stage.js';
import type { DoneAction, StepOf } from './step.js';
import { unplug } from './unplug.js';
import { request, virtioMem } from './virtio-mem.js';

/** Every verb that can be told a real machine from outside. */
const STEPS: { readonly [K in Verb['kind']]?: StepOf<K> } = {
  plug,
  unplug,
  online,
  offline,
  'auto-online': autoOnline,
  load,
  unload,
  'raw-load': rawLoad,
  exec,
  crash,
  'virtio-mem': virtioMem,
  request,
  'load-disabled': loadDisabled,
};

/** Why verbs cannot be played from outside. */
const REASONS: { readonly [K in Verb['kind']]?: string } = {
  write: 'nothing outside the kernel overwrites its memory at a chosen moment',
  retry: 'the driver’s timer fires by itself',
  kmem: 'QEMU gives no dax device that kmem takes',
  'kmem-unbind': 'QEMU gives no dax device that kmem takes',
  'load-begin': 'kexec is run here in one go',
  'load-choose': 'kexec is run here in one go',
  'load-enter': 'kexec is run here in one go',
  'load-finish': 'kexec is run here in one go',
  'by-plugin': 'what a plugin’s own verb is on a real machine, the lab does not know',
  'get-memory-map': 'the firmware’s own boot loader is not a step',
  'allocate-pages': 'the firmware’s own boot loader is not a step',
  'exit-boot-services': 'the firmware’s own boot loader is not a step',
};

const FINER = 'it is a piece of one kernel call, finer than user space has';

/** Why a verb cannot be played on a real machine; undefined for one that can. */
export const outOfReach = (verb: Verb): string | undefined => {
  if (verb.kind === 'load' && verb.dtb !== undefined) return 'a devicetree of the story is not in the guest';
  if (verb.kind === 'plug' && verb.driver !== undefined)
    return `memory of the driver ${verb.driver} is no DIMM`;
  return STEPS[verb.kind] === undefined ? (REASONS[verb.kind] ?? FINER) : undefined;
};

/** Plays a verb in a guest. @throws TypeError for one that is out of reach */
export const playVerb = <V extends Verb>(verb: V, stage: Stage): AsyncGenerator<DoneAction, void> => {
  const step = STEPS[verb.kind] as StepOf<V['kind']> | undefined;
  if (step === undefined) throw new TypeError(`${verb.kind} cannot be played from outside`);
  return step(verb as never, stage);
};
