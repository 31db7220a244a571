import { Pairs } from './pairs.js';

/** A box in which nothing waits. */
export const EMPTY = 0;

/** Rows of messages that wait, by number: 0 for none, another one for each message that came to a row. */
export class Mailboxes {
  /** A row that is one message shorter, and its last message. */
  readonly #rows = new Pairs();
  /** The row without its first message; for the empty one nothing. */
  readonly #rests: number[] = [EMPTY];
  readonly #firsts: number[] = [-1];

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#rows.bytes;
  }

  /** @returns the row with another message at its end */
  put(box: number, message: number): number {
    const longer = this.#rows.number(message, box) + 1;
    if (longer === this.#rests.length) {
      this.#firsts.push(box === EMPTY ? message : this.#firsts[box]!);
      this.#rests.push(EMPTY);
      if (box !== EMPTY) this.#rests[longer] = this.put(this.rest(box), message);
    }
    return longer;
  }

  /** The oldest message of a row that is not empty. */
  first(box: number): number {
    return this.#firsts[box]!;
  }

  /** What is left when the oldest message was taken. */
  rest(box: number): number {
    return this.#rests[box]!;
  }

  /** The messages, oldest first. */
  all(box: number): number[] {
    const messages: number[] = [];
    for (let left = box; left !== EMPTY; left = this.rest(left)) messages.push(this.first(left));
    return messages;
  }
}
