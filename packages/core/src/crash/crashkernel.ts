import type { PhysAddr } from '@warmboot/address';
import { alignUp, MiB } from '@warmboot/address';

import type { LogLevel, LogMessage } from '../answer/log.js';
import { memparse } from '../answer/memparse.js';
import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';

/** What one `crashkernel=` asks for. Bytes. */
export interface CrashKernelRequest {
  /** 0 when the word was understood and no range matched. */
  readonly size: number;
  /** The address after `@`; 0 leaves the place to the kernel. */
  readonly base: PhysAddr;
}

/** The plain form, `SIZE,high` and `SIZE,low`. */
export type CrashKernelClass = 'plain' | 'high' | 'low';

/** A request, or the kernel's errno, with the lines that it logs on the way. */
export interface CrashKernelParse {
  readonly result: Result<CrashKernelRequest>;
  readonly log: readonly LogMessage[];
  /** The value that was read, after `crashkernel=`. */
  readonly value?: string;
  /** Where in the value the kernel stopped reading, when it refused. */
  readonly stoppedAt?: number;
}

const WORD = 'crashkernel=';
/** System RAM is rounded up to this before ranges are compared (core R6.2). */
const RAM_GRANULARITY = 128 * MiB;

/** The value of the last occurrence of the class, up to its space (get_last_crashkernel). */
const lastOccurrence = (cmdline: string, wanted: CrashKernelClass): string | undefined => {
  let last: string | undefined;
  for (let at = cmdline.indexOf(WORD); at !== -1; at = cmdline.indexOf(WORD, at + 1)) {
    const value = cmdline.slice(at + WORD.length).split(' ', 1)[0]!;
    const suffix = value.endsWith(',high') ? 'high' : value.endsWith(',low') ? 'low' : 'plain';
    if (suffix === wanted) last = value;
  }
  return last;
};

class Parser {
  readonly log: LogMessage[] = [];
  stoppedAt: number | undefined;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  say(level: LogLevel, text: string): void {
    this.log.push({ level, text });
  }

  /** @param rest what was still to be read */
  #invalid(rest: string, text: string): Result<CrashKernelRequest> {
    this.stoppedAt = this.#value.length - rest.length;
    this.say('warn', text);
    return refuse('EINVAL', text);
  }

  /** `SIZE[@OFFSET]` (parse_crashkernel_simple). */
  simple(): Result<CrashKernelRequest> {
    const value = this.#value;
    const size = memparse(value);
    if (size.length === 0) return this.#invalid(value, 'crashkernel: memory value expected');
    const rest = value.slice(size.length);
    if (rest !== '' && !rest.startsWith('@')) {
      return this.#invalid(rest, `crashkernel: unrecognized char: ${rest[0]}`);
    }
    // An offset that is no number is 0, without a word of warning (core R6.3).
    return succeed({ size: size.value, base: rest === '' ? 0 : memparse(rest.slice(1)).value });
  }

  /** `SIZE,high` and `SIZE,low` (parse_crashkernel_suffix). */
  suffixed(suffix: string): Result<CrashKernelRequest> {
    const value = this.#value;
    const size = memparse(value);
    if (size.length === 0) return this.#invalid(value, 'crashkernel: memory value expected');
    const rest = value.slice(size.length);
    if (rest !== suffix) return this.#invalid(rest, `crashkernel: unrecognized char: ${rest[0]}`);
    return succeed({ size: size.value, base: 0 });
  }

  /** `START-[END]:SIZE[,...][@OFFSET]` (parse_crashkernel_mem). */
  ranges(systemRam: number): Result<CrashKernelRequest> {
    const total = alignUp(systemRam, RAM_GRANULARITY);
    let rest = this.#value;
    let size = 0;
    do {
      const start = memparse(rest);
      if (start.length === 0) return this.#invalid(rest, 'crashkernel: Memory value expected');
      rest = rest.slice(start.length);
      if (!rest.startsWith('-')) return this.#invalid(rest, "crashkernel: '-' expected");
      rest = rest.slice(1);
      let end = Infinity;
      if (!rest.startsWith(':')) {
        const upper = memparse(rest);
        if (upper.length === 0) return this.#invalid(rest, 'crashkernel: Memory value expected');
        if (upper.value <= start.value) return this.#invalid(rest, 'crashkernel: end <= start');
        rest = rest.slice(upper.length);
        end = upper.value;
      }
      if (!rest.startsWith(':')) return this.#invalid(rest, "crashkernel: ':' expected");
      rest = rest.slice(1);
      const amount = memparse(rest);
      if (amount.length === 0) return this.#invalid(rest, 'Memory value expected');
      if (amount.value >= total) return this.#invalid(rest, 'crashkernel: invalid size');
      rest = rest.slice(amount.length);
      if (start.value <= total && total < end) {
        size = amount.value;
        break;
      }
    } while (rest.startsWith(',') && (rest = rest.slice(1)) !== '');
    if (size === 0) {
      this.say('info', 'crashkernel size resulted in zero bytes');
      return succeed({ size: 0, base: 0 });
    }
    return this.#offset(rest, size);
  }

  /** What follows the first `@`; entries after a match are skipped unread. */
  #offset(rest: string, size: number): Result<CrashKernelRequest> {
    const at = rest.indexOf('@');
    if (at === -1) return succeed({ size, base: 0 });
    const place = rest.slice(at + 1);
    const base = memparse(place);
    if (base.length === 0) return this.#invalid(place, "Memory value expected after '@'");
    return succeed({ size, base: base.value });
  }
}

/**
 * Reads `crashkernel=` as Linux does (core 6.1; kernel/crash_core.c: __parse_crashkernel).
 *
 * @param systemRam bytes of RAM, for the form with ranges
 * @returns ENOENT when the class does not occur, EINVAL when it cannot be read
 */
export const parseCrashKernel = (
  cmdline: string,
  systemRam: number,
  wanted: CrashKernelClass = 'plain',
): CrashKernelParse => {
  const value = lastOccurrence(cmdline, wanted);
  if (value === undefined)
    return { result: refuse('ENOENT', `no crashkernel= of the ${wanted} form`), log: [] };
  const parser = new Parser(value);
  const result =
    wanted !== 'plain'
      ? parser.suffixed(`,${wanted}`)
      : value.includes(':')
        ? parser.ranges(systemRam)
        : parser.simple();
  const { log, stoppedAt } = parser;
  return { result, log, value, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
};
