import { MiB, GiB } from '@warmboot/address';

/** ADAPT_SCALE_BASE: from here on a table grows half as fast as memory does. mm/page_alloc.c */
const ADAPT_FROM = 64 * GiB;

/** Bytes of a head of a hash list. */
const HEAD = 8;

/** One of the tables that alloc_large_system_hash() sizes by memory: an entry for each 2^scale bytes. */
const hashSize = (ramBytes: number, scale: number): number => {
  let shift = scale;
  for (let adapt = ADAPT_FROM; adapt < ramBytes; adapt *= 4) shift += 1;
  const entries = (Math.ceil(ramBytes / MiB) * MiB) / 2 ** shift;
  return 2 ** Math.ceil(Math.log2(Math.max(1, entries))) * HEAD;
};

/** Bytes of the hash tables of dentries and inodes, which are the large ones of boot. fs/dcache.c, fs/inode.c */
export const systemHashSize = (ramBytes: number): number => hashSize(ramBytes, 13) + hashSize(ramBytes, 14);
