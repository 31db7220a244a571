import { cellCounts, type FlatTree } from '@warmboot/devicetree';
import {
  CHOSEN,
  CHOSEN_PROPERTY,
  fitsCells,
  rangesValue,
  withToolProperty,
  type CrashHandover,
} from '@warmboot/devicetree/linux';

/**
 * The tree with what a capture kernel needs, or without what this kernel was told as one.
 * kexec/arch/riscv/kexec-riscv.c: load_extra_segments
 * @returns undefined where the root's cells are missing or cannot hold a range
 */
export const withCrash = (tree: FlatTree, crash: CrashHandover | undefined): FlatTree | undefined => {
  const { elfcorehdr, usableMemoryRange } = CHOSEN_PROPERTY;
  if (crash === undefined) {
    return tree.hasNode(CHOSEN)
      ? tree.deleteProperty(CHOSEN, elfcorehdr).deleteProperty(CHOSEN, usableMemoryRange)
      : tree;
  }
  const { root } = tree.toTree();
  const named = (name: string): boolean => root.properties.some((property) => property.name === name);
  if (!named('#address-cells') || !named('#size-cells')) return undefined;
  const cells = cellCounts(root);
  if (![crash.elfcorehdr, ...crash.usable].every((range) => fitsCells(range, cells))) return undefined;
  const described = withToolProperty(tree, elfcorehdr, rangesValue([crash.elfcorehdr], cells));
  return withToolProperty(described, usableMemoryRange, rangesValue(crash.usable, cells));
};
