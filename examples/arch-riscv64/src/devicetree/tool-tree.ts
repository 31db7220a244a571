import type { AddressRange } from '@warmboot/address';
import { toWire } from '@warmboot/address';

import { cellCounts, FlatTree, stringValue, u64Value } from '@warmboot/devicetree';
import { BOOTARGS, CHOSEN, ELFCOREHDR, INITRD_END, INITRD_START, USABLE_MEMORY_RANGE } from './chosen.js';
import { fitsCells, rangesValue } from './ranges.js';

/** What a capture kernel is told besides the usual. */
export interface CrashHandover {
  /** The ELF header of the vmcore. */
  readonly elfcorehdr: AddressRange;
  /** What it may use: the crash kernel's region, then its low one. The tool knows of one alone. */
  readonly usable: readonly AddressRange[];
}

/** Room for one more property, its name and padding; packing takes back what is left. */
const roomFor = (name: string, size: number): number => 16 + name.length + 1 + size + 8;

/** dtb_set_property(): grows the blob, sets, packs; /chosen is made when it is missing. kexec-tools, kexec/dt-ops.c */
const setAndPack = (tree: FlatTree, name: string, value: Uint8Array): FlatTree => {
  const grown = tree.resize(tree.totalSize + roomFor(name, value.length) + roomFor(CHOSEN, 0));
  const chosen = grown.hasNode(CHOSEN) ? grown : grown.addSubnode('/', 'chosen');
  return chosen.setProperty(CHOSEN, name, value).pack();
};

/** The string with NULs up to a multiple of four: the tool passes the aligned length. */
const paddedString = (text: string): Uint8Array => {
  const value = stringValue(text);
  const padded = new Uint8Array(Math.ceil(value.length / 4) * 4);
  padded.set(value);
  return padded;
};

/** The tree with the command line; an empty one leaves the last in place. arch_process_options() @throws FormatError */
export const withBootArgs = (fdt: Uint8Array, cmdline: string): FlatTree => {
  const tree = FlatTree.open(fdt);
  return cmdline === '' ? tree : setAndPack(tree, BOOTARGS, paddedString(cmdline));
};

/**
 * The tree with what a capture kernel needs, or without what this kernel was told as one.
 * kexec/arch/riscv/kexec-riscv.c: load_extra_segments
 * @returns undefined where the root's cells are missing or cannot hold a range
 */
export const withCrash = (tree: FlatTree, crash: CrashHandover | undefined): FlatTree | undefined => {
  if (crash === undefined) {
    return tree.hasNode(CHOSEN)
      ? tree.deleteProperty(CHOSEN, ELFCOREHDR).deleteProperty(CHOSEN, USABLE_MEMORY_RANGE)
      : tree;
  }
  const { properties } = tree.toTree().root;
  const named = (name: string): boolean => properties.some((property) => property.name === name);
  if (!named('#address-cells') || !named('#size-cells')) return undefined;
  const cells = cellCounts(tree.toTree().root);
  if (![crash.elfcorehdr, ...crash.usable].every((range) => fitsCells(range, cells))) return undefined;
  return setAndPack(
    setAndPack(tree, ELFCOREHDR, rangesValue([crash.elfcorehdr], cells)),
    USABLE_MEMORY_RANGE,
    rangesValue(crash.usable, cells),
  );
};

/** dtb_set_initrd() and dtb_clear_initrd(): two 64-bit values whatever the cells are, or none. */
export const withInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree => {
  if (initrd !== undefined) {
    return setAndPack(
      setAndPack(tree, INITRD_START, u64Value(toWire(initrd.start))),
      INITRD_END,
      u64Value(toWire(initrd.end)),
    );
  }
  if (!tree.hasNode(CHOSEN)) return tree;
  return tree.deleteProperty(CHOSEN, INITRD_START).deleteProperty(CHOSEN, INITRD_END);
};
