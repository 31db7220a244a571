import type { Actor, Message } from '../model/actor.js';
import { deliverable } from '../model/state.js';
import type { CanonicalForms } from './canonical-forms.js';
import type { Channels } from './channels.js';
import { EMPTY } from './channels.js';
import { Pairs } from './pairs.js';

/** Where no message is deliverable. */
const NO_MESSAGE = 0;

/**
 * The local states of one actor: what it knows, together with its channel, as one number in a state vector. Which steps are
 * enabled depends on less than that, on what it knows and on the message that is deliverable: its view, a number too.
 */
export class LocalStates {
  readonly #actor: Actor;
  readonly #index: number;
  readonly #forms: CanonicalForms;
  readonly #channels: Channels;
  /** What it knows, and its channel. */
  readonly #localStates = new Pairs();
  /** What it knows, and the message that is deliverable, from 1 on. */
  readonly #views = new Pairs();
  readonly #viewOf: number[] = [];
  /** By events, then by local state: the local state after them. */
  readonly #afterEvents: Map<number, number>[] = [];

  constructor(actor: Actor, index: number, forms: CanonicalForms, channels: Channels) {
    this.#actor = actor;
    this.#index = index;
    this.#forms = forms;
    this.#channels = channels;
  }

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#localStates.bytes + this.#views.bytes;
  }

  /** @param local number of what it knows */
  number(local: number, channel: number): number {
    const localState = this.#localStates.number(local, channel);
    if (localState === this.#viewOf.length) this.#viewOf.push(this.#viewFrom(local, channel));
    return localState;
  }

  /** What it knows. */
  local(localState: number): unknown {
    return this.#forms.localAt(this.#index, this.#localStates.first(localState));
  }

  /** Its channel, oldest message first. */
  channel(localState: number): readonly Message[] {
    return this.#channels
      .all(this.#localStates.second(localState))
      .map((message) => this.#forms.messageAt(message));
  }

  /** All of a local state that decides which steps are enabled. */
  view(localState: number): number {
    return this.#viewOf[localState]!;
  }

  localOf(view: number): unknown {
    return this.#forms.localAt(this.#index, this.#views.first(view));
  }

  /** The message that is deliverable. */
  messageOf(view: number): Message | undefined {
    const message = this.#views.second(view);
    return message === NO_MESSAGE ? undefined : this.#forms.messageAt(message - 1);
  }

  /** After a step of its own. @param local number of what it knows then @param receives the oldest message is gone */
  afterStep(localState: number, local: number, receives: boolean): number {
    const channel = this.#localStates.second(localState);
    return this.number(local, receives ? this.#channels.rest(channel) : channel);
  }

  /** After events that were broadcast. */
  afterEvents(localState: number, events: number): number {
    if (this.#actor.onEvents === undefined) return localState;
    const byState = (this.#afterEvents[events] ??= new Map<number, number>());
    const known = byState.get(localState);
    if (known !== undefined) return known;
    const before = this.local(localState);
    const after = this.#actor.onEvents(before, this.#forms.eventsAt(events));
    const number =
      after === before
        ? localState
        : this.afterStep(localState, this.#forms.local(this.#index, after, before), false);
    byState.set(localState, number);
    return number;
  }

  /** After a message that was sent. Who never receives has no channel. */
  afterMessage(localState: number, message: number): number {
    if (this.#actor.receives === undefined) return localState;
    return this.number(
      this.#localStates.first(localState),
      this.#channels.put(this.#localStates.second(localState), message),
    );
  }

  #viewFrom(local: number, channel: number): number {
    const queued = channel === EMPTY ? [] : [this.#forms.messageAt(this.#channels.first(channel))];
    const message = deliverable(this.#actor, this.#forms.localAt(this.#index, local), queued);
    return this.#views.number(local, message === undefined ? NO_MESSAGE : this.#channels.first(channel) + 1);
  }
}
