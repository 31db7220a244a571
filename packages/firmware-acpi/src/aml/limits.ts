import { AmlError, AmlLimitError } from './aml-error.js';

/** What byte code may use. Every limit ends in an {@link AmlError}, never in a hang. */
export interface AmlLimits {
  /** Terms evaluated by one call from outside, or by loading one table. */
  readonly steps: number;
  /** Rounds of one While loop; ACPICA gives a loop 30 seconds instead. */
  readonly loopRounds: number;
  /** Methods inside methods (ACPICA: 255). */
  readonly callDepth: number;
  /** Blocks and expressions inside one another, over all active methods. */
  readonly termDepth: number;
  /** Bytes of one buffer. */
  readonly bufferBytes: number;
  /** Characters of one string. */
  readonly stringLength: number;
  /** Elements of one package. */
  readonly packageElements: number;
  /** Bytes made by one call from outside, freed or not. */
  readonly allocatedBytes: number;
  /** Notifications waiting to be delivered. */
  readonly notifications: number;
  /** Names in the namespace. */
  readonly namespaceNodes: number;
}

/** Room for the largest firmware there is, and an end within seconds for everything else. */
export const DEFAULT_AML_LIMITS: AmlLimits = {
  steps: 2_000_000,
  loopRounds: 500_000,
  callDepth: 255,
  termDepth: 1_000,
  bufferBytes: 1 << 20,
  stringLength: 1 << 16,
  packageElements: 1 << 16,
  allocatedBytes: 1 << 26,
  notifications: 10_000,
  namespaceNodes: 100_000,
};

/** What one call from outside has used so far. */
export class Budget {
  readonly limits: AmlLimits;
  #steps = 0;
  #allocated = 0;
  #depth = 0;
  #calls = 0;

  constructor(limits: AmlLimits) {
    this.limits = limits;
  }

  step(): void {
    if (++this.#steps > this.limits.steps) throw new AmlLimitError('terms evaluated', this.limits.steps);
  }

  /** Goes one block or expression deeper; {@link leave} comes back. Not a callback: the stack is what it saves. */
  enter(): void {
    if (++this.#depth <= this.limits.termDepth) return;
    this.#depth--;
    throw new AmlLimitError('levels of nesting', this.limits.termDepth);
  }

  leave(): void {
    this.#depth--;
  }

  /** Begins a method; {@link endCall} ends it. */
  beginCall(): void {
    if (++this.#calls <= this.limits.callDepth) return;
    this.#calls--;
    throw new AmlError('AE_AML_METHOD_LIMIT', `more than ${this.limits.callDepth} active methods`);
  }

  endCall(): void {
    this.#calls--;
  }

  buffer(size: bigint | number): number {
    return this.#take('bytes in a buffer', size, this.limits.bufferBytes, 1);
  }

  string(length: bigint | number): number {
    return this.#take('characters in a string', length, this.limits.stringLength, 1);
  }

  package(count: bigint | number): number {
    return this.#take('elements in a package', count, this.limits.packageElements, 8);
  }

  #take(what: string, amount: bigint | number, allowed: number, unit: number): number {
    if (amount > allowed) throw new AmlLimitError(what, allowed);
    const size = Number(amount);
    this.#allocated += size * unit + 16;
    if (this.#allocated > this.limits.allocatedBytes) {
      throw new AmlLimitError('bytes allocated', this.limits.allocatedBytes);
    }
    return size;
  }
}
