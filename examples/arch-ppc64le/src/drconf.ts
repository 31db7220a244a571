import type { PhysAddr } from '@warmboot/address';
import { ByteReader, ByteWriter } from '@warmboot/format';
import { LMB_SIZE } from './layout.js';

/** What the hypervisor says of a logical memory block. asm/drmem.h */
export const LMB_FLAG = { assigned: 0x08, reserved: 0x80, hotRemovable: 0x100 } as const;

/** One logical memory block. */
export interface Lmb {
  readonly base: PhysAddr;
  /** The name of its connector in calls to the hypervisor. */
  readonly drcIndex: number;
  /** Its row of the table of associativities. */
  readonly association: number;
  readonly flags: number;
}

/** Where the tree has them. */
export const DRCONF_NODE = '/ibm,dynamic-reconfiguration-memory';
export const DRCONF_PROPERTY = 'ibm,dynamic-memory-v2';

/** QEMU's index for a block: type 8 of connectors, and the number of the block. */
export const drcIndexOf = (base: PhysAddr): number => 0x8000_0000 + base / LMB_SIZE;

export const isAssigned = ({ flags }: Lmb): boolean => (flags & LMB_FLAG.assigned) !== 0;

export const isReserved = ({ flags }: Lmb): boolean => (flags & LMB_FLAG.reserved) !== 0;

const follows = (before: Lmb, next: Lmb): boolean =>
  next.base === before.base + LMB_SIZE &&
  next.drcIndex === before.drcIndex + 1 &&
  next.association === before.association &&
  next.flags === before.flags;

/** Runs of blocks that differ in nothing but their numbers. */
const runsOf = (lmbs: readonly Lmb[]): readonly (readonly Lmb[])[] =>
  lmbs.reduce<Lmb[][]>((runs, lmb) => {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && follows(before, lmb)) last.push(lmb);
    else runs.push([lmb]);
    return runs;
  }, []);

/** The value of `ibm,dynamic-memory-v2`: the number of runs, then each (PAPR 13.5.1; asm/drmem.h: of_drconf_cell_v2). */
export const writeLmbs = (lmbs: readonly Lmb[]): Uint8Array => {
  const runs = runsOf(lmbs);
  const out = new ByteWriter('big').u32(runs.length);
  for (const run of runs) {
    const { base, drcIndex, association, flags } = run[0]!;
    out.u32(run.length).u64(BigInt(base)).u32(drcIndex).u32(association).u32(flags);
  }
  return out.toBytes();
};

/** More runs or longer ones than a partition has: the hypervisor's list is no list. */
const MOST = 1 << 20;

/** @throws FormatError for a list that is cut off, or that no partition has */
export const readLmbs = (value: Uint8Array): readonly Lmb[] => {
  const reader = new ByteReader(value, DRCONF_PROPERTY, 'big');
  const lmbs: Lmb[] = [];
  const runs = reader.u32(0, 'number of sets');
  for (let run = 0, at = 4; run < runs; run += 1, at += 24) {
    const length = reader.u32(at, 'seq_lmbs');
    const base = Number(reader.u64(at + 4, 'base_addr'));
    if (length > MOST || lmbs.length > MOST || base > 2 ** 52)
      throw reader.fault(at, 'a set', `${length} blocks at 0x${base.toString(16)}`, 'what a partition has');
    const [drcIndex, association, flags] = [
      reader.u32(at + 12, 'drc_index'),
      reader.u32(at + 16, 'aa_index'),
      reader.u32(at + 20, 'flags'),
    ];
    for (let index = 0; index < length; index += 1)
      lmbs.push({ base: base + index * LMB_SIZE, drcIndex: drcIndex + index, association, flags });
  }
  return lmbs;
};
