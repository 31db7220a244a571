import { toWire, type AddressRange } from '@warmboot/address';
import type { FlatTree } from '../flat-tree/flat-tree.js';
import { stringValue, u64Value } from '../property-value.js';
import { CHOSEN, CHOSEN_PROPERTY } from './chosen.js';

/*
 * How kexec-tools edit the running kernel's tree. kexec/dt-ops.c is one file for all architectures; what each tells its
 * capture kernel is its own.
 */

/** Bytes for one more property, its name and padding; packing takes back what is left. */
export const roomForProperty = (name: string, size: number): number => 16 + name.length + 1 + size + 8;

/** dtb_set_property() on /chosen, which is made when it is missing: grows the blob by what is needed, sets, packs. */
export const withToolProperty = (tree: FlatTree, name: string, value: Uint8Array): FlatTree => {
  const room = roomForProperty(name, value.length) + roomForProperty(CHOSEN, 0);
  const grown = tree.resize(tree.totalSize + room);
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

/** dtb_set_bootargs(); an empty command line leaves the last one in place. */
export const withToolCommandLine = (tree: FlatTree, cmdline: string): FlatTree =>
  cmdline === '' ? tree : withToolProperty(tree, CHOSEN_PROPERTY.bootargs, paddedString(cmdline));

/**
 * dtb_set_initrd() and dtb_clear_initrd(): two 64-bit values whatever the cells are, or none. Clearing does not make the
 * blob smaller.
 */
export const withToolInitrd = (tree: FlatTree, initrd: AddressRange | undefined): FlatTree => {
  const { initrdStart, initrdEnd } = CHOSEN_PROPERTY;
  if (initrd === undefined) {
    if (!tree.hasNode(CHOSEN)) return tree;
    return tree.deleteProperty(CHOSEN, initrdStart).deleteProperty(CHOSEN, initrdEnd);
  }
  const started = withToolProperty(tree, initrdStart, u64Value(toWire(initrd.start)));
  return withToolProperty(started, initrdEnd, u64Value(toWire(initrd.end)));
};
