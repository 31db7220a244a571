import { AML_STATUS, type AmlError } from './aml-error.js';
import type { AmlInterpreter } from './interpreter.js';

const ERROR_METHOD = '\\_ERR';
/** The one thread there is. */
const THREAD = 1n;

/**
 * Lets the tables decide about an error, as acpiexec does: `\_ERR` is given the number of the error, its name and the
 * thread, and what answers 0 goes on. Tables without that method stop. For `onError` of the interpreter.
 */
export const askErrorMethod = (error: AmlError, interpreter: AmlInterpreter): 'go-on' | 'stop' => {
  if (!interpreter.has(ERROR_METHOD)) return 'stop';
  const answer = interpreter.evaluate(ERROR_METHOD, [
    { type: 'integer', value: BigInt(AML_STATUS[error.code]) },
    { type: 'string', value: error.code },
    { type: 'integer', value: THREAD },
  ]);
  return answer?.type === 'integer' && answer.value === 0n ? 'go-on' : 'stop';
};
