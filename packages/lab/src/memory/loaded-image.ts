import type { KernelMemory } from './kernel-memory.js';
import { Btf } from './btf.js';

/** A segment of a loaded image, in bytes. */
export interface LoadedSegment {
  readonly mem: bigint;
  readonly memsz: bigint;
  readonly bufsz: bigint;
  /** What it holds, where that was asked for: the loaded bytes alone. */
  readonly bytes?: Uint8Array;
}

/** An image that the kernel holds. */
export interface LoadedImage {
  readonly type: number;
  readonly fileMode: boolean;
  readonly start: bigint;
  readonly controlPage: bigint;
  readonly segments: readonly LoadedSegment[];
}

/** What a guest's kernel must tell for its images to be read. */
export const IMAGE_SYMBOLS = ['kexec_image', 'kexec_crash_image', '__start_BTF', '__stop_BTF'] as const;

/** Flags of an entry in an image's list of pages. include/linux/kexec.h */
const IND = { destination: 1n, indirection: 2n, done: 4n, source: 8n } as const;

/** Largest segment whose bytes are read: hand-over blobs are no larger. */
const LARGEST_BLOB = 160 * 1024;

const WORD = 8;

/** Looks up what a kernel has loaded by kexec, in its own structures. */
export class ImageReader {
  readonly #memory: KernelMemory;
  readonly #btf: Btf;
  readonly #pageSize: number;

  private constructor(memory: KernelMemory, btf: Btf, pageSize: number) {
    this.#memory = memory;
    this.#btf = btf;
    this.#pageSize = pageSize;
  }

  /** Undefined for a kernel that does not carry its types, or hides its symbols: its images cannot be looked at. */
  static async open(memory: KernelMemory, pageSize: number): Promise<ImageReader | undefined> {
    const [start, stop] = [memory.symbol('__start_BTF'), memory.symbol('__stop_BTF')];
    if (start === undefined || stop === undefined || memory.symbol('kexec_image') === undefined)
      return undefined;
    const bytes = await memory.read(start, Number(stop - start));
    return bytes && new ImageReader(memory, new Btf(bytes), pageSize);
  }

  /** The image of a type; undefined where none is loaded, or its memory cannot be found. */
  async read(type: 'normal' | 'crash'): Promise<LoadedImage | undefined> {
    await this.#memory.refresh();
    const symbol = this.#memory.symbol(type === 'crash' ? 'kexec_crash_image' : 'kexec_image');
    const pointer = symbol && (await this.#word(symbol));
    if (pointer === undefined || pointer === 0n) return undefined;
    const field = (name: string): Promise<bigint | undefined> => this.#member(pointer, 'kimage', name);
    const number = await field('nr_segments');
    if (number === undefined) return undefined;
    const count = Number(number);
    const first = this.#btf.member('kimage', 'segment').bit / 8;
    const size = (this.#btf.member('kexec_segment', 'memsz').bit + 64) / 8;
    const pages = type === 'normal' ? await this.#pages(pointer) : undefined;
    const segments: LoadedSegment[] = [];
    for (let index = 0; index < count; index += 1) {
      segments.push(await this.#segment(pointer + BigInt(first + index * size), pages));
    }
    return {
      type: Number((await field('type')) ?? 0n),
      fileMode: (await field('file_mode')) === 1n,
      start: (await field('start')) ?? 0n,
      controlPage: (await field('control_page')) ?? 0n,
      segments,
    };
  }

  async #segment(at: bigint, pages: ReadonlyMap<bigint, bigint> | undefined): Promise<LoadedSegment> {
    const field = async (name: string): Promise<bigint> =>
      (await this.#member(at, 'kexec_segment', name)) ?? 0n;
    const segment = { mem: await field('mem'), memsz: await field('memsz'), bufsz: await field('bufsz') };
    const bufsz = Number(segment.bufsz);
    if (bufsz === 0 || bufsz > LARGEST_BLOB) return segment;
    if (pages === undefined)
      return { ...segment, bytes: await this.#memory.readPhysical(segment.mem, bufsz) };
    const size = BigInt(this.#pageSize);
    const sources: bigint[] = [];
    for (let page = segment.mem - (segment.mem % size); page < segment.mem + segment.bufsz; page += size) {
      const source = pages.get(page);
      if (source === undefined) return segment;
      sources.push(source);
    }
    return { ...segment, bytes: await this.#memory.readPages(sources, this.#pageSize, bufsz) };
  }

  /** Where the pages of a normal image wait, by destination. kernel/kexec_core.c: for_each_kimage_entry */
  async #pages(image: bigint): Promise<ReadonlyMap<bigint, bigint>> {
    const mask = BigInt(this.#pageSize) - 1n;
    const pages = new Map<bigint, bigint>();
    let entry = (await this.#member(image, 'kimage', 'head')) ?? IND.done;
    let entries: DataView | undefined;
    let at = 0;
    let destination = 0n;
    while ((entry & IND.done) === 0n && entry !== 0n) {
      const page = entry & ~mask;
      if ((entry & IND.indirection) !== 0n) {
        const bytes = await this.#memory.readPhysical(page, this.#pageSize);
        entries = new DataView(bytes.buffer);
        at = 0;
      } else if ((entry & IND.destination) !== 0n) {
        destination = page;
      } else if ((entry & IND.source) !== 0n) {
        pages.set(destination, page);
        destination += mask + 1n;
      }
      if (entries === undefined || at + WORD > entries.byteLength) break;
      entry = entries.getBigUint64(at, true);
      at += WORD;
    }
    return pages;
  }

  async #word(address: bigint): Promise<bigint | undefined> {
    const bytes = await this.#memory.read(address, WORD);
    return bytes && new DataView(bytes.buffer).getBigUint64(0, true);
  }

  /** A member of 64 bits, or a bit field, of a structure at an address. */
  async #member(at: bigint, structure: string, member: string): Promise<bigint | undefined> {
    const { bit, width } = this.#btf.member(structure, member);
    const start = Math.floor(bit / 8);
    if (width === 0) return this.#word(at + BigInt(start));
    const bytes = await this.#memory.read(at + BigInt(start), 1);
    return bytes && (BigInt(bytes[0]!) >> BigInt(bit % 8)) & ((1n << BigInt(width)) - 1n);
  }
}
