import type { AddressRange } from '@warmboot/address';
import { toWire } from '@warmboot/address';

import { cellCounts, FlatTree, stringValue, u64Value, type CellCounts } from '@warmboot/devicetree';
import {
  BOOTARGS,
  CHOSEN,
  ELFCOREHDR,
  INITRD_END,
  INITRD_START,
  KASLR_SEED,
  KASLR_SEED_SIZE,
  USABLE_MEMORY_RANGE,
} from './chosen.js';
import { fitsCells, rangesValue, type CrashHandover } from './crash-handover.js';

/** kexec-tools assume these for a root that says nothing. */
const TOOL_CELLS: CellCounts = { addressCells: 1, sizeCells: 1 };

/** A blob, or the lines with which the tool gives up. */
export type ToolTree =
  | { readonly ok: true; readonly tree: FlatTree; readonly output: readonly string[] }
  | { readonly ok: false; readonly output: readonly string[] };

/** Room for one more property, its name and padding; packing takes back what is left. */
const roomFor = (name: string, size: number): number => 16 + name.length + 1 + size + 8;

/** dtb_set_property(): grows the blob by what is needed, sets, packs. /chosen is made when it is missing. */
const setAndPack = (tree: FlatTree, name: string, value: Uint8Array): FlatTree => {
  let grown = tree.resize(tree.totalSize + roomFor(name, value.length) + roomFor(CHOSEN, 0));
  if (!grown.hasNode(CHOSEN)) grown = grown.addSubnode('/', 'chosen');
  return grown.setProperty(CHOSEN, name, value).pack();
};

/** The string with NULs up to a multiple of four: the tool passes the aligned length. */
const paddedString = (text: string): Uint8Array => {
  const value = stringValue(text);
  const padded = new Uint8Array(Math.ceil(value.length / 4) * 4);
  padded.set(value);
  return padded;
};

/**
 * setup_2nd_dtb(): everything but the initrd. An empty command line leaves the last one in place.
 * kexec-tools, kexec/arch/arm64/kexec-arm64.c; spec 3.5, edits 1 to 5.
 *
 * @param seed gives fresh random bytes; called only for a kaslr-seed that the running kernel has used up
 * @throws FormatError for a broken blob
 */
export const prepareToolTree = (
  fdt: Uint8Array,
  cmdline: string,
  crash: CrashHandover | undefined,
  seed: (bytes: number) => Uint8Array,
): ToolTree => {
  let tree = FlatTree.open(fdt);
  if (cmdline !== '') tree = setAndPack(tree, BOOTARGS, paddedString(cmdline));
  const cells = cellCounts(tree.toTree().root, TOOL_CELLS);
  const output = [`get_cells_size: #address-cells:${cells.addressCells} #size-cells:${cells.sizeCells}`];
  if (crash !== undefined && !fitsCells(crash.elfcorehdr, cells)) {
    return { ok: false, output: [...output, "kexec: elfcorehdr doesn't fit cells-size."] };
  }
  if (crash !== undefined && !crash.usable.every((range) => fitsCells(range, cells))) {
    return { ok: false, output: [...output, "kexec: usable memory range doesn't fit cells-size."] };
  }

  const old = tree.getProperty(CHOSEN, KASLR_SEED);
  if (old?.length === KASLR_SEED_SIZE) {
    // The tool reads the cells into 32 bits, so it sees the low half only.
    if (old.subarray(4).some((byte) => byte !== 0)) {
      return { ok: false, output: [...output, 'setup_2nd_dtb: kaslr-seed is not wiped to 0.'] };
    }
    tree = tree.overwriteProperty(CHOSEN, KASLR_SEED, seed(KASLR_SEED_SIZE));
  } else {
    output.push('setup_2nd_dtb: no kaslr-seed found');
    // The copy is thrown away: not even its packing survives.
    if (crash === undefined) return { ok: true, tree, output };
  }
  if (crash !== undefined) {
    const header = rangesValue([crash.elfcorehdr], cells);
    const usable = rangesValue(crash.usable, cells);
    tree = tree.resize(
      tree.totalSize + roomFor(ELFCOREHDR, header.length) + roomFor(USABLE_MEMORY_RANGE, usable.length),
    );
    tree = tree.setProperty(CHOSEN, ELFCOREHDR, header).setProperty(CHOSEN, USABLE_MEMORY_RANGE, usable);
  }
  return { ok: true, tree: tree.pack(), output };
};

/**
 * dtb_set_initrd() and dtb_clear_initrd(): two 64-bit values whatever the cells are, or none.
 * Clearing does not make the blob smaller (spec 3.5, edit 6).
 */
export const withToolInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree => {
  if (initrd === undefined) {
    if (!tree.hasNode(CHOSEN)) return tree;
    return tree.deleteProperty(CHOSEN, INITRD_START).deleteProperty(CHOSEN, INITRD_END);
  }
  return setAndPack(
    setAndPack(tree, INITRD_START, u64Value(toWire(initrd.start))),
    INITRD_END,
    u64Value(toWire(initrd.end)),
  );
};
