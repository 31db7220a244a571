import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { Btf } from '../../src/memory/btf.js';

interface Written {
  readonly kind: number;
  readonly name: string;
  readonly fields?: boolean;
  readonly members?: readonly { readonly name: string; readonly type: number; readonly offset: number }[];
  readonly rest?: number;
}

/** A BTF of a few types. Documentation/bpf/btf.rst */
const btf = (types: readonly Written[]): Uint8Array => {
  let strings = '\0';
  const nameAt = (name: string): number => {
    if (name === '') return 0;
    const at = strings.length;
    strings += `${name}\0`;
    return at;
  };
  const words: number[] = [];
  for (const { kind, name, fields = false, members = [], rest = 0 } of types) {
    words.push(nameAt(name), ((fields ? 1 << 31 : 0) | (kind << 24) | members.length) >>> 0, 0);
    for (const member of members) words.push(nameAt(member.name), member.type, member.offset);
    for (let index = 0; index < rest; index += 1) words.push(0);
  }
  const text = new TextEncoder().encode(strings);
  const bytes = new Uint8Array(24 + words.length * 4 + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xeb9f, true);
  view.setUint32(4, 24, true);
  view.setUint32(12, words.length * 4, true);
  view.setUint32(16, words.length * 4, true);
  view.setUint32(20, text.length, true);
  for (const [index, word] of words.entries()) view.setUint32(24 + index * 4, word, true);
  bytes.set(text, 24 + words.length * 4);
  return bytes;
};

const TYPES: readonly Written[] = [
  { kind: 1, name: 'long', rest: 1 },
  { kind: 3, name: '', rest: 3 },
  { kind: 5, name: '', members: [{ name: 'buf', type: 1, offset: 0 }] },
  {
    kind: 4,
    name: 'kexec_segment',
    members: [
      { name: '', type: 3, offset: 0 },
      { name: 'memsz', type: 1, offset: 192 },
    ],
  },
  {
    kind: 4,
    name: 'kimage',
    fields: true,
    members: [
      { name: 'head', type: 1, offset: 0 },
      { name: 'file_mode', type: 1, offset: (1 << 24) | 5186 },
    ],
  },
];

describe('the types that a kernel carries', () => {
  const types = new Btf(btf(TYPES));

  it('tell where a member is, in bits', () => {
    expect(types.member('kexec_segment', 'memsz')).toEqual({ bit: 192, width: 0 });
    expect(types.member('kimage', 'head')).toEqual({ bit: 0, width: 0 });
  });

  it('look into members without a name, and know bit fields', () => {
    expect(types.member('kexec_segment', 'buf')).toEqual({ bit: 0, width: 0 });
    expect(types.member('kimage', 'file_mode')).toEqual({ bit: 5186, width: 1 });
  });

  it('say which structure another kernel has otherwise', () => {
    expect(() => types.member('kimage', 'nr_segments')).toThrow(/kimage.*nr_segments/);
    expect(() => new Btf(new Uint8Array(40))).toThrow(FormatError);
  });
});
