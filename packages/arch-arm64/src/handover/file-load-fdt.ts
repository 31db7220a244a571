import type { AddressRange } from '@warmboot/address';
import { alignUp, sizeOf, toWire } from '@warmboot/address';

import {
  cellCounts,
  FlatTree,
  readAddressRanges,
  stringValue,
  u64Value,
  type CellCounts,
} from '@warmboot/devicetree';
import {
  BOOTARGS,
  BOOTED_FROM_KEXEC,
  CHOSEN,
  ELFCOREHDR,
  IMA_KEXEC_BUFFER,
  INITRD_END,
  INITRD_START,
  KASLR_SEED,
  KASLR_SEED_SIZE,
  RNG_SEED,
  RNG_SEED_SIZE,
  USABLE_MEMORY_RANGE,
} from './chosen.js';
import { fitsCells, rangesValue, type CrashHandover } from './crash-handover.js';

/** drivers/of/kexec.c: FDT_EXTRA_SPACE. */
const EXTRA_SPACE = 0x1000;

/** What kexec_file_load puts into the next kernel's tree. */
export interface FileLoadHandover {
  /** Empty where the caller gave none: then the last kernel's is deleted. */
  readonly cmdline: string;
  /** Exact, not rounded to pages. */
  readonly initrd: AddressRange | undefined;
  readonly crash: CrashHandover | undefined;
  readonly randomReady: boolean;
  /** Random bytes for kaslr-seed and rng-seed: as many as it is asked for. */
  readonly seed: (bytes: number) => Uint8Array;
  /** Bytes of a page of the running kernel. */
  readonly pageSize: number;
}

/** of_read_number(): all cells of the property, the last 64 bits of them. */
const numberOf = (value: Uint8Array): bigint =>
  BigInt.asUintN(
    64,
    value
      .subarray(0, value.length - (value.length % 4))
      .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
  );

/** Forgets the initrd that this kernel was booted with; undefined when only its start is known. */
const withoutOldReservation = (tree: FlatTree, pageSize: number): FlatTree | undefined => {
  const start = tree.getProperty(CHOSEN, INITRD_START);
  if (start === undefined) return tree;
  const end = tree.getProperty(CHOSEN, INITRD_END);
  if (end === undefined) return undefined;
  const address = numberOf(start);
  const size = BigInt.asUintN(64, numberOf(end) - address);
  const exact = tree.deleteReservation({ address, size });
  if (exact !== tree) return exact;
  const pages = (size + BigInt(pageSize) - 1n) & -BigInt(pageSize);
  return tree.deleteReservation({ address, size: pages });
};

const withInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree => {
  if (initrd === undefined)
    return tree.deleteProperty(CHOSEN, INITRD_START).deleteProperty(CHOSEN, INITRD_END);
  return tree
    .setProperty(CHOSEN, INITRD_START, u64Value(toWire(initrd.start)))
    .setProperty(CHOSEN, INITRD_END, u64Value(toWire(initrd.end)))
    .addReservation({ address: toWire(initrd.start), size: toWire(sizeOf(initrd)) });
};

const withCrash = (tree: FlatTree, { elfcorehdr, usable }: CrashHandover, cells: CellCounts): FlatTree => {
  const described = tree
    .appendProperty(CHOSEN, ELFCOREHDR, rangesValue([elfcorehdr], cells))
    .addReservation({ address: toWire(elfcorehdr.start), size: toWire(sizeOf(elfcorehdr)) });
  return usable.reduce(
    (grown, range) => grown.appendProperty(CHOSEN, USABLE_MEMORY_RANGE, rangesValue([range], cells)),
    described,
  );
};

const withSeeds = (tree: FlatTree, { randomReady, seed }: FileLoadHandover): FlatTree => {
  const wiped = tree.deleteProperty(CHOSEN, KASLR_SEED);
  if (!randomReady) return wiped;
  return wiped
    .setProperty(CHOSEN, KASLR_SEED, seed(KASLR_SEED_SIZE))
    .setProperty(CHOSEN, RNG_SEED, seed(RNG_SEED_SIZE));
};

/** ima_free_kexec_buffer's trace in the tree: the property and the reservation behind it. */
const withoutImaBuffer = (tree: FlatTree, cells: CellCounts): FlatTree => {
  const value = tree.getProperty(CHOSEN, IMA_KEXEC_BUFFER);
  if (value === undefined) return tree;
  const [buffer] = readAddressRanges({ name: IMA_KEXEC_BUFFER, value }, cells);
  const forgotten = tree.deleteProperty(CHOSEN, IMA_KEXEC_BUFFER);
  return buffer === undefined ? forgotten : forgotten.deleteReservation(buffer);
};

/**
 * of_kexec_alloc_and_setup_fdt(): the tree that this kernel was booted with, edited for the next one and packed.
 * Memory nodes and the UEFI properties stay as they are, hot-added memory is described nowhere.
 * drivers/of/kexec.c; spec 4.6.
 *
 * @returns undefined where the kernel gives up (EINVAL): an initrd start without an end, a range that the root's cells
 * cannot hold
 * @throws FormatError for a broken blob
 */
export const buildFileLoadFdt = (fdt: Uint8Array, handover: FileLoadHandover): FlatTree | undefined => {
  const { cmdline, crash, initrd, pageSize } = handover;
  const room = FlatTree.open(fdt).totalSize + stringValue(cmdline).length + EXTRA_SPACE;
  let tree = FlatTree.open(fdt, alignUp(room, 4));
  if (!tree.hasNode(CHOSEN)) tree = tree.addSubnode('/', 'chosen');
  const cells = cellCounts(tree.toTree().root);
  const forgotten = withoutOldReservation(
    tree.deleteProperty(CHOSEN, ELFCOREHDR).deleteProperty(CHOSEN, USABLE_MEMORY_RANGE),
    pageSize,
  );
  if (forgotten === undefined) return undefined;
  if (crash !== undefined && ![crash.elfcorehdr, ...crash.usable].every((range) => fitsCells(range, cells))) {
    return undefined;
  }
  tree = withInitrd(forgotten, initrd);
  if (crash !== undefined) tree = withCrash(tree, crash, cells);
  tree =
    cmdline === ''
      ? tree.deleteProperty(CHOSEN, BOOTARGS)
      : tree.setProperty(CHOSEN, BOOTARGS, stringValue(cmdline));
  tree = withSeeds(tree, handover).setProperty(CHOSEN, BOOTED_FROM_KEXEC, new Uint8Array(0));
  return withoutImaBuffer(tree, cells).pack();
};
