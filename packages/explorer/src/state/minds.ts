import type { Actor, Message } from '../model/actor.js';
import { shownMail } from '../model/world.js';
import type { Identity } from './identity.js';
import type { Mailboxes } from './mailboxes.js';
import { EMPTY } from './mailboxes.js';
import { Pairs } from './pairs.js';

/** Where an actor is shown no message. */
const NO_MAIL = 0;

/**
 * What one actor knows together with the messages that wait for it: a number, as a state holds it. What it can do
 * depends on less than that, on the message it is shown: that is a number too, the actor's view.
 */
export class Minds {
  readonly #actor: Actor;
  readonly #index: number;
  readonly #identity: Identity;
  readonly #boxes: Mailboxes;
  /** What it knows, and what waits. */
  readonly #minds = new Pairs();
  /** What it knows, and the message that it is shown, from 1 on. */
  readonly #views = new Pairs();
  readonly #viewOf: number[] = [];
  /** By news: what somebody is of another mind then. */
  readonly #heard: Map<number, number>[] = [];

  constructor(actor: Actor, index: number, identity: Identity, boxes: Mailboxes) {
    this.#actor = actor;
    this.#index = index;
    this.#identity = identity;
    this.#boxes = boxes;
  }

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#minds.bytes + this.#views.bytes;
  }

  /** @param local number of what it knows */
  number(local: number, box: number): number {
    const mind = this.#minds.number(local, box);
    if (mind === this.#viewOf.length) this.#viewOf.push(this.#look(local, box));
    return mind;
  }

  /** What it knows. */
  local(mind: number): unknown {
    return this.#identity.localAt(this.#index, this.#minds.first(mind));
  }

  /** What waits for it, oldest first. */
  mail(mind: number): readonly Message[] {
    return this.#boxes.all(this.#minds.second(mind)).map((message) => this.#identity.messageAt(message));
  }

  /** All of a mind that decides what the actor can do. */
  view(mind: number): number {
    return this.#viewOf[mind]!;
  }

  localOf(view: number): unknown {
    return this.#identity.localAt(this.#index, this.#views.first(view));
  }

  /** The message that is shown. */
  mailOf(view: number): Message | undefined {
    const shown = this.#views.second(view);
    return shown === NO_MAIL ? undefined : this.#identity.messageAt(shown - 1);
  }

  /** Its mind after a step of its own. @param local what it knows then @param takesMail the oldest message is gone */
  after(mind: number, local: number, takesMail: boolean): number {
    const box = this.#minds.second(mind);
    return this.number(local, takesMail ? this.#boxes.rest(box) : box);
  }

  /** Its mind when it heard of something. */
  hearing(mind: number, news: number): number {
    if (this.#actor.hear === undefined) return mind;
    const heard = (this.#heard[news] ??= new Map<number, number>());
    const known = heard.get(mind);
    if (known !== undefined) return known;
    const before = this.local(mind);
    const after = this.#actor.hear(before, this.#identity.newsAt(news));
    const number =
      after === before ? mind : this.after(mind, this.#identity.local(this.#index, after, before), false);
    heard.set(mind, number);
    return number;
  }

  /** Its mind when a message came. Who takes none is not told. */
  told(mind: number, message: number): number {
    if (this.#actor.takesMail === undefined) return mind;
    return this.number(this.#minds.first(mind), this.#boxes.put(this.#minds.second(mind), message));
  }

  #look(local: number, box: number): number {
    const waiting = box === EMPTY ? [] : [this.#identity.messageAt(this.#boxes.first(box))];
    const shown = shownMail(this.#actor, this.#identity.localAt(this.#index, local), waiting);
    return this.#views.number(local, shown === undefined ? NO_MAIL : this.#boxes.first(box) + 1);
  }
}
