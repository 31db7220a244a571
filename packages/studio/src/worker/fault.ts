import { PluginError, UnknownNameError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { Fault } from './model-api.js';

/** What an error says of the input, for whoever wrote it. What is our own mistake is said as such. */
export const faultOf = (error: unknown): Fault => {
  if (error instanceof FormatError) {
    const { format, field, found, allowed, line, column, advice } = error.fault;
    return {
      message: `${format}: ${field} is ${found}; allowed: ${allowed}`,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(advice === undefined ? {} : { advice }),
    };
  }
  const words = error instanceof Error ? error.message : String(error);
  const known =
    error instanceof UnknownNameError || error instanceof PluginError || error instanceof TypeError;
  return { message: known ? words : `the model failed, which is a mistake of its own: ${words}` };
};
