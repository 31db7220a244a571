import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Guest } from '../guest/guest.js';
import { concatenated } from '../initramfs/cpio.js';

/** A run of kernel addresses and the memory behind it, as /proc/kcore lists it. */
interface Mapping {
  readonly virtual: bigint;
  readonly physical: bigint;
  readonly size: bigint;
}

const PT_LOAD = 1;
const PT_NOTE = 4;
/** What /proc/kcore says of memory that is mapped page by page. fs/proc/kcore.c: read_kcore */
const NO_PLACE = 2n ** 64n - 1n;

/** Bytes of /proc/kcore that hold its headers and notes on any of our guests. */
const HEAD_PAGES = 8;

/**
 * A guest's memory by the kernel's own addresses. The host reads it, so that nothing in the guest changes by being looked
 * at; the guest is asked once for its symbols and for its map.
 */
export class KernelMemory {
  readonly #guest: Guest;
  #mappings: readonly Mapping[];
  readonly #symbols: ReadonlyMap<string, bigint>;
  /** Lines of VMCOREINFO. */
  readonly vmcoreinfo: readonly string[];
  #reads = 0;

  private constructor(
    guest: Guest,
    mappings: readonly Mapping[],
    symbols: ReadonlyMap<string, bigint>,
    vmcoreinfo: readonly string[],
  ) {
    this.#guest = guest;
    this.#mappings = mappings;
    this.#symbols = symbols;
    this.vmcoreinfo = vmcoreinfo;
  }

  /** @param symbols names that will be asked for */
  static async open(guest: Guest, symbols: readonly string[]): Promise<KernelMemory> {
    const bytes = await headOfKcore(guest);
    const { out } = await guest.sh(`grep -E ' (${symbols.join('|')})$' /proc/kallsyms`);
    const places = [...out.matchAll(/^([0-9a-f]+) \w (\S+)/gm)].map(
      ([, address, name]) => [name!, BigInt(`0x${address}`)] as const,
    );
    return new KernelMemory(guest, mappingsOf(bytes), new Map(places), vmcoreinfoOf(bytes));
  }

  /** Reads the map anew: memory that came since then may hold what is looked for. */
  async refresh(): Promise<void> {
    this.#mappings = mappingsOf(await headOfKcore(this.#guest));
  }

  /** Address of a symbol; undefined for one that the kernel does not tell. */
  symbol(name: string): bigint | undefined {
    return this.#symbols.get(name);
  }

  /** Bytes at a kernel address; undefined where it leads to no memory in one piece. */
  async read(address: bigint, size: number): Promise<Uint8Array | undefined> {
    const mapping = this.#mappings.find(
      ({ virtual, size: length }) => virtual <= address && address + BigInt(size) <= virtual + length,
    );
    return mapping && this.readPhysical(address - mapping.virtual + mapping.physical, size);
  }

  /** Bytes of physical memory. */
  async readPhysical(address: bigint | number, size: number): Promise<Uint8Array> {
    if (size === 0) return new Uint8Array(0);
    this.#reads += 1;
    const file = join(this.#guest.folder, `memory-${this.#reads}`);
    await this.#guest.qmp.ask('pmemsave', { val: Number(address), size, filename: file });
    try {
      return Uint8Array.from(readFileSync(file));
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** Bytes of pages, one after another. */
  async readPages(pages: readonly bigint[], pageSize: number, size: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < pages.length;) {
      let next = at + 1;
      while (next < pages.length && pages[next] === pages[next - 1]! + BigInt(pageSize)) next += 1;
      parts.push(await this.readPhysical(pages[at]!, (next - at) * pageSize));
      at = next;
    }
    return concatenated(parts).slice(0, size);
  }
}

const headOfKcore = async (guest: Guest): Promise<Uint8Array> => {
  const { out } = await guest.sh(`dd if=/proc/kcore bs=4096 count=${HEAD_PAGES} 2>/dev/null | base64`);
  return Uint8Array.from(Buffer.from(out, 'base64'));
};

interface ProgramHeader {
  readonly type: number;
  readonly offset: number;
  readonly mapping: Mapping;
}

const programHeaders = (bytes: Uint8Array): ProgramHeader[] => {
  if (bytes.length < 64) return [];
  const view = new DataView(bytes.buffer);
  const start = Number(view.getBigUint64(32, true));
  const size = view.getUint16(54, true);
  return Array.from({ length: view.getUint16(56, true) }, (_, index) => {
    const at = start + index * size;
    const word = (offset: number): bigint => view.getBigUint64(at + offset, true);
    return {
      type: view.getUint32(at, true),
      offset: Number(word(8)),
      mapping: { virtual: word(16), physical: word(24), size: word(32) },
    };
  });
};

const mappingsOf = (bytes: Uint8Array): Mapping[] =>
  programHeaders(bytes)
    .filter(({ type, mapping }) => type === PT_LOAD && mapping.physical !== NO_PLACE)
    .map(({ mapping }) => mapping);

/** The note that kdump takes along, which /proc/kcore shows too. fs/proc/kcore.c: append_kcore_note */
const vmcoreinfoOf = (bytes: Uint8Array): string[] => {
  const note = programHeaders(bytes).find(({ type }) => type === PT_NOTE);
  if (note === undefined) return [];
  const text = new TextDecoder('latin1').decode(bytes.subarray(note.offset));
  const at = text.indexOf('OSRELEASE=');
  return at < 0 ? [] : (text.slice(at).split('\0')[0] ?? '').split('\n').filter((line) => line.includes('='));
};
