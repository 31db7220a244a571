import { dwordField, method, namedValue } from '../../aml-writer/declarations.js';
import { nameString } from '../../aml-writer/encoding.js';
import { operation, whenever } from '../../aml-writer/terms.js';
import { ADDRESS_FLAG, ADDRESS_TYPE } from '../../resources/descriptor.js';
import { resources, store, zero } from './phrases.js';
import { withSlot } from './selected-slot.js';

/** Where the halves of minimum, maximum and length are in a descriptor of 64-bit addresses. */
const IN_DESCRIPTOR = { MINL: 0x0e, MINH: 0x12, MAXL: 0x16, MAXH: 0x1a, LENL: 0x26, LENH: 0x2a } as const;

/** What comes straight from a register. */
const COPIED = [
  ['MRBL', 'MINL'],
  ['MRBH', 'MINH'],
  ['MRLL', 'LENL'],
  ['MRLH', 'LENH'],
] as const;

/**
 * The range of a slot as a resource template. Its last address is computed in halves, with carry and borrow, so that it
 * is right where integers have 32 bits. MR64 is made anew by each call: nobody else may be in the method.
 */
export const rangeMethod = method(
  'MCRS',
  { operands: 1, serialized: true },
  namedValue(
    'MR64',
    resources({
      kind: 'address',
      width: 64,
      resourceType: ADDRESS_TYPE.memory,
      generalFlags: ADDRESS_FLAG.minimumFixed | ADDRESS_FLAG.maximumFixed,
      typeFlags: 0b11,
      granularity: 0n,
      minimum: 0n,
      maximum: 0n,
      translation: 0n,
      length: 0n,
    }),
  ),
  ...Object.entries(IN_DESCRIPTOR).map(([name, offset]) => dwordField(nameString('MR64'), offset, name)),
  ...withSlot(
    ...COPIED.map(([register, half]) => store(nameString(register), nameString(half))),
    operation('Add', nameString('MINL'), nameString('LENL'), nameString('MAXL')),
    operation('Add', nameString('MINH'), nameString('LENH'), nameString('MAXH')),
    whenever(operation('LLess', nameString('MAXL'), nameString('MINL')), [
      operation('Increment', nameString('MAXH')),
    ]),
    whenever(operation('LEqual', nameString('MAXL'), zero), [operation('Decrement', nameString('MAXH'))]),
    operation('Decrement', nameString('MAXL')),
  ),
  operation('Return', nameString('MR64')),
);
