import type { Action, Machine, MachineEvent } from '@warmboot/core';
import type { Message } from '../model/actor.js';
import { MACHINE_BYTES, MachineForms } from './machine-forms.js';
import { Numbering } from './numbering.js';

/** The number of no events at all. */
export const NO_EVENTS = 0;

/** What a local state, a message or events cost, about, beside the machines that they remember. */
const VALUE_BYTES = 512;

/**
 * What makes two states one: canonical forms of machines, of what actors know, of messages and of events, as numbers of one
 * search. Equal ones have equal numbers, and the first that was met stands for all.
 */
export class CanonicalForms {
  readonly #machines: MachineForms;
  /** Those that this search met. */
  readonly #met = new Set<number>();
  readonly #messages = new Numbering<Message>();
  readonly #events = new Numbering<readonly MachineEvent[]>();
  readonly #locals: readonly Numbering<unknown>[];

  /** @param machines those that other searches met too */
  constructor(actors: number, machines = new MachineForms()) {
    this.#machines = machines;
    this.#locals = Array.from({ length: actors }, () => new Numbering<unknown>());
    this.#events.number(machines.value([]), []);
  }

  /** Different machines that this search met. */
  get machines(): number {
    return this.#met.size;
  }

  /** Bytes that are held for what this search met, about. */
  get bytes(): number {
    const values = this.#locals.reduce(
      (sum, { size }) => sum + size,
      this.#messages.size + this.#events.size,
    );
    return MACHINE_BYTES * this.#met.size + VALUE_BYTES * values;
  }

  /** @param like the machine before, with which this one shares most */
  machine(machine: Machine, like?: Machine): number {
    const number = this.#machines.machine(machine, like);
    this.#met.add(number);
    return number;
  }

  /** Number of all that a jump reads of a machine: see {@link MachineForms.jump}. */
  jump(machine: Machine): number {
    return this.#machines.jump(machine);
  }

  machineAt(number: number): Machine {
    return this.#machines.machineAt(number);
  }

  /** @param like what the actor knew before */
  local(actor: number, local: unknown, like?: unknown): number {
    return this.#locals[actor]!.number(this.#machines.value(local, like), local);
  }

  localAt(actor: number, number: number): unknown {
    return this.#locals[actor]!.at(number);
  }

  message(message: Message): number {
    return this.#messages.number(this.#machines.value(message), message);
  }

  messageAt(number: number): Message {
    return this.#messages.at(number);
  }

  /** The events of a step; {@link NO_EVENTS} where there are none. */
  events(events: readonly MachineEvent[]): number {
    return events.length === 0 ? NO_EVENTS : this.#events.number(this.#machines.value(events), events);
  }

  eventsAt(number: number): readonly MachineEvent[] {
    return this.#events.at(number);
  }

  action(action: Action): number {
    return this.#machines.action(action);
  }
}
