import type { AddressRange } from '@warmboot/address';
import { rangeAt, toWire } from '@warmboot/address';
import type { Machine } from '@warmboot/core/plugin';
import { FlatTree, u32Value, u64Value } from '@warmboot/devicetree';
import { CHOSEN, handoverReader, roomForProperty, withToolProperty } from '@warmboot/devicetree/linux';
import { ByteReader } from '@warmboot/format';
import { DRCONF_NODE, DRCONF_PROPERTY, readLmbs, writeLmbs, type Lmb } from './drconf.js';
import { COMMAND_LINE_SIZE, LIVE_TREE_FILE } from './layout.js';

const RTAS_NODE = '/rtas';
const KERNEL_END = 'linux,kernel-end';

/** What a kernel reads out of its tree; UEFI is no part of it. @throws FormatError for a blob that is no devicetree */
export const readTree = handoverReader({ commandLineSize: COMMAND_LINE_SIZE, readUefi: () => undefined });

/** The blocks that the hypervisor has for the partition, in the order of the tree. @throws FormatError */
export const lmbsIn = (tree: FlatTree): readonly Lmb[] => {
  const value = tree.hasNode(DRCONF_NODE) ? tree.getProperty(DRCONF_NODE, DRCONF_PROPERTY) : undefined;
  return value === undefined ? [] : readLmbs(value);
};

/** drmem_update_dt(): the tree with other blocks. */
export const withLmbs = (tree: FlatTree, lmbs: readonly Lmb[]): FlatTree => {
  const value = writeLmbs(lmbs);
  return tree
    .resize(tree.totalSize + roomForProperty(DRCONF_PROPERTY, value.length))
    .setProperty(DRCONF_NODE, DRCONF_PROPERTY, value)
    .pack();
};

const wordAt = (tree: FlatTree, name: string): number | undefined => {
  const value = tree.hasNode(RTAS_NODE) ? tree.getProperty(RTAS_NODE, name) : undefined;
  return value && new ByteReader(value, RTAS_NODE, 'big').u32(0, name);
};

/** Memory that the firmware's runtime keeps, though the tree calls it memory. early_init_dt_scan_rtas() */
export const rtasIn = (tree: FlatTree): AddressRange | undefined => {
  const [base, size] = [wordAt(tree, 'linux,rtas-base'), wordAt(tree, 'rtas-size')];
  return base === undefined || size === undefined ? undefined : rangeAt(base, size);
};

/** Properties of the node of RTAS. */
export const rtasProperties = ({ start, end }: AddressRange) => [
  { name: 'linux,rtas-base', value: u32Value(start) },
  { name: 'linux,rtas-entry', value: u32Value(start) },
  { name: 'rtas-size', value: u32Value(end - start) },
];

/** What the running kernel adds to its tree for kexec-tools: where it ends. arch/powerpc/kexec/core.c: kexec_setup */
export const withKernelEnd = (tree: FlatTree, end: number): FlatTree =>
  withToolProperty(tree, KERNEL_END, u64Value(toWire(end)));

export const kernelEndIn = (tree: FlatTree): number | undefined => {
  const value = tree.hasNode(CHOSEN) ? tree.getProperty(CHOSEN, KERNEL_END) : undefined;
  return value && Number(new ByteReader(value, CHOSEN, 'big').u64(0, KERNEL_END));
};

/** The tree as it is now; undefined for a machine that has none. @throws FormatError */
export const liveTree = ({ files }: Pick<Machine, 'files'>): FlatTree | undefined => {
  const blob = files.get(LIVE_TREE_FILE);
  return blob && FlatTree.open(blob);
};
