import type { OperatorName } from '../opcodes.js';
import { arithmetic } from './arithmetic.js';
import { loading } from './loading.js';
import { logic } from './logic.js';
import type { Operator } from './operator.js';
import { reference } from './reference.js';
import { synchronisation } from './synchronisation.js';
import { text } from './text.js';

const nothing: Operator = () => undefined;

/** What every operator does. Break, Continue and Return end their list before they come here. */
export const operators: Readonly<Record<OperatorName, Operator>> = {
  ...arithmetic,
  ...loading,
  ...logic,
  ...reference,
  ...synchronisation,
  ...text,
  Break: nothing,
  BreakPoint: nothing,
  Continue: nothing,
  Noop: nothing,
  Return: nothing,
};
