import {
  device,
  fieldList,
  method,
  namedValue,
  operationRegion,
  scope,
} from '../../aml-writer/declarations.js';
import { integerTerm, joined, nameString, stringTerm, type Aml } from '../../aml-writer/encoding.js';
import { call, local, operation, whenever } from '../../aml-writer/terms.js';
import type { ResourceDescriptor } from '../../resources/descriptor.js';
import { serialiseDefinitionBlock } from '../../tables/definition-block.js';
import type { TableHeader } from '../../tables/table-header.js';
import { CONTROLLER_SIZE } from '../controller.js';
import { GED_MEMORY_EVENT, GENERIC_EVENT_DEVICE, REGISTERS, type HotplugWiring } from '../event-source.js';
import { CONTAINER_ID, hardware, resources, store, zero } from './phrases.js';
import { slotContainer } from './slot-container.js';

/** What a DSDT with memory slots is made of. */
export interface MemoryHotplugMachine {
  readonly header: Omit<TableHeader, 'signature' | 'revision'>;
  /** Decides the table's revision: 1 or 2. */
  readonly integerWidth: 32 | 64;
  /** 0 to 256. */
  readonly slots: number;
  readonly wiring: HotplugWiring;
}

const SYSTEM_BUS = '\\_SB';
const CONTROLLER = '\\_SB.MHPD';
const SLOTS = '\\_SB.MHPC';
const SCAN = `${SLOTS}.MSCN`;
const MOST_SLOTS = 256;

/**
 * A DSDT that has the slots of QEMU's memory hotplug controller (firmware-acpi section 7): the registers, a device for
 * each slot, and the method that the memory event runs. Its names are QEMU's; kernels and tools know machines by them.
 *
 * @throws TypeError for more slots than the names allow, and registers in another space than memory or I/O
 */
export const memoryHotplugDsdt = ({
  header,
  integerWidth,
  slots,
  wiring,
}: MemoryHotplugMachine): Uint8Array => {
  if (!Number.isInteger(slots) || slots < 0 || slots > MOST_SLOTS) {
    throw new TypeError(`${slots} slots: a controller has 0 to ${MOST_SLOTS}`);
  }
  const aml = joined(
    scope(
      SYSTEM_BUS,
      controller(wiring),
      slotContainer(SLOTS, `${CONTROLLER}.${REGISTERS}`, slots),
      ...eventDevice(wiring),
    ),
    ...generalPurposeEvent(wiring),
  );
  const revision = integerWidth === 32 ? 1 : 2;
  return serialiseDefinitionBlock({ kind: 'DSDT', header: { ...header, signature: 'DSDT', revision }, aml });
};

/** The registers, and the device that claims their addresses. */
const controller = ({ space, base }: HotplugWiring): Aml =>
  device(
    CONTROLLER,
    hardware(CONTAINER_ID),
    namedValue('_UID', stringTerm('Memory hotplug resources')),
    namedValue('_CRS', resources(registerBlock(space, Number(base)))),
    operationRegion(REGISTERS, space, Number(base), CONTROLLER_SIZE),
  );

const registerBlock = (space: string, base: number): ResourceDescriptor => {
  const length = CONTROLLER_SIZE;
  if (space === 'SystemMemory') return { kind: 'memory32-fixed', flags: 1, base, length };
  if (space === 'SystemIO')
    return { kind: 'io', decode: 1, minimum: base, maximum: base, alignment: 0, length };
  throw new TypeError(`registers in ${space}: a controller has them in SystemIO or SystemMemory`);
};

/** The device whose interrupt the memory event comes by, where there are no general-purpose events. */
const eventDevice = ({ event }: HotplugWiring): Aml[] => {
  if (event.kind !== 'generic-event-device') return [];
  const { method: handler, interrupt, selector } = event;
  const path = handler.slice(0, handler.lastIndexOf('.'));
  const memory = integerTerm(GED_MEMORY_EVENT);
  return [
    device(
      path,
      namedValue('_HID', stringTerm(GENERIC_EVENT_DEVICE)),
      namedValue('_UID', zero),
      namedValue('_CRS', resources({ kind: 'extended-interrupt', flags: 0b11, interrupts: [interrupt] })),
      operationRegion('EREG', selector.space, Number(selector.base), 4),
      fieldList('EREG', { access: 4, update: 'zeros' }, [['ESEL', 32]]),
      method(
        handler.slice(path.length + 1),
        { operands: 1, serialized: true },
        // Reading clears the register, so it is read once.
        store(nameString('ESEL'), local(0)),
        whenever(operation('And', local(0), memory), [call(SCAN)]),
      ),
    ),
  ];
};

const generalPurposeEvent = ({ event }: HotplugWiring): Aml[] =>
  event.kind === 'general-purpose' ? [method(event.method, {}, call(SCAN))] : [];
