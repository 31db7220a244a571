import { alignUp, toWire, type AddressRange } from '@warmboot/address';
import { cellCounts } from '../cell-counts.js';
import { FlatTree } from '../flat-tree/flat-tree.js';
import { stringValue, u64Value } from '../property-value.js';
import { readAddressRanges } from '../read-property.js';
import type { CellCounts } from '../reg-entry.js';
import { CHOSEN, CHOSEN_PROPERTY, KASLR_SEED_SIZE, RNG_SEED_SIZE } from './chosen.js';
import type { CrashHandover } from './crash-handover.js';
import { entryOf, fitsCells, rangesValue } from './ranges.js';

const {
  bootargs,
  bootedFromKexec,
  elfcorehdr,
  imaKexecBuffer,
  initrdEnd,
  initrdStart,
  kaslrSeed,
  rngSeed,
  usableMemoryRange,
} = CHOSEN_PROPERTY;

/** drivers/of/kexec.c: FDT_EXTRA_SPACE. */
const EXTRA_SPACE = 0x1000;

/** What kexec_file_load puts into the next kernel's tree. */
export interface KernelHandover {
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
  const start = tree.getProperty(CHOSEN, initrdStart);
  if (start === undefined) return tree;
  const end = tree.getProperty(CHOSEN, initrdEnd);
  if (end === undefined) return undefined;
  const address = numberOf(start);
  const size = BigInt.asUintN(64, numberOf(end) - address);
  const exact = tree.deleteReservation({ address, size });
  if (exact !== tree) return exact;
  const pages = (size + BigInt(pageSize) - 1n) & -BigInt(pageSize);
  return tree.deleteReservation({ address, size: pages });
};

const withInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree => {
  if (initrd === undefined) return tree.deleteProperty(CHOSEN, initrdStart).deleteProperty(CHOSEN, initrdEnd);
  return tree
    .setProperty(CHOSEN, initrdStart, u64Value(toWire(initrd.start)))
    .setProperty(CHOSEN, initrdEnd, u64Value(toWire(initrd.end)))
    .addReservation(entryOf(initrd));
};

const withCrash = (tree: FlatTree, crash: CrashHandover, cells: CellCounts): FlatTree => {
  const described = tree
    .appendProperty(CHOSEN, elfcorehdr, rangesValue([crash.elfcorehdr], cells))
    .addReservation(entryOf(crash.elfcorehdr));
  return crash.usable.reduce(
    (grown, range) => grown.appendProperty(CHOSEN, usableMemoryRange, rangesValue([range], cells)),
    described,
  );
};

const withSeeds = (tree: FlatTree, { randomReady, seed }: KernelHandover): FlatTree => {
  const wiped = tree.deleteProperty(CHOSEN, kaslrSeed);
  if (!randomReady) return wiped;
  return wiped
    .setProperty(CHOSEN, kaslrSeed, seed(KASLR_SEED_SIZE))
    .setProperty(CHOSEN, rngSeed, seed(RNG_SEED_SIZE));
};

/** ima_free_kexec_buffer's trace in the tree: the property and the reservation behind it. */
const withoutImaBuffer = (tree: FlatTree, cells: CellCounts): FlatTree => {
  const value = tree.getProperty(CHOSEN, imaKexecBuffer);
  if (value === undefined) return tree;
  const [buffer] = readAddressRanges({ name: imaKexecBuffer, value }, cells);
  const forgotten = tree.deleteProperty(CHOSEN, imaKexecBuffer);
  return buffer === undefined ? forgotten : forgotten.deleteReservation(buffer);
};

/**
 * of_kexec_alloc_and_setup_fdt(): the tree that this kernel was booted with, edited for the next one and packed.
 * Memory nodes and the UEFI properties stay as they are, hot-added memory is described nowhere.
 * drivers/of/kexec.c; spec arm64 4.6.
 *
 * @returns undefined where the kernel gives up (EINVAL): an initrd start without an end, a range that the root's cells
 * cannot hold
 * @throws FormatError for a broken blob
 */
export const withKernelHandover = (fdt: Uint8Array, handover: KernelHandover): FlatTree | undefined => {
  const { cmdline, crash, initrd, pageSize } = handover;
  const room = FlatTree.open(fdt).totalSize + stringValue(cmdline).length + EXTRA_SPACE;
  let tree = FlatTree.open(fdt, alignUp(room, 4));
  if (!tree.hasNode(CHOSEN)) tree = tree.addSubnode('/', 'chosen');
  const cells = cellCounts(tree.toTree().root);
  const forgotten = withoutOldReservation(
    tree.deleteProperty(CHOSEN, elfcorehdr).deleteProperty(CHOSEN, usableMemoryRange),
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
      ? tree.deleteProperty(CHOSEN, bootargs)
      : tree.setProperty(CHOSEN, bootargs, stringValue(cmdline));
  tree = withSeeds(tree, handover).setProperty(CHOSEN, bootedFromKexec, new Uint8Array(0));
  return withoutImaBuffer(tree, cells).pack();
};
