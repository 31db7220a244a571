import { EventEmitter } from 'eventemitter3';
import type { MachineEvent, MachineEventType } from './event.js';

/** A listener for each type of event, and `*` for all of them. */
export type MachineListeners = {
  [T in MachineEventType]: (event: Extract<MachineEvent, { type: T }>) => void;
} & {
  /** Every event. */
  '*': (event: MachineEvent) => void;
};

/** Tells observers what happened to a machine. They are told after the fact, so they cannot change it. */
export class MachineEmitter extends EventEmitter<MachineListeners> {
  /** Announces the events of one action, in their order. */
  announce(events: readonly MachineEvent[]): void {
    for (const event of events) {
      // A listener of a type only ever gets events of that type, which TypeScript cannot follow through a union.
      this.emit(event.type, event as never);
      this.emit('*', event);
    }
  }
}
