import { ByteWriter } from '@warmboot/format';

/** A 64-bit little-endian ELF file of one segment for each program given. */
export const buildElf64 = (
  machine: number,
  programs: readonly {
    readonly type: number;
    readonly paddr: bigint;
    readonly data: Uint8Array;
    readonly memsz?: number;
  }[],
  { type = 2, entry = 0n }: { readonly type?: number; readonly entry?: bigint } = {},
): Uint8Array => {
  const start = 0x40 + programs.length * 0x38;
  const writer = new ByteWriter('little')
    .bytes(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    .u16(type)
    .u16(machine)
    .u32(1)
    .u64(entry)
    .u64(0x40n)
    .u64(0n)
    .u32(0)
    .u16(0x40)
    .u16(0x38)
    .u16(programs.length)
    .u16(0)
    .u16(0)
    .u16(0);
  let offset = start;
  for (const { type: kind, paddr, data, memsz } of programs) {
    writer
      .u32(kind)
      .u32(5)
      .u64(BigInt(offset))
      .u64(paddr)
      .u64(paddr)
      .u64(BigInt(data.length))
      .u64(BigInt(memsz ?? data.length))
      .u64(0x1000n);
    offset += data.length;
  }
  for (const { data } of programs) writer.bytes(data);
  return writer.toBytes();
};

/** A PE32+ file of these sections. @param signedEnd one past the signatures that its headers claim */
export const buildPe = (
  machine: number,
  sections: readonly (readonly [name: string, data: Uint8Array])[],
  signedEnd?: number,
): Uint8Array => {
  const optional = 240;
  const table = 0x40 + 24 + optional;
  const head = table + 40 * sections.length;
  const writer = new ByteWriter('little').u16(0x5a4d).zeros(0x3a).u32(0x40).u32(0x4550).u16(machine);
  writer.u16(sections.length).zeros(12).u16(optional).u16(0);
  writer.u16(0x20b).zeros(66).u16(10).zeros(38).u32(16).zeros(32);
  writer.u32(signedEnd === undefined ? 0 : signedEnd - 8).u32(signedEnd === undefined ? 0 : 8);
  writer.zeros(table - writer.length);
  let offset = head;
  for (const [name, data] of sections) {
    const text = new TextEncoder().encode(name);
    writer.bytes(text).zeros(8 - text.length);
    writer.u32(data.length).u32(0x1000).u32(data.length).u32(offset).zeros(16);
    offset += data.length;
  }
  for (const [, data] of sections) writer.bytes(data);
  return writer.toBytes();
};

/** An EFI zboot image around a payload. */
export const buildZboot = (machine: number, payload: Uint8Array, compression: string): Uint8Array => {
  const name = new TextEncoder().encode(compression);
  const header = new ByteWriter('little')
    .u16(0x5a4d)
    .u16(0)
    .bytes(new TextEncoder().encode('zimg'))
    .u32(0x80)
    .u32(payload.length)
    .zeros(8)
    .bytes(name)
    .zeros(0x3c - 0x18 - name.length)
    .u32(0x40)
    .u32(0x4550)
    .u16(machine);
  return header
    .zeros(0x80 - header.length)
    .bytes(payload)
    .toBytes();
};
