const HEADER = 64;

const header = (type: number): DataView => {
  const view = new DataView(new ArrayBuffer(4096));
  view.setUint32(0, 0x7f454c46);
  view.setUint8(4, 2);
  view.setUint8(5, 1);
  view.setUint16(16, type, true);
  return view;
};

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer);

const put = (view: DataView, at: number, text: string): number => {
  bytesOf(view).set(new TextEncoder().encode(`${text}\0`), at);
  return at + text.length + 1;
};

/** An ELF64 program that wants a loader and libraries. Its strings lie 0x1000 higher in memory than in the file. */
export const executable = (loader: string, libraries: readonly string[]): Uint8Array => {
  const view = header(3);
  const word = (at: number, value: number): void => view.setBigUint64(at, BigInt(value), true);
  const [dynamic, strings] = [0x400, 0x800];
  word(32, HEADER);
  view.setUint16(54, 56, true);
  view.setUint16(56, 3, true);
  const segment = (index: number, type: number, offset: number, size: number): void => {
    const at = HEADER + index * 56;
    view.setUint32(at, type, true);
    word(at + 8, offset);
    word(at + 16, offset + 0x1000);
    word(at + 32, size);
  };
  put(view, 0x300, loader);
  segment(0, 3, 0x300, loader.length + 1);
  segment(1, 1, 0, 4096);
  segment(2, 2, dynamic, (libraries.length + 2) * 16);
  let name = strings + 1;
  for (const [index, library] of libraries.entries()) {
    word(dynamic + index * 16, 1);
    word(dynamic + index * 16 + 8, name - strings);
    name = put(view, name, library);
  }
  word(dynamic + libraries.length * 16, 5);
  word(dynamic + libraries.length * 16 + 8, strings + 0x1000);
  return bytesOf(view);
};

interface Section {
  readonly size: number;
  readonly align: number;
  readonly empty?: boolean;
}

/** A relocatable ELF64 object of sections that are loaded. */
export const relocatable = (sections: readonly Section[]): Uint8Array => {
  const view = header(1);
  view.setBigUint64(40, BigInt(HEADER), true);
  view.setUint16(58, 64, true);
  view.setUint16(60, sections.length, true);
  for (const [index, { size, align, empty = false }] of sections.entries()) {
    const at = HEADER + index * 64;
    view.setUint32(at + 4, empty ? 8 : 1, true);
    view.setBigUint64(at + 8, 2n, true);
    view.setBigUint64(at + 32, BigInt(size), true);
    view.setBigUint64(at + 48, BigInt(align), true);
  }
  return bytesOf(view).slice(0, HEADER + sections.length * 64);
};
