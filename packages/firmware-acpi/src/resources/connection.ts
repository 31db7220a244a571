import { ByteWriter, type ByteReader } from '@warmboot/format';
import type { GpioDescriptor, ResourceDescriptor, SerialBusDescriptor } from './descriptor.js';
import { readName, writeName } from './source.js';

/** Offsets inside connection descriptors count from the tag, three bytes before the data. */
const HEADER = 3;
const GPIO_FIXED = 20;
const SERIAL_FIXED = 9;

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

/**
 * Parts of a connection descriptor stand at offsets that it names itself. The usual order is the only one that is
 * taken apart; a descriptor with another one is kept as it is, so that nothing is lost.
 */
const orKeep = <T extends ResourceDescriptor>(
  reader: ByteReader,
  tag: number,
  descriptor: T,
  write: (writer: ByteWriter, value: T) => void,
): ResourceDescriptor => {
  const writer = new ByteWriter('little', reader.length);
  write(writer, descriptor);
  return sameBytes(writer.toBytes(), reader.bytes)
    ? descriptor
    : { kind: 'large', tag, data: reader.bytes.slice() };
};

export const readGpio = (reader: ByteReader): ResourceDescriptor => {
  const pinsAt = reader.u16(11, 'pin table offset') - HEADER;
  const nameAt = reader.u16(14, 'source name offset') - HEADER;
  const vendorAt = reader.u16(16, 'vendor offset') - HEADER;
  const vendorLength = reader.u16(18, 'vendor length');
  if (pinsAt < GPIO_FIXED || nameAt < pinsAt || vendorAt < nameAt) {
    throw reader.fault(11, 'offsets', `${pinsAt}, ${nameAt}, ${vendorAt}`, `rising from ${GPIO_FIXED}`);
  }
  reader.slice(pinsAt, nameAt - pinsAt, 'pins');
  const descriptor: GpioDescriptor = {
    kind: 'gpio',
    revision: reader.u8(0, 'revision'),
    connectionType: reader.u8(1, 'connection type'),
    flags: reader.u16(2, 'flags'),
    interruptFlags: reader.u16(4, 'interrupt flags'),
    pinConfiguration: reader.u8(6, 'pin configuration'),
    driveStrength: reader.u16(7, 'drive strength'),
    debounceTimeout: reader.u16(9, 'debounce timeout'),
    pins: Array.from({ length: (nameAt - pinsAt) >> 1 }, (_, index) => reader.u16(pinsAt + index * 2, 'pin')),
    source: { index: reader.u8(13, 'source index'), name: readName(reader, nameAt, vendorAt) },
    vendorData: reader.slice(vendorAt, vendorLength, 'vendor data').slice(),
  };
  return orKeep(reader, 0x8c, descriptor, writeGpio);
};

export const writeGpio = (writer: ByteWriter, gpio: GpioDescriptor): void => {
  const name = gpio.source.name ?? '';
  const nameAt = GPIO_FIXED + gpio.pins.length * 2;
  const vendorAt = nameAt + name.length + 1;
  writer.u8(gpio.revision).u8(gpio.connectionType).u16(gpio.flags).u16(gpio.interruptFlags);
  writer.u8(gpio.pinConfiguration).u16(gpio.driveStrength).u16(gpio.debounceTimeout);
  writer
    .u16(GPIO_FIXED + HEADER)
    .u8(gpio.source.index)
    .u16(nameAt + HEADER);
  writer.u16(vendorAt + HEADER).u16(gpio.vendorData.length);
  for (const pin of gpio.pins) writer.u16(pin);
  writeName(writer, name);
  writer.bytes(gpio.vendorData);
};

export const readSerialBus = (reader: ByteReader): ResourceDescriptor => {
  const typeLength = reader.u16(7, 'type data length');
  const nameAt = SERIAL_FIXED + typeLength;
  const descriptor: SerialBusDescriptor = {
    kind: 'serial-bus',
    revision: reader.u8(0, 'revision'),
    busType: reader.u8(2, 'bus type'),
    flags: reader.u8(3, 'flags'),
    typeFlags: reader.u16(4, 'type flags'),
    typeRevision: reader.u8(6, 'type revision'),
    typeData: reader.slice(SERIAL_FIXED, typeLength, 'type data').slice(),
    source: { index: reader.u8(1, 'source index'), name: readName(reader, nameAt) },
  };
  return orKeep(reader, 0x8e, descriptor, writeSerialBus);
};

export const writeSerialBus = (writer: ByteWriter, bus: SerialBusDescriptor): void => {
  writer.u8(bus.revision).u8(bus.source.index).u8(bus.busType).u8(bus.flags);
  writer.u16(bus.typeFlags).u8(bus.typeRevision).u16(bus.typeData.length).bytes(bus.typeData);
  writeName(writer, bus.source.name ?? '');
};
