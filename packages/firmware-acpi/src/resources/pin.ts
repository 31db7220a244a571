import type { ByteReader } from '@warmboot/format';
import { ByteWriter } from '@warmboot/format';
import { u16, u32, u8, type Field } from '../layout/field.js';
import { layout, type Layout } from '../layout/layout.js';
import type { PinDescriptor, ResourceDescriptor } from './descriptor.js';
import { readName, writeName } from './source.js';

/** Offsets inside a descriptor count from its tag, three bytes before the data. */
const HEADER = 3;

/** What stands behind the fixed fields, at offsets that they name, in this order; vendor data comes last. */
type Part = 'pins' | 'source' | 'label';

interface PinShape {
  readonly kind: PinDescriptor['kind'];
  readonly tag: number;
  /** The fields before the offsets. */
  readonly head: Layout<object>;
  readonly parts: readonly Part[];
}

const shape = (
  kind: PinDescriptor['kind'],
  tag: number,
  fields: Readonly<Record<string, Field<number>>>,
  parts: readonly Part[],
): PinShape => ({ kind, tag, head: layout({ revision: u8, flags: u16, ...fields }), parts });

const configuration = { configurationType: u8, configurationValue: u32 };

/** ACPI 6.4 sections 6.4.3.9 to 6.4.3.13. */
const SHAPES: readonly PinShape[] = [
  shape('pin-function', 0x8d, { pinConfiguration: u8, functionNumber: u16 }, ['pins', 'source']),
  shape('pin-configuration', 0x8f, configuration, ['pins', 'source']),
  shape('pin-group', 0x90, {}, ['pins', 'label']),
  shape('pin-group-function', 0x91, { functionNumber: u16 }, ['source', 'label']),
  shape('pin-group-configuration', 0x92, configuration, ['source', 'label']),
];

const BY_TAG: ReadonlyMap<number, PinShape> = new Map(SHAPES.map((one) => [one.tag, one]));
const BY_KIND: ReadonlyMap<string, PinShape> = new Map(SHAPES.map((one) => [one.kind, one]));

/** The tag of a pin descriptor; undefined for a descriptor of another kind. */
export const pinTag = (kind: string): number | undefined => BY_KIND.get(kind)?.tag;

/** A part as bytes. */
const bytesOf = (part: Part, descriptor: PinDescriptor): Uint8Array => {
  const writer = new ByteWriter('little', 32);
  if (part === 'pins') for (const pin of 'pins' in descriptor ? descriptor.pins : []) writer.u16(pin);
  else if (part === 'label') writeName(writer, 'label' in descriptor ? descriptor.label : '');
  else writeName(writer, ('source' in descriptor ? descriptor.source.name : undefined) ?? '');
  return writer.toBytes();
};

/** Bytes of the offsets: one for each part, an index beside that of a source, offset and length of the vendor data. */
const offsetBytes = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + (part === 'source' ? 3 : 2), 4);

/** Writes the bytes after the length of a pin descriptor. */
export const writePin = (writer: ByteWriter, descriptor: PinDescriptor): void => {
  const { head, parts } = BY_KIND.get(descriptor.kind)!;
  const sections = parts.map((part) => bytesOf(part, descriptor));
  head.write(writer, descriptor);
  let at = HEADER + head.size + offsetBytes(parts);
  for (const [index, part] of parts.entries()) {
    if (part === 'source') writer.u8('source' in descriptor ? descriptor.source.index : 0);
    writer.u16(at);
    at += sections[index]!.length;
  }
  writer.u16(at).u16(descriptor.vendorData.length);
  for (const section of sections) writer.bytes(section);
  writer.bytes(descriptor.vendorData);
};

/** What a part of a descriptor says. */
const readPart = (
  reader: ByteReader,
  part: Part,
  { start, end, index }: { readonly start: number; readonly end: number; readonly index: number },
): object => {
  if (part === 'label') return { label: readName(reader, start, end) };
  if (part === 'source') return { source: { index, name: readName(reader, start, end) } };
  const count = (end - start) >> 1;
  return { pins: Array.from({ length: count }, (_, pin) => reader.u16(start + pin * 2, 'pin')) };
};

/**
 * Reads the bytes after the length of a pin descriptor. One whose parts do not stand in the usual order is kept as it is.
 * @returns undefined for a tag of another descriptor
 */
export const readPin = (reader: ByteReader, tag: number): ResourceDescriptor | undefined => {
  const found = BY_TAG.get(tag);
  if (found === undefined) return undefined;
  const { kind, head, parts } = found;
  const kept: ResourceDescriptor = { kind: 'large', tag, data: reader.bytes.slice() };
  const fields = head.read(reader, 0, kind);
  const places: { part: Part; start: number; index: number }[] = [];
  let at = head.size;
  for (const part of parts) {
    const index = part === 'source' ? reader.u8(at++, 'source index') : 0;
    places.push({ part, start: reader.u16(at, `${part} offset`) - HEADER, index });
    at += 2;
  }
  const vendorAt = reader.u16(at, 'vendor offset') - HEADER;
  const vendorLength = reader.u16(at + 2, 'vendor length');
  const starts = [at + 4, ...places.map(({ start }) => start), vendorAt];
  if (starts.some((start, order) => order > 0 && start < starts[order - 1]!)) return kept;
  const read = places.map(({ part, start, index }, order) =>
    readPart(reader, part, { start, end: places[order + 1]?.start ?? vendorAt, index }),
  );
  const vendorData = reader.slice(vendorAt, vendorLength, 'vendor data').slice();
  // The shape of the tag says which fields and parts there are, which TypeScript cannot follow.
  const descriptor = Object.assign({ kind, ...fields, vendorData }, ...read) as PinDescriptor;
  const again = new ByteWriter('little', reader.length);
  writePin(again, descriptor);
  const same = again.toBytes();
  return same.length === reader.length && same.every((byte, index) => byte === reader.bytes[index])
    ? descriptor
    : kept;
};
