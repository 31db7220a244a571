import type { MachineEvent } from './event.js';
import type { LogLevel, LogLine } from '../answer/log.js';
import type { Machine } from './machine.js';

/**
 * One action in progress: the only thing in the model that changes, and it lives for one action.
 * Services read `machine`, put a new value in its place, and say what happened.
 */
export class Transition {
  #machine: Machine;
  readonly log: LogLine[] = [];
  readonly events: MachineEvent[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** Replaces parts of the machine. */
  update(change: Partial<Machine>): void {
    this.#machine = { ...this.#machine, ...change };
  }

  /** Puts another machine in this one's place: the next kernel after a jump. */
  become(machine: Machine): void {
    this.#machine = machine;
  }

  /** Logs a line. */
  say(level: LogLevel, text: string): void {
    this.log.push({ level, text, kernel: this.#machine.kernel.generation });
  }

  /** Tells observers of an event. */
  emit(event: MachineEvent): void {
    this.events.push(event);
  }
}
