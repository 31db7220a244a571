import { device, fieldList, method, mutex, namedValue } from '../../aml-writer/declarations.js';
import { integerTerm, nameString, stringTerm, type Aml } from '../../aml-writer/encoding.js';
import { argument, call, local, loop, operation, whenever } from '../../aml-writer/terms.js';
import { MEMORY_DEVICE_ID } from '../memory-device.js';
import { CONTAINER_ID, hardware, isOne, one, store, zero } from './phrases.js';
import { rangeMethod } from './range-method.js';
import { locked, withSlot } from './selected-slot.js';

/** Present, enabled, shown, functioning. */
const WORKS = 0x0f;
const NOTIFY_DEVICE_CHECK = 1;
const NOTIFY_EJECT_REQUEST = 3;

const slotName = (slot: number): string => `MP${slot.toString(16).toUpperCase().padStart(2, '0')}`;

/** Asks every slot what happened to it, tells whoever listens, and takes note of having told. */
const scanMethod = method(
  'MSCN',
  {},
  ...locked(
    store(zero, local(0)),
    loop(
      operation('LLess', local(0), nameString('MDNR')),
      store(local(0), nameString('MSEL')),
      whenever(
        isOne('MINS'),
        [call('MTFY', local(0), integerTerm(NOTIFY_DEVICE_CHECK)), store(one, nameString('MINS'))],
        [
          whenever(isOne('MRMV'), [
            call('MTFY', local(0), integerTerm(NOTIFY_EJECT_REQUEST)),
            store(one, nameString('MRMV')),
          ]),
        ],
      ),
      operation('Increment', local(0)),
    ),
  ),
);

const notifyMethod = (slots: number): Aml =>
  method(
    'MTFY',
    { operands: 2 },
    ...Array.from({ length: slots }, (_, slot) =>
      whenever(operation('LEqual', argument(0), integerTerm(slot)), [
        operation('Notify', nameString(slotName(slot)), argument(1)),
      ]),
    ),
  );

const statusMethod = method(
  'MRST',
  { operands: 1 },
  store(zero, local(0)),
  ...withSlot(whenever(isOne('MES'), [store(integerTerm(WORKS), local(0))])),
  operation('Return', local(0)),
);

const proximityMethod = method(
  'MPXM',
  { operands: 1 },
  ...withSlot(store(nameString('MPX'), local(0))),
  operation('Return', local(0)),
);

const slotDevice = (slot: number): Aml => {
  const number = integerTerm(slot);
  const answer = (name: string): Aml => operation('Return', call(name, number));
  return device(
    slotName(slot),
    namedValue('_UID', number),
    hardware(MEMORY_DEVICE_ID),
    method('_CRS', {}, answer('MCRS')),
    method('_STA', {}, answer('MRST')),
    method('_PXM', {}, answer('MPXM')),
    method('_OST', { operands: 3 }, call('MOST', number, argument(0), argument(1))),
    method('_EJ0', { operands: 1 }, call('MEJ0', number)),
  );
};

/** The slots, and the methods that they share: each selects a slot and holds the lock while it does. */
export const slotContainer = (path: string, registers: string, slots: number): Aml =>
  device(
    path,
    hardware(CONTAINER_ID),
    namedValue('_UID', stringTerm('DIMM devices')),
    namedValue('MDNR', integerTerm(slots)),
    fieldList(registers, { access: 4, update: 'preserve' }, [
      ['MRBL', 32],
      ['MRBH', 32],
      ['MRLL', 32],
      ['MRLH', 32],
      ['MPX', 32],
    ]),
    fieldList(registers, { access: 1, update: 'zeros' }, [
      [undefined, 0x14 * 8],
      ['MES', 1],
      ['MINS', 1],
      ['MRMV', 1],
      ['MEJ', 1],
    ]),
    fieldList(registers, { access: 4, update: 'preserve' }, [
      ['MSEL', 32],
      ['MOEV', 32],
      ['MOSC', 32],
    ]),
    mutex('MLCK'),
    scanMethod,
    notifyMethod(slots),
    statusMethod,
    rangeMethod,
    proximityMethod,
    method(
      'MOST',
      { operands: 3 },
      ...withSlot(store(argument(1), nameString('MOEV')), store(argument(2), nameString('MOSC'))),
    ),
    method('MEJ0', { operands: 1 }, ...withSlot(store(one, nameString('MEJ')))),
    ...Array.from({ length: slots }, (_, slot) => slotDevice(slot)),
  );
