import type { Action, ActionKind, ActionResults } from '../../src/kernel/action.js';
import type { Kernel } from '../../src/kernel/kernel.js';
import type { LogLine } from '../../src/answer/log.js';
import type { Machine } from '../../src/machine/machine.js';
import type { MachineEvent } from '../../src/machine/event.js';
import type { MemoryBlock } from '../../src/memory/block.js';
import type { MemoryEvent, MemoryNotifier } from '../../src/contract/memory-notifier.js';
import { NOTIFY_DONE } from '../../src/contract/memory-notifier.js';
import type { Transition } from '../../src/machine/transition.js';
import type { Zone } from '../../src/memory/zone.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { GiB } from '@warmboot/address';

import type { FakeMachineOptions } from '../fake-machine.js';
import { fakeMachine } from '../fake-machine.js';

/** Where tests plug their first device: above the RAM, in the zone Normal. */
export const PLUGGED_AT = 8 * GiB;

/** The number of the first block there: the fake architecture's blocks have 128 MiB. */
export const FIRST = 64;

/** A machine that keeps up with what is done to it, for tests that tell a story. */
export class RunningMachine {
  readonly kernel: Kernel;
  machine: Machine;
  /** What the last action said, debug lines included. */
  log: readonly LogLine[] = [];
  events: readonly MachineEvent[] = [];

  constructor(options: FakeMachineOptions = {}) {
    const { kernel, machine } = fakeMachine(options);
    this.kernel = kernel;
    this.machine = machine;
  }

  do<K extends ActionKind>(action: Extract<Action, { kind: K }>): ActionResults[K] {
    const step = this.kernel.apply<K>(this.machine, action);
    this.machine = step.machine;
    this.log = step.log;
    this.events = step.events;
    return step.result;
  }

  plug(id: string, address: number, size: number, { node = 0, slot = 0 } = {}) {
    return this.do<'dimm-add'>({ kind: 'dimm-add', dimm: dimmAt(id, address, size, node, slot) });
  }

  unplug(id: string) {
    return this.do<'dimm-del'>({ kind: 'dimm-del', id });
  }

  writeState(block: number, word: string) {
    return this.do<'block-state'>({ kind: 'block-state', block, word });
  }

  writeOnline(block: number, word: string) {
    return this.do<'block-online'>({ kind: 'block-online', block, word });
  }

  block(id: number): MemoryBlock {
    const block = this.machine.memory.blocks.get(id);
    if (block === undefined) throw new TypeError(`there is no memory${id}`);
    return block;
  }

  validZones(id: number): string {
    return this.kernel.observe(this.machine).blocks[`memory${id}`]!.valid_zones;
  }

  zone(name: string, node = 0): Zone {
    return this.machine.memory.zones.find((zone) => zone.name === name && zone.node === node)!;
  }

  lines(level?: string): string[] {
    return this.log.filter((line) => level === undefined || line.level === level).map(({ text }) => text);
  }
}

/** A member of the chain that writes down what it hears, and answers as told. */
export const listener = (
  name: string,
  heard: string[],
  answer: (event: MemoryEvent, startPfn: number, transition: Transition) => number = () => NOTIFY_DONE,
  priority = 0,
): MemoryNotifier => ({
  name,
  priority,
  notify(transition, { event, startPfn }) {
    heard.push(`${name} ${event}`);
    return answer(event, startPfn, transition);
  },
});
