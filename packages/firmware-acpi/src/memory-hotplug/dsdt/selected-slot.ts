import { nameString, type Aml } from '../../aml-writer/encoding.js';
import { argument, operation } from '../../aml-writer/terms.js';
import { store } from './phrases.js';

/** The timeout of Acquire that never runs out. */
const FOREVER = 0xffff;

/** What is done while nobody else can select another slot. */
export const locked = (...body: readonly Aml[]): Aml[] => [
  operation('Acquire', nameString('MLCK'), FOREVER),
  ...body,
  operation('Release', nameString('MLCK')),
];

/** What is done to the slot that Arg0 is the number of. */
export const withSlot = (...body: readonly Aml[]): Aml[] =>
  locked(store(argument(0), nameString('MSEL')), ...body);
