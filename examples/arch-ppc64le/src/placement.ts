import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { kexecTools, toolRun } from '@warmboot/core/plugin';
import type { FlatTree } from '@warmboot/devicetree';
import { withToolCommandLine, withToolInitrd } from '@warmboot/devicetree/linux';
import { isPpcImage, requirePpcImage } from './image.js';
import { LIVE_TREE_FILE } from './layout.js';
import { kernelEndIn, liveTree, readTree, rtasIn } from './tree.js';

const gaveUp = (...lines: string[]): toolRun.GaveUp => new toolRun.GaveUp(kexecTools.DIED, ...lines);

/** The end of the first memory node: what real mode reaches. */
const rmaTop = (tree: FlatTree): PhysAddr => readTree(tree.toBytes()).memory[0]?.range.end ?? 0;

/**
 * setup_memory_ranges(): what is between the kernel, RTAS and the end of the RMA. The tool writes the ends of what it leaves
 * out as if they were the last bytes, so that each range begins a byte late, and its first page is never used. Blocks
 * that were added lie behind the RMA: none of them is ever a place for a segment. kexec/arch/ppc64/kexec-ppc64.c
 */
const rangesOf = (tree: FlatTree): readonly AddressRange[] => {
  const top = rmaTop(tree);
  const rtas = rtasIn(tree);
  const kept = [{ start: 0, end: kernelEndIn(tree) ?? 0 }, ...(rtas === undefined ? [] : [rtas])].sort(
    (a, b) => a.start - b.start,
  );
  return kept
    .map(({ end }, index) => ({ start: end + 1, end: Math.min(kept[index + 1]?.start ?? top, top) }))
    .filter(({ start, end }) => start < end);
};

/** One run of `kexec -c`. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #request: LoadRequest;
  readonly #tree: FlatTree | undefined;

  constructor(machine: Machine, request: LoadRequest) {
    this.#request = request;
    this.#tree = liveTree(machine);
    this.tool = new toolRun.Load({
      ram: this.#tree === undefined ? [] : rangesOf(this.#tree),
      bounds: request,
      pageSize: machine.memory.pageSize,
      align: 0,
      direction: 'lowest',
    });
  }

  /** elf_ppc64_load(). @returns the entry point, which is the purgatory's */
  run(): PhysAddr {
    const { kernel, initrd, purgatory, cmdline, type } = this.#request;
    const tree = this.#tree;
    if (tree === undefined) throw gaveUp(`${LIVE_TREE_FILE}/: No such file or directory`);
    if (kernelEndIn(tree) === undefined)
      throw gaveUp(`${LIVE_TREE_FILE}/chosen/linux,kernel-end: No such file or directory`);
    if (type === 'crash') throw gaveUp('crash images are not modelled for ppc64le');
    const { filesz, memsz } = requirePpcImage(kernel);
    this.tool.addBuffer('kernel', filesz, { memsz });
    const entry = this.tool.addBuffer('purgatory', purgatory.bufsz, { memsz: purgatory.memsz });
    const initrdAt = initrd && rangeAt(this.tool.addBuffer('initrd', initrd.fileSize), initrd.fileSize);
    const bytes = withToolInitrd(withToolCommandLine(tree, cmdline), initrdAt).toBytes();
    this.tool.addBuffer('dtb', bytes.length, { bytes, direction: 'highest' });
    return entry;
  }
}

/** `kexec -c` of kexec-tools for ppc64: everything in the RMA, and the tree as it is now. */
export const userSpaceLoader: UserSpaceLoader = {
  fileTypesOf: (kernel) => (isPpcImage(kernel) ? ['elf-ppc64'] : []),
  load: (machine, request) => toolRun.run(new Load(machine, request), request),
};
