import { ByteWriter } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import {
  AmlInterpreter,
  parseDefinitionBlock,
  parseResourceTemplate,
  serialiseDefinitionBlock,
  serialiseResourceTemplate,
  type ResourceDescriptor,
} from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { readWithIasl } from '../tables/iasl-table.js';
import { WRITTEN_DESCRIPTORS } from './written-descriptors.js';

const NAME_OP = 0x08;
const BUFFER_OP = 0x11;
const WORD_PREFIX = 0x0b;

/** `Name (RSRC, Buffer () { ... })`, with a package length of two bytes (ACPI 6.4 section 20.2.4). */
const named = (bytes: Uint8Array): Uint8Array => {
  const length = 2 + 3 + bytes.length;
  return new ByteWriter('little')
    .u8(NAME_OP)
    .bytes(Uint8Array.from('RSRC', (letter) => letter.charCodeAt(0)))
    .u8(BUFFER_OP)
    .u8(0x40 | (length & 0xf))
    .u8(length >> 4)
    .u8(WORD_PREFIX)
    .u16(bytes.length)
    .bytes(bytes)
    .toBytes();
};

const dsdt = (descriptors: readonly ResourceDescriptor[]): Uint8Array =>
  serialiseDefinitionBlock({
    kind: 'DSDT',
    header: {
      signature: 'DSDT',
      revision: 2,
      oemId: 'WARMBT',
      oemTableId: 'RESOURCE',
      oemRevision: 1,
      creatorId: 'WBT ',
      creatorRevision: 1,
    },
    aml: named(serialiseResourceTemplate(descriptors)),
  });

const resources = (table: Uint8Array): ResourceDescriptor[] => {
  const interpreter = new AmlInterpreter();
  interpreter.load(table);
  return parseResourceTemplate(interpreter.evaluateBuffer('\\RSRC'));
};

const END: ResourceDescriptor = { kind: 'end-tag', checksum: 0 };
const missing = hasIasl ? '' : ' (skipped: no iasl)';

describe.skipIf(!hasIasl)(`firmware-acpi 4 iasl -d accepts the templates that we write${missing}`, () => {
  it.each(WRITTEN_DESCRIPTORS)('%s', (_, macro, descriptors) => {
    const table = dsdt(descriptors);
    expect(resources(table)).toEqual([...descriptors, END]);
    const { said, source: asl, status, compiled } = readWithIasl(table);
    expect(asl).toContain('Name (RSRC, ResourceTemplate ()');
    expect(asl).toContain(` ${macro}`);
    expect(said).not.toMatch(/error|warning|invalid|incorrect/i);
    expect(status).toEqual([0, 0]);
    // What iasl read is what we wrote: its own text of the template means the same descriptors.
    expect(parseDefinitionBlock(compiled!).kind).toBe('DSDT');
    expect(resources(compiled!)).toEqual([
      ...descriptors,
      { ...END, checksum: expect.any(Number) as number },
    ]);
  });
});
