import type { AddressRange } from '@warmboot/address';
import { alignUp, sizeOf, toWire } from '@warmboot/address';

import { cellCounts, FlatTree, stringValue, u64Value } from '@warmboot/devicetree';
import {
  BOOTARGS,
  BOOTED_FROM_KEXEC,
  CHOSEN,
  ELFCOREHDR,
  INITRD_END,
  INITRD_START,
  KASLR_SEED,
  RNG_SEED,
  USABLE_MEMORY_RANGE,
} from './chosen.js';
import { fitsCells, rangesValue } from './ranges.js';
import type { CrashHandover } from './tool-tree.js';

/** drivers/of/kexec.c: FDT_EXTRA_SPACE, RNG_SEED_SIZE and the size of a kaslr-seed. */
const EXTRA_SPACE = 0x1000;
const RNG_SEED_SIZE = 128;
const KASLR_SEED_SIZE = 8;

/** What kexec_file_load puts into the next kernel's tree. */
export interface KernelHandover {
  /** Empty where the caller gave none: then the last kernel's is deleted. */
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  readonly crash: CrashHandover | undefined;
  readonly randomReady: boolean;
  readonly seed: (bytes: number) => Uint8Array;
}

const reservationOf = (range: AddressRange) => ({
  address: toWire(range.start),
  size: toWire(sizeOf(range)),
});

const withoutLastInitrd = (tree: FlatTree): FlatTree => {
  const start = tree.getProperty(CHOSEN, INITRD_START);
  const end = tree.getProperty(CHOSEN, INITRD_END);
  if (start?.length !== 8 || end?.length !== 8) return tree;
  const numberIn = (value: Uint8Array): bigint =>
    new DataView(value.buffer, value.byteOffset, value.byteLength).getBigUint64(0);
  const address = numberIn(start);
  return tree.deleteReservation({ address, size: numberIn(end) - address });
};

const withInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree =>
  initrd === undefined
    ? tree.deleteProperty(CHOSEN, INITRD_START).deleteProperty(CHOSEN, INITRD_END)
    : tree
        .setProperty(CHOSEN, INITRD_START, u64Value(toWire(initrd.start)))
        .setProperty(CHOSEN, INITRD_END, u64Value(toWire(initrd.end)))
        .addReservation(reservationOf(initrd));

const withSeeds = (tree: FlatTree, { randomReady, seed }: KernelHandover): FlatTree => {
  const wiped = tree.deleteProperty(CHOSEN, KASLR_SEED);
  return randomReady
    ? wiped
        .setProperty(CHOSEN, KASLR_SEED, seed(KASLR_SEED_SIZE))
        .setProperty(CHOSEN, RNG_SEED, seed(RNG_SEED_SIZE))
    : wiped;
};

/**
 * of_kexec_alloc_and_setup_fdt(): the tree that this kernel was booted with, edited for the next one and packed. Memory
 * nodes stay as they are: hot-added memory is described nowhere. drivers/of/kexec.c
 * @returns undefined where a range does not fit the root's cells, which is EINVAL
 * @throws FormatError for a broken blob
 */
export const buildKernelTree = (fdt: Uint8Array, handover: KernelHandover): FlatTree | undefined => {
  const { cmdline, crash, initrd } = handover;
  const room = FlatTree.open(fdt).totalSize + stringValue(cmdline).length + EXTRA_SPACE;
  let tree = FlatTree.open(fdt, alignUp(room, 4));
  if (!tree.hasNode(CHOSEN)) tree = tree.addSubnode('/', 'chosen');
  const cells = cellCounts(tree.toTree().root);
  const told = crash === undefined ? [] : [crash.elfcorehdr, ...crash.usable];
  if (!told.every((range) => fitsCells(range, cells))) return undefined;
  tree = tree.deleteProperty(CHOSEN, ELFCOREHDR).deleteProperty(CHOSEN, USABLE_MEMORY_RANGE);
  tree = withInitrd(withoutLastInitrd(tree), initrd);
  if (crash !== undefined) {
    tree = tree
      .appendProperty(CHOSEN, ELFCOREHDR, rangesValue([crash.elfcorehdr], cells))
      .addReservation(reservationOf(crash.elfcorehdr))
      .appendProperty(CHOSEN, USABLE_MEMORY_RANGE, rangesValue(crash.usable, cells));
  }
  tree =
    cmdline === ''
      ? tree.deleteProperty(CHOSEN, BOOTARGS)
      : tree.setProperty(CHOSEN, BOOTARGS, stringValue(cmdline));
  return withSeeds(tree, handover).setProperty(CHOSEN, BOOTED_FROM_KEXEC, new Uint8Array(0)).pack();
};
