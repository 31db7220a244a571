import { cellCounts, FlatTree, type CellCounts } from '@warmboot/devicetree';
import {
  CHOSEN,
  CHOSEN_PROPERTY,
  fitsCells,
  KASLR_SEED_SIZE,
  rangesValue,
  roomForProperty,
  withToolCommandLine,
  type CrashHandover,
} from '@warmboot/devicetree/linux';

/** kexec-tools assume these for a root that says nothing. */
const TOOL_CELLS: CellCounts = { addressCells: 1, sizeCells: 1 };

/** A blob, or the lines with which the tool gives up. */
export type ToolTree =
  | { readonly ok: true; readonly tree: FlatTree; readonly output: readonly string[] }
  | { readonly ok: false; readonly output: readonly string[] };

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
  const { elfcorehdr, kaslrSeed, usableMemoryRange } = CHOSEN_PROPERTY;
  let tree = withToolCommandLine(FlatTree.open(fdt), cmdline);
  const cells = cellCounts(tree.toTree().root, TOOL_CELLS);
  const output = [`get_cells_size: #address-cells:${cells.addressCells} #size-cells:${cells.sizeCells}`];
  if (crash !== undefined && !fitsCells(crash.elfcorehdr, cells)) {
    return { ok: false, output: [...output, "kexec: elfcorehdr doesn't fit cells-size."] };
  }
  if (crash !== undefined && !crash.usable.every((range) => fitsCells(range, cells))) {
    return { ok: false, output: [...output, "kexec: usable memory range doesn't fit cells-size."] };
  }

  const old = tree.getProperty(CHOSEN, kaslrSeed);
  if (old?.length === KASLR_SEED_SIZE) {
    // The tool reads the cells into 32 bits, so it sees the low half only.
    if (old.subarray(4).some((byte) => byte !== 0)) {
      return { ok: false, output: [...output, 'setup_2nd_dtb: kaslr-seed is not wiped to 0.'] };
    }
    tree = tree.overwriteProperty(CHOSEN, kaslrSeed, seed(KASLR_SEED_SIZE));
  } else {
    output.push('setup_2nd_dtb: no kaslr-seed found');
    // The copy is thrown away: not even its packing survives.
    if (crash === undefined) return { ok: true, tree, output };
  }
  if (crash !== undefined) {
    const header = rangesValue([crash.elfcorehdr], cells);
    const usable = rangesValue(crash.usable, cells);
    const room =
      roomForProperty(elfcorehdr, header.length) + roomForProperty(usableMemoryRange, usable.length);
    tree = tree
      .resize(tree.totalSize + room)
      .setProperty(CHOSEN, elfcorehdr, header)
      .setProperty(CHOSEN, usableMemoryRange, usable);
  }
  return { ok: true, tree: tree.pack(), output };
};
