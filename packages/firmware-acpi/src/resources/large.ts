import { ByteReader, ByteWriter } from '@warmboot/format';
import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import { readAddress, writeAddress } from './address.js';
import { readGpio, readSerialBus, writeGpio, writeSerialBus } from './connection.js';
import type { ResourceDescriptor } from './descriptor.js';
import { pinTag, readPin, writePin } from './pin.js';
import { readSource, writeSource } from './source.js';

const memory24 = layout({ flags: u8, minimum: u16, maximum: u16, alignment: u16, length: u16 });
const memory32 = layout({ flags: u8, minimum: u32, maximum: u32, alignment: u32, length: u32 });
const memory32Fixed = layout({ flags: u8, base: u32, length: u32 });
const register = layout({ space: u8, bitWidth: u8, bitOffset: u8, accessSize: u8, address: u64 });

const exact = (reader: ByteReader, size: number): void => {
  if (reader.length !== size) throw reader.fault(0, 'length', String(reader.length), String(size));
};

/** Reads a large descriptor whose tag byte is at `offset`. @throws FormatError for an unknown tag or a wrong length */
export const readLarge = (
  reader: ByteReader,
  offset: number,
): { descriptor: ResourceDescriptor; size: number } => {
  const tag = reader.u8(offset, 'tag');
  const length = reader.u16(offset + 1, 'length');
  const data = reader.slice(offset + 3, length, `descriptor 0x${tag.toString(16)}`);
  const inside = new ByteReader(data, `resource descriptor 0x${tag.toString(16)}`, 'little');
  const descriptor = body(inside, tag);
  if (descriptor === undefined) {
    throw reader.fault(offset, 'tag', `0x${tag.toString(16)}`, 'an item of ACPI 6.4 table 6.37');
  }
  return { descriptor, size: 3 + length };
};

const body = (reader: ByteReader, tag: number): ResourceDescriptor | undefined => {
  switch (tag) {
    case 0x81:
      exact(reader, memory24.size);
      return { kind: 'memory24', ...memory24.read(reader, 0, 'memory24') };
    case 0x82:
      exact(reader, register.size);
      return { kind: 'generic-register', ...register.read(reader, 0, 'register') };
    case 0x84:
      return { kind: 'vendor-large', data: reader.bytes.slice() };
    case 0x85:
      exact(reader, memory32.size);
      return { kind: 'memory32', ...memory32.read(reader, 0, 'memory32') };
    case 0x86:
      exact(reader, memory32Fixed.size);
      return { kind: 'memory32-fixed', ...memory32Fixed.read(reader, 0, 'memory32-fixed') };
    case 0x87:
      return readAddress(reader, 32);
    case 0x88:
      return readAddress(reader, 16);
    case 0x89: {
      const flags = reader.u8(0, 'flags');
      const count = reader.u8(1, 'interrupt count');
      reader.slice(2, count * 4, 'interrupts');
      const interrupts = Array.from({ length: count }, (_, index) => reader.u32(2 + index * 4, 'interrupt'));
      return { kind: 'extended-interrupt', flags, interrupts, ...readSource(reader, 2 + count * 4) };
    }
    case 0x8a:
      return readAddress(reader, 64);
    case 0x8b:
      return readAddress(reader, 'extended');
    case 0x8c:
      return readGpio(reader);
    case 0x8e:
      return readSerialBus(reader);
    default:
      return readPin(reader, tag);
  }
};

const ADDRESS_TAG = { 16: 0x88, 32: 0x87, 64: 0x8a, extended: 0x8b } as const;

/** Writes a large descriptor. */
export const writeLarge = (writer: ByteWriter, descriptor: ResourceDescriptor): void => {
  const inside = new ByteWriter('little', 64);
  let tag: number;
  switch (descriptor.kind) {
    case 'memory24':
      tag = 0x81;
      memory24.write(inside, descriptor);
      break;
    case 'generic-register':
      tag = 0x82;
      register.write(inside, descriptor);
      break;
    case 'vendor-large':
      tag = 0x84;
      inside.bytes(descriptor.data);
      break;
    case 'memory32':
      tag = 0x85;
      memory32.write(inside, descriptor);
      break;
    case 'memory32-fixed':
      tag = 0x86;
      memory32Fixed.write(inside, descriptor);
      break;
    case 'address':
      tag = ADDRESS_TAG[descriptor.width];
      writeAddress(inside, descriptor);
      break;
    case 'extended-interrupt':
      tag = 0x89;
      inside.u8(descriptor.flags).u8(descriptor.interrupts.length);
      for (const interrupt of descriptor.interrupts) inside.u32(interrupt);
      writeSource(inside, descriptor.source);
      break;
    case 'gpio':
      tag = 0x8c;
      writeGpio(inside, descriptor);
      break;
    case 'serial-bus':
      tag = 0x8e;
      writeSerialBus(inside, descriptor);
      break;
    case 'pin-function':
    case 'pin-configuration':
    case 'pin-group':
    case 'pin-group-function':
    case 'pin-group-configuration':
      tag = pinTag(descriptor.kind)!;
      writePin(inside, descriptor);
      break;
    case 'large':
      ({ tag } = descriptor);
      inside.bytes(descriptor.data);
      break;
    default:
      throw new TypeError(`${descriptor.kind} is not a large descriptor`);
  }
  writer.u8(tag).u16(inside.length).bytes(inside.toBytes());
};
