import type { BlockDevices } from '../hotplug/block-devices.js';
import type { MemoryBlock } from '../memory/block.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import { blocksIn } from '../memory/blocks.js';
import type { ActionResults, PhaseAction } from './action.js';
import type { MemoryDevices } from '../drivers/memory-devices.js';
import type { Dimm } from '../device/dimm.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import { setLocks } from '../machine/hold-locks.js';
import type { Transition } from '../machine/transition.js';

type PhaseHandlers = {
  readonly [K in PhaseAction['kind']]: (
    transition: Transition,
    action: Extract<PhaseAction, { kind: K }>,
  ) => ActionResults[K];
};

/**
 * Hotplug in the pieces between which other programs run, for stories that tell their order. Blocks go one by one, and
 * each tells its notifiers before and after; device_hotplug_lock keeps operations on memory apart, but not kexec.
 */
export class HotplugPhases {
  readonly #blocks: BlockDevices;
  readonly #devices: MemoryDevices;
  readonly #hotplug: MemoryHotplug;

  constructor(blocks: BlockDevices, devices: MemoryDevices, hotplug: MemoryHotplug) {
    this.#blocks = blocks;
    this.#devices = devices;
    this.#hotplug = hotplug;
  }

  readonly handlers: PhaseHandlers = {
    'dimm-insert': (transition, { dimm }) => this.#devices.insert(transition, dimm),
    'dimm-attach': (transition, { id }) =>
      withDevice(transition, id, (dimm) => this.#devices.attach(transition, dimm)),
    'eject-begin': (transition, { id }) =>
      withDevice(transition, id, (dimm) => {
        const requested = this.#devices.requestEject(transition, dimm);
        if (!requested.ok) return requested;
        setLocks(transition, { hotplug: `the ejection of ${id}` });
        return done;
      }),
    'eject-remove': (transition, { id }) =>
      withDevice(transition, id, ({ range }) =>
        !blocksIn(transition.machine.memory, range).next().done
          ? this.#hotplug.remove(transition, range)
          : done,
      ),
    'eject-finish': (transition, { id }) =>
      withDevice(transition, id, (dimm) => {
        const gone = this.#devices.letGo(transition, dimm);
        unlock(transition);
        return gone;
      }),
    'eject-refuse': (transition, { id, block }) =>
      withDevice(transition, id, (dimm) => {
        this.#devices.refused(transition, dimm, block);
        return done;
      }),
    'eject-abandon': (transition, { id, block, errno }) => {
      transition.emit({ type: 'dimm:eject-refused', id, block, errno });
      return unlock(transition);
    },
    'offline-lock': (transition, { block }) =>
      inState(transition, block, ['online'], () => this.#blocks.lockOffline(transition, block)),
    'offline-ask': (transition, { block }) =>
      onItsWay(transition, block, 'going-offline', () => this.#blocks.askOffline(transition, block)),
    'online-lock': (transition, { block }) =>
      inState(transition, block, ['offline'], () => {
        this.#blocks.lockOnline(transition, block);
        return done;
      }),
    'online-ask': (transition, { block }) =>
      onItsWay(transition, block, 'offline', () => this.#blocks.askOnline(transition, block)),
    'offline-begin': (transition, { block }) =>
      inState(transition, block, ['online'], () => this.#blocks.beginOffline(transition, block)),
    'offline-finish': (transition, { block }) =>
      inState(transition, block, ['going-offline'], () => {
        this.#blocks.finishOffline(transition, block);
        return done;
      }),
    'online-begin': (transition, { block }) =>
      inState(transition, block, ['offline'], () => this.#blocks.beginOnline(transition, block)),
    'online-finish': (transition, { block, word }) =>
      inState(transition, block, ['offline'], () => {
        this.#blocks.finishOnline(transition, block, word);
        return done;
      }),
  };
}

const withDevice = (transition: Transition, id: string, act: (dimm: Dimm) => Result): Result => {
  const dimm = transition.machine.platform.dimms.get(id);
  return dimm === undefined ? refuse('ENODEV', `there is no device ${id}`) : act(dimm);
};

const inState = (
  transition: Transition,
  id: number,
  states: readonly MemoryBlock['state'][],
  act: () => Result,
): Result => {
  const block = transition.machine.memory.blocks.get(id);
  if (block === undefined) return refuse('ENODEV', `there is no memory block ${id}`);
  return states.includes(block.state) ? act() : refuse('EINVAL', `memory${id} is ${block.state}`);
};

/** A block that took its locks before, and is in that state. */
const onItsWay = (
  transition: Transition,
  id: number,
  state: MemoryBlock['state'],
  act: () => Result,
): Result =>
  transition.machine.locks.devices.has(`memory${id}`)
    ? inState(transition, id, [state], act)
    : refuse('EINVAL', `memory${id} is not on its way`);

const unlock = (transition: Transition): Result => {
  setLocks(transition, { hotplug: undefined });
  return done;
};
