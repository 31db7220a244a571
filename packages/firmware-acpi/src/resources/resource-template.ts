import { ByteReader, ByteWriter } from '@warmboot/format';
import type { ResourceDescriptor } from './descriptor.js';
import { readLarge, writeLarge } from './large.js';
import { readSmall, writeSmall } from './small.js';

/**
 * Reads the buffer that `_CRS`, `_PRS` and their like give, up to and including its end tag (ACPI 6.4 section 6.4).
 * Bytes behind the end tag are not looked at.
 * @throws FormatError for an unknown descriptor, a wrong length, or no end tag
 */
export const parseResourceTemplate = (bytes: Uint8Array): ResourceDescriptor[] => {
  const reader = new ByteReader(bytes, 'resource template', 'little');
  const descriptors: ResourceDescriptor[] = [];
  for (let at = 0; at < bytes.length;) {
    const large = reader.u8(at, 'tag') >= 0x80;
    const { descriptor, size } = large ? readLarge(reader, at) : readSmall(reader, at);
    descriptors.push(descriptor);
    if (descriptor.kind === 'end-tag') return descriptors;
    at += size;
  }
  throw reader.fault(bytes.length, 'end tag', 'missing', 'an end tag (0x79) as the last descriptor');
};

/** Writes descriptors; the end tag is added when the last one is not one. */
export const serialiseResourceTemplate = (descriptors: readonly ResourceDescriptor[]): Uint8Array => {
  const writer = new ByteWriter('little');
  for (const descriptor of descriptors) if (!writeSmall(writer, descriptor)) writeLarge(writer, descriptor);
  if (descriptors.at(-1)?.kind !== 'end-tag') writeSmall(writer, { kind: 'end-tag', checksum: 0 });
  return writer.toBytes();
};
