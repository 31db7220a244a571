import { AmlError, AmlRegionError } from './aml-error.js';
import { stringBytes, type Basic, type Conversion } from './conversion.js';
import type { Budget } from './limits.js';
import type { AmlBuffer, AmlInteger, BufferField, FieldUnit, OperationRegion } from './objects.js';
import {
  isBufferSpace,
  regionSpaceName,
  type AccessWidth,
  type RegionHandler,
  type RegionHandlers,
  type RegionInfo,
} from './region-handler.js';

const bitsOf = (bytes: Uint8Array, from: number, count: number): bigint => {
  let value = 0n;
  const last = Math.min(bytes.length - 1, (from + count - 1) >> 3);
  for (let index = last; index >= from >> 3; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return (value >> BigInt(from & 7)) & ((1n << BigInt(count)) - 1n);
};

/** Collects bits, low ones first, into bytes. */
class BitCollector {
  readonly bytes: Uint8Array;
  #at = 0;
  #pending = 0n;
  #count = 0;

  constructor(bits: number) {
    this.bytes = new Uint8Array((bits + 7) >> 3);
  }

  add(value: bigint, bits: number): void {
    this.#pending |= value << BigInt(this.#count);
    this.#count += bits;
    for (; this.#count >= 8; this.#count -= 8) this.#emit();
  }

  finish(): Uint8Array {
    if (this.#count > 0) this.#emit();
    return this.bytes;
  }

  #emit(): void {
    if (this.#at < this.bytes.length) this.bytes[this.#at++] = Number(this.#pending & 0xffn);
    this.#pending >>= 8n;
  }
}

interface Access {
  readonly unit: FieldUnit;
  /** Byte offset of the datum. */
  readonly offset: number;
}

export interface FieldAccessOptions {
  readonly handlers: RegionHandlers;
  readonly conversion: () => Conversion;
  readonly budget: () => Budget;
  /** Lets an access reach past the end of a region whose length is not a multiple of the access width. */
  readonly slack: boolean;
}

/** Reads and writes fields, access by access (ACPI 6.4 sections 5.5.2.4 and 19.6.48, ACPICA exfldio.c). */
export class FieldAccess {
  readonly #options: FieldAccessOptions;

  constructor(options: FieldAccessOptions) {
    this.#options = options;
  }

  /** An integer when the field fits into one, else a buffer. */
  read(field: FieldUnit | BufferField): AmlInteger | AmlBuffer {
    const conversion = this.#options.conversion();
    const size = (field.bitLength + 7) >> 3;
    this.#options.budget().buffer(size);
    if (field.type === 'field-unit' && this.#bufferRegion(field) !== undefined) {
      return conversion.buffer(this.#transfer(field, new Uint8Array(size)));
    }
    const bytes = field.type === 'field-unit' ? this.#readUnit(field) : this.#readBuffer(field);
    const asBuffer = field.type === 'buffer-field' && field.alwaysBuffer;
    if (asBuffer || size > conversion.integerBytes) return conversion.buffer(bytes);
    return conversion.integer(bitsOf(bytes, 0, field.bitLength));
  }

  /** Writes a value: what is missing is zero, what is too much is cut off. @returns the answer of a buffer protocol */
  write(field: FieldUnit | BufferField, source: Basic): AmlBuffer | undefined {
    const bytes = this.#sourceBytes(source);
    if (field.type === 'buffer-field') this.#writeBuffer(field, bytes);
    else if (this.#bufferRegion(field) !== undefined) {
      if (source.type !== 'buffer') {
        throw new AmlError('AE_AML_OPERAND_TYPE', 'this field takes a Buffer and nothing else');
      }
      return this.#options.conversion().buffer(this.#transfer(field, bytes));
    } else this.#writeUnit(field, bytes);
    return undefined;
  }

  #sourceBytes(source: Basic): Uint8Array {
    if (source.type === 'buffer') return source.bytes;
    if (source.type === 'string') return stringBytes(source.value);
    return Uint8Array.from({ length: 8 }, (_, index) => Number((source.value >> BigInt(8 * index)) & 0xffn));
  }

  #readBuffer({ source, bitOffset, bitLength }: BufferField): Uint8Array {
    const bits = new BitCollector(bitLength);
    for (let done = 0; done < bitLength; done += 8) {
      const count = Math.min(8, bitLength - done);
      bits.add(bitsOf(source.bytes, bitOffset + done, count), count);
    }
    return bits.finish();
  }

  #writeBuffer({ source, bitOffset, bitLength }: BufferField, value: Uint8Array): void {
    const target = source.bytes;
    for (let bit = 0; bit < bitLength;) {
      const at = bitOffset + bit;
      const count = Math.min(8 - (at & 7), bitLength - bit);
      const mask = ((1 << count) - 1) << (at & 7);
      const fresh = Number(bitsOf(value, bit, count)) << (at & 7);
      target[at >> 3] = ((target[at >> 3] ?? 0) & ~mask) | fresh;
      bit += count;
    }
  }

  #readUnit(unit: FieldUnit): Uint8Array {
    const width = unit.accessBytes * 8;
    const first = Math.floor(unit.bitOffset / width);
    const skip = unit.bitOffset - first * width;
    const bits = new BitCollector(unit.bitLength);
    for (let done = 0, index = first; done < unit.bitLength; index++) {
      const from = index === first ? skip : 0;
      const count = Math.min(width - from, unit.bitLength - done);
      const datum = this.#readDatum({ unit, offset: index * unit.accessBytes });
      bits.add((datum >> BigInt(from)) & ((1n << BigInt(count)) - 1n), count);
      done += count;
    }
    return bits.finish();
  }

  #writeUnit(unit: FieldUnit, value: Uint8Array): void {
    const width = unit.accessBytes * 8;
    const first = Math.floor(unit.bitOffset / width);
    const skip = unit.bitOffset - first * width;
    const full = (1n << BigInt(width)) - 1n;
    for (let done = 0, index = first; done < unit.bitLength; index++) {
      const from = index === first ? skip : 0;
      const count = Math.min(width - from, unit.bitLength - done);
      const access = { unit, offset: index * unit.accessBytes };
      const mask = ((1n << BigInt(count)) - 1n) << BigInt(from);
      let datum = bitsOf(value, done, count) << BigInt(from);
      if (mask !== full) datum |= this.#others(access, full & ~mask);
      this.#writeDatum(access, datum);
      done += count;
    }
  }

  /** The bits of a datum that the field does not cover, by the update rule. */
  #others(access: Access, mask: bigint): bigint {
    switch (access.unit.update) {
      case 'preserve':
        return this.#readDatum(access) & mask;
      case 'ones':
        return mask;
      case 'zeros':
        return 0n;
    }
  }

  #readDatum({ unit, offset }: Access): bigint {
    this.#options.budget().step();
    const { home } = unit;
    if (home.kind === 'index') {
      this.#select(home.index, BigInt(offset), 'index');
      return bitsOf(this.#readUnit(home.data), 0, home.data.bitLength);
    }
    if (home.kind === 'bank') this.#select(home.bank, home.value, 'bank');
    const { region } = home;
    this.#checkLimit(region, unit.accessBytes, offset);
    if (region.table !== undefined) return bitsOf(region.table, offset * 8, unit.accessBytes * 8);
    const width = (unit.accessBytes * 8) as AccessWidth;
    const address = region.base + BigInt(offset);
    const datum = answering(region, () => this.#handler(region).read(address, width, info(region)));
    return BigInt.asUintN(width, datum);
  }

  #writeDatum({ unit, offset }: Access, datum: bigint): void {
    this.#options.budget().step();
    const { home } = unit;
    if (home.kind === 'index') {
      this.#select(home.index, BigInt(offset), 'index');
      this.#writeUnit(home.data, this.#sourceBytes({ type: 'integer', value: datum }));
      return;
    }
    if (home.kind === 'bank') this.#select(home.bank, home.value, 'bank');
    const { region } = home;
    this.#checkLimit(region, unit.accessBytes, offset);
    if (region.table !== undefined) {
      for (let byte = 0; byte < unit.accessBytes; byte++) {
        region.table[offset + byte] = Number((datum >> BigInt(8 * byte)) & 0xffn);
      }
      return;
    }
    const width = (unit.accessBytes * 8) as AccessWidth;
    const address = region.base + BigInt(offset);
    answering(region, () => this.#handler(region).write(address, width, datum, info(region)));
  }

  /** Writes the index or bank register before an access. */
  #select(register: FieldUnit, value: bigint, what: string): void {
    if (value >> BigInt(register.bitLength) !== 0n) {
      const room = `${register.bitLength} bits`;
      throw new AmlError(
        'AE_AML_REGISTER_LIMIT',
        `${what} 0x${value.toString(16)} does not fit into ${room}`,
      );
    }
    this.#writeUnit(register, this.#sourceBytes({ type: 'integer', value }));
  }

  #checkLimit(region: OperationRegion, bytes: number, offset: number): void {
    const step = BigInt(bytes);
    const length = this.#options.slack ? ((region.length + step - 1n) / step) * step : region.length;
    if (BigInt(offset + bytes) <= length) return;
    const place = `${bytes} bytes at offset 0x${offset.toString(16)}`;
    throw new AmlError('AE_AML_REGION_LIMIT', `${place} of ${region.node.path}, which has ${region.length}`);
  }

  #bufferRegion({ home }: FieldUnit): OperationRegion | undefined {
    return home.kind !== 'index' && isBufferSpace(home.region.space) ? home.region : undefined;
  }

  #transfer(unit: FieldUnit, data: Uint8Array): Uint8Array {
    const region = this.#bufferRegion(unit);
    if (region === undefined) throw new TypeError('not a field of a buffer protocol');
    const handler = this.#handler(region);
    if (handler.transfer === undefined)
      throw new AmlRegionError(regionSpaceName(region.space), region.node.path);
    const address = region.base + BigInt(unit.bitOffset >> 3);
    const { transfer } = handler;
    return answering(region, () =>
      transfer.call(handler, address, data.slice(), unit.attribute, info(region)).slice(),
    );
  }

  #handler(region: OperationRegion): RegionHandler {
    const name = regionSpaceName(region.space);
    const handlers: Readonly<Record<string | number, RegionHandler | undefined>> = this.#options.handlers;
    const found = (Object.hasOwn(handlers, name) ? handlers[name] : undefined) ?? handlers[region.space];
    if (found === undefined) throw new AmlRegionError(name, region.node.path);
    return found;
  }
}

/** What a handler throws is an error of the access; its own errors with a code stay as they are. */
const answering = <T>(region: OperationRegion, access: () => T): T => {
  try {
    return access();
  } catch (error) {
    if (error instanceof AmlError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new AmlError('AE_ERROR', `the handler of ${region.node.path} failed: ${said}`, {}, error);
  }
};

const info = ({ node, space, base, length }: OperationRegion): RegionInfo => ({
  path: node.path,
  space,
  base,
  length,
});
