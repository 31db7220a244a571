import { FormatError } from '@warmboot/format';
import { eisaId, hardwareId } from '../resources/eisa-id.js';
import type { ResourceDescriptor } from '../resources/descriptor.js';
import { parseResourceTemplate } from '../resources/resource-template.js';

const hex = (value: bigint | number, digits = 2): string =>
  `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;

/** An integer with an even number of digits; 0 and 1 stay as they are. */
export const integerText = (value: bigint): string => {
  if (value < 2n) return value.toString();
  const digits = value.toString(16).length;
  return hex(value, digits + (digits % 2));
};

/** A string with the escapes of ASL. */
export const stringText = (value: string): string => {
  const character = (one: string): string => {
    if (one === '"' || one === '\\') return `\\${one}`;
    const code = one.charCodeAt(0);
    return code >= 0x20 && code < 0x7f ? one : `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  };
  return `"${Array.from(value, character).join('')}"`;
};

/** `EisaId ("PNP0C80")` when an integer is one, which only the name it is given to can tell. */
export const eisaIdText = (value: bigint): string | undefined => {
  const id = hardwareId(value);
  return /^[A-Z]{3}[0-9A-F]{4}$/.test(id) && eisaId(id) === value ? `EisaId ("${id}")` : undefined;
};

/**
 * `ToUUID ("...")` for 16 bytes that have the version and variant of one (RFC 4122 section 4.1). The first three
 * groups are little-endian (ACPI 6.4 section 19.6.142).
 */
export const uuidText = (bytes: Uint8Array): string | undefined => {
  const version = (bytes[7] ?? 0) >> 4;
  const variant = (bytes[8] ?? 0) >> 6;
  if (bytes.length !== 16 || version < 1 || version > 5 || variant !== 2) return undefined;
  const group = (order: readonly number[]): string =>
    order.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
  const groups = [
    [3, 2, 1, 0],
    [5, 4],
    [7, 6],
    [8, 9],
    [10, 11, 12, 13, 14, 15],
  ].map(group);
  return `ToUUID ("${groups.join('-')}")`;
};

/** Rows of up to eight bytes. */
export const byteRows = (bytes: Uint8Array): string[] => {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 8) {
    const last = at + 8 >= bytes.length;
    const row = Array.from(bytes.subarray(at, at + 8), (byte) => hex(byte)).join(', ');
    rows.push(last ? row : `${row},`);
  }
  return rows;
};

const SPACE = ['memory', 'I/O', 'bus numbers'];

const described = (descriptor: ResourceDescriptor): string => {
  switch (descriptor.kind) {
    case 'irq':
    case 'extended-interrupt':
      return `interrupt ${descriptor.interrupts.join(', ')}`;
    case 'dma':
      return `DMA channel ${descriptor.channels.join(', ')}`;
    case 'io': {
      const { minimum, maximum, length } = descriptor;
      const where = minimum === maximum ? hex(minimum, 4) : `${hex(minimum, 4)} to ${hex(maximum, 4)}`;
      return `I/O ${where}, ${length} ports`;
    }
    case 'fixed-io':
      return `I/O ${hex(descriptor.base, 4)}, ${descriptor.length} ports`;
    case 'memory32-fixed':
      return `memory ${hex(descriptor.base, 8)}, ${hex(descriptor.length)} bytes`;
    case 'memory24':
    case 'memory32':
      return `memory ${hex(descriptor.minimum, 8)} to ${hex(descriptor.maximum, 8)}, ${hex(descriptor.length)} bytes`;
    case 'address': {
      const { minimum, maximum, length, resourceType } = descriptor;
      return `${SPACE[resourceType] ?? `type ${resourceType}`} ${hex(minimum)} to ${hex(maximum)}, length ${hex(length)}`;
    }
    case 'generic-register':
      return `register at ${hex(descriptor.address)} of space ${descriptor.space}`;
    case 'gpio':
      return `GPIO ${descriptor.pins.join(', ')} of ${descriptor.source.name ?? '?'}`;
    case 'pin-function':
    case 'pin-configuration':
      return `pins ${descriptor.pins.join(', ')} of ${descriptor.source.name ?? '?'}`;
    case 'pin-group':
      return `pins ${descriptor.pins.join(', ')} as ${descriptor.label}`;
    case 'pin-group-function':
    case 'pin-group-configuration':
      return `pins ${descriptor.label} of ${descriptor.source.name ?? '?'}`;
    case 'serial-bus':
      return `serial bus ${descriptor.source.name ?? '?'}`;
    default:
      return descriptor.kind.replaceAll('-', ' ');
  }
};

/** One line for each resource in a buffer that is a resource template and nothing else. */
export const resourceLines = (bytes: Uint8Array): string[] => {
  if (bytes.length < 3 || bytes.at(-2) !== 0x79) return [];
  try {
    const descriptors = parseResourceTemplate(bytes);
    return descriptors.filter(({ kind }) => kind !== 'end-tag').map(described);
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
};
