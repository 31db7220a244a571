import { FormatError } from '@warmboot/format';

/** What a plugin does that it must not, and what to do about it. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';

  /**
   * @param found what was seen, with the values
   * @param remedy what to change, as an instruction
   */
  constructor(found: string, remedy: string, options?: { readonly cause?: unknown }) {
    super(`${found}. To mend it: ${remedy}.`, options);
    // The kit's own calls lead nowhere; what a plugin threw is the cause, with its own.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** @throws Nonconformity unless the condition holds */
export function demand(condition: boolean, found: string, remedy: string): asserts condition {
  if (!condition) throw new Nonconformity(found, remedy);
}

/**
 * Runs what belongs to the plugin. A FormatError is for the caller to judge; anything else that is thrown is the plugin's fault.
 * @param what the call, as its author would write it: `recognise(bytes)`
 * @param remedy what it should do instead
 */
export const calling = <T>(what: string, remedy: string, call: () => T): T => {
  try {
    return call();
  } catch (error) {
    if (error instanceof Nonconformity || isFormatError(error)) throw error;
    throw new Nonconformity(`${what} throws ${String(error)}`, remedy, { cause: error });
  }
};

/** By its name too: a plugin may bring a copy of the package that defines it. */
export const isFormatError = (error: unknown): error is FormatError =>
  error instanceof FormatError || (error instanceof Error && error.name === 'FormatError');

/** As {@link calling}, for calls whose input is whole: a FormatError is wrong as well. */
export const callingOnWhole = <T>(what: string, remedy: string, call: () => T): T => {
  try {
    return calling(what, remedy, call);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw new Nonconformity(
      `${what} finds its input broken: ${error.message}`,
      'read what the same plugin writes',
      { cause: error },
    );
  }
};
