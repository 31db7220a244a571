import { Pairs } from './pairs.js';

/** A channel in which nothing waits. */
export const EMPTY = 0;

/** Contents of channels, by number: 0 for none, another one for each message that was put to the end of others. */
export class Channels {
  /** The last message, and the channel without it. */
  readonly #contents = new Pairs();
  /** The channel without its first message; for the empty one nothing. */
  readonly #rests: number[] = [EMPTY];
  readonly #firsts: number[] = [-1];

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#contents.bytes;
  }

  /** @returns the channel with another message at its end */
  put(channel: number, message: number): number {
    const longer = this.#contents.number(message, channel) + 1;
    if (longer === this.#rests.length) {
      this.#firsts.push(channel === EMPTY ? message : this.#firsts[channel]!);
      this.#rests.push(EMPTY);
      if (channel !== EMPTY) this.#rests[longer] = this.put(this.rest(channel), message);
    }
    return longer;
  }

  /** The oldest message of a channel that is not empty. */
  first(channel: number): number {
    return this.#firsts[channel]!;
  }

  /** What is left when the oldest message was received. */
  rest(channel: number): number {
    return this.#rests[channel]!;
  }

  /** The messages, oldest first. */
  all(channel: number): number[] {
    const messages: number[] = [];
    for (let left = channel; left !== EMPTY; left = this.rest(left)) messages.push(this.first(left));
    return messages;
  }
}
