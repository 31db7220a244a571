import { ByteReader, FormatError } from '@warmboot/format';
import type {
  GpioDescriptor,
  ResourceDescriptor,
  ResourceSource,
  SerialBusDescriptor,
} from '../resources/descriptor.js';
import { parseResourceTemplate } from '../resources/resource-template.js';
import { byteRows, integerText, stringText } from './literal.js';

const SHARING = ['Exclusive', 'Shared', 'ExclusiveAndWake', 'SharedAndWake'];
const PULL = ['PullDefault', 'PullUp', 'PullDown', 'PullNone'];
const POLARITY = ['ActiveHigh', 'ActiveLow', 'ActiveBoth'];
const RESTRICTION = [
  'IoRestrictionNone',
  'IoRestrictionInputOnly',
  'IoRestrictionOutputOnly',
  'IoRestrictionNoneAndPreserve',
];
const FLOW = ['FlowControlNone', 'FlowControlHardware', 'FlowControlXON'];
const PARITY = ['ParityTypeNone', 'ParityTypeEven', 'ParityTypeOdd', 'ParityTypeMark', 'ParityTypeSpace'];
const STOP_BITS = ['StopBitsZero', 'StopBitsOne', 'StopBitsOnePlusHalf', 'StopBitsTwo'];
const BITS = ['DataBitsFive', 'DataBitsSix', 'DataBitsSeven', 'DataBitsEight', 'DataBitsNine'];

const number = (value: number): string => integerText(BigInt(value));
const pick = (words: readonly string[], index: number): string => words[index] ?? number(index);
const usage = (consumer: boolean): string => (consumer ? 'ResourceConsumer' : 'ResourceProducer');
const source = ({ name, index }: ResourceSource): string => `${stringText(name ?? '')}, ${number(index)}`;
const vendor = (data: Uint8Array): string =>
  data.length === 0 ? '' : `RawDataBuffer (${number(data.length)}) { ${byteRows(data).join(' ')} }`;

const gpio = (pins: GpioDescriptor): string => {
  const sharing = pick(SHARING, (pins.interruptFlags >> 3) & 3);
  const { pinConfiguration, debounceTimeout, driveStrength, interruptFlags } = pins;
  const tail = `${source(pins.source)}, ${usage((pins.flags & 1) !== 0)}, , ${vendor(pins.vendorData)}`;
  const list = `{ ${pins.pins.map(number).join(', ')} }`;
  const pull = pick(PULL, pinConfiguration);
  if (pins.connectionType === 0) {
    const mode = (interruptFlags & 1) === 0 ? 'Level' : 'Edge';
    const polarity = pick(POLARITY, (interruptFlags >> 1) & 3);
    return `GpioInt (${mode}, ${polarity}, ${sharing}, ${pull}, ${number(debounceTimeout)}, ${tail}) ${list}`;
  }
  const restriction = pick(RESTRICTION, interruptFlags & 3);
  const strength = `${number(debounceTimeout)}, ${number(driveStrength)}`;
  return `GpioIo (${sharing}, ${pull}, ${strength}, ${restriction}, ${tail}) ${list}`;
};

/** The bytes of each bus before vendor data (ACPI 6.4 sections 6.4.3.8.2.1 to 6.4.3.8.2.3). */
const BUS_BYTES: Readonly<Record<number, number>> = { 1: 6, 2: 9, 3: 10 };

const serialBus = (bus: SerialBusDescriptor): string | undefined => {
  const { busType, flags, typeFlags, typeData, revision } = bus;
  const fixed = BUS_BYTES[busType];
  if (fixed === undefined || typeData.length < fixed || (revision !== 1 && revision !== 2)) return undefined;
  const reader = new ByteReader(typeData, 'serial bus', 'little');
  const version = revision === 2 ? 'V2' : '';
  const mode = (flags & 1) === 0 ? 'ControllerInitiated' : 'DeviceInitiated';
  const data = vendor(typeData.subarray(fixed));
  const sharing = revision === 2 ? `, ${(flags & 4) === 0 ? 'Exclusive' : 'Shared'}` : '';
  const tail = `${source(bus.source)}, ${usage((flags & 2) !== 0)}, ${sharing}, ${data}`;
  const speed = number(reader.u32(0, 'speed'));
  switch (busType) {
    case 1: {
      const addressing = (typeFlags & 1) === 0 ? 'AddressingMode7Bit' : 'AddressingMode10Bit';
      const address = number(reader.u16(4, 'address'));
      return `I2cSerialBus${version} (${address}, ${mode}, ${speed}, ${addressing}, ${tail})`;
    }
    case 2: {
      const polarity = (typeFlags & 2) === 0 ? 'PolarityLow' : 'PolarityHigh';
      const wires = (typeFlags & 1) === 0 ? 'FourWireMode' : 'ThreeWireMode';
      const phase = reader.u8(5, 'phase') === 0 ? 'ClockPhaseFirst' : 'ClockPhaseSecond';
      const clock = reader.u8(6, 'clock polarity') === 0 ? 'ClockPolarityLow' : 'ClockPolarityHigh';
      const device = `${number(reader.u16(7, 'device'))}, ${polarity}, ${wires}, ${number(reader.u8(4, 'bits'))}`;
      return `SpiSerialBus${version} (${device}, ${mode}, ${speed}, ${clock}, ${phase}, ${tail})`;
    }
    default: {
      const format = `${pick(BITS, (typeFlags >> 4) & 7)}, ${pick(STOP_BITS, (typeFlags >> 2) & 3)}`;
      const lines = number(reader.u8(9, 'lines'));
      const endian = (typeFlags & 0x80) === 0 ? 'LittleEndian' : 'BigEndian';
      const check = `${pick(PARITY, reader.u8(8, 'parity'))}, ${pick(FLOW, typeFlags & 3)}`;
      const sizes = `${number(reader.u16(4, 'receive size'))}, ${number(reader.u16(6, 'transmit size'))}`;
      return `UartSerialBus${version} (${speed}, ${format}, ${lines}, ${endian}, ${check}, ${sizes}, ${tail})`;
    }
  }
};

const described = (descriptor: ResourceDescriptor): string | undefined => {
  if (descriptor.kind === 'gpio') return gpio(descriptor);
  return descriptor.kind === 'serial-bus' ? serialBus(descriptor) : undefined;
};

const END_TAG = [0x79, 0];

/**
 * The resource that Connection names, in the words that it takes: `GpioIo (...)`, `I2cSerialBusV2 (...)`. @returns undefined
 * for bytes that are no such resource
 */
export const connectionMacro = (bytes: Uint8Array): string | undefined => {
  try {
    // A field list has the descriptor alone, without the end tag of a template.
    const [first, ...others] = parseResourceTemplate(Uint8Array.of(...bytes, ...END_TAG));
    return first === undefined || others.length !== 1 ? undefined : described(first);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};
