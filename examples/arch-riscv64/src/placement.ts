import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, bareHex, hex, rangeAt, toWire } from '@warmboot/address';
import type { LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { toolRun, kexecTools } from '@warmboot/core/plugin';

import { FlatTree } from '@warmboot/devicetree';
import { withToolCommandLine, withToolInitrd } from '@warmboot/devicetree/linux';
import { withCrash } from './devicetree/tool-tree.js';
import { isRiscvElf, type RiscvElf } from './elf.js';
import { isRiscvImage, requireRiscvImage, type RiscvImage } from './image.js';
import { lowestAddress, partsAt } from './kernel-parts.js';
import { FDT_FILE, PMD_SIZE, PAGE_SIZE } from './layout.js';
import { readToolMemory, type ToolMemory } from './memory-ranges.js';
import { toolCoreHeader } from './vmcore-header.js';

/** Where everything but the kernel goes. */
const DIRECTION = 'highest';

/** Lines that the tool ends with when a loader returned an error. */
const failed = (...lines: string[]): toolRun.LoaderFailed =>
  new toolRun.LoaderFailed(...lines, 'kexec: load failed.');

const NO_COMMAND_LINE = 'Warning: No cmdline or append string provided';

/** arch_process_options() without `--dtb`: the running kernel's tree, or the line with which the tool gives up. */
const defaultTree = ({ files }: Machine): { readonly fdt: Uint8Array | undefined; readonly said: string } => {
  const fdt = files.get(FDT_FILE);
  return {
    fdt,
    said:
      fdt === undefined
        ? `No dtb provided and ${FDT_FILE} is not present`
        : `Warning: No dtb provided, using ${FDT_FILE}`,
  };
};

/** Where the kernel went, and what its extra segments are bound by. */
interface PlacedKernel {
  readonly entry: PhysAddr;
  /** Lowest address for anything else. */
  readonly min: PhysAddr;
}

/** One run of `kexec -c`: what it has placed and printed so far. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #memory: ToolMemory;
  readonly #machine: Machine;
  readonly #request: LoadRequest;

  constructor(machine: Machine, request: LoadRequest) {
    this.#machine = machine;
    this.#request = request;
    this.#memory = readToolMemory(machine.iomem);
    this.tool = new toolRun.Load({
      ram: this.#memory.ranges,
      bounds: request,
      pageSize: machine.memory.pageSize,
      align: 0,
      direction: DIRECTION,
    });
  }

  /** @returns the entry point */
  run(): PhysAddr {
    const { kernel, type } = this.#request;
    const region = type === 'crash' ? toolRun.requireCrashRegion(this.#memory.crashRegion) : undefined;
    const tree = this.#readTree();
    if (this.#memory.ranges.length === 0) throw failed('Could not get memory layout');
    this.tool.list('System RAM ranges;', this.#memory.ranges);
    const { entry, min } = isRiscvElf(kernel)
      ? this.#placeElf(kernel, region)
      : this.#placeImage(requireRiscvImage(kernel), region);
    this.#placeExtra(tree, region, min);
    return entry;
  }

  /** arch_process_options(): the tree of --dtb or the running kernel's, with the command line. */
  #readTree(): FlatTree {
    const { dtb, cmdline } = this.#request;
    if (cmdline === '') this.tool.print(NO_COMMAND_LINE);
    if (dtb !== undefined) return withToolCommandLine(FlatTree.open(dtb), cmdline);
    const { fdt, said } = defaultTree(this.#machine);
    if (fdt === undefined) throw new toolRun.GaveUp(kexecTools.DIED, said);
    this.tool.print(said);
    return withToolCommandLine(FlatTree.open(fdt), cmdline);
  }

  /** image_riscv_load(). kexec/arch/riscv/kexec-image-riscv.c */
  #placeImage(image: RiscvImage, region: AddressRange | undefined): PlacedKernel {
    const { imageSize, textOffset, fileSize, bigEndian } = image;
    if (imageSize === 0) throw failed('Kernel image size is NULL');
    if (bigEndian) throw failed('Kernel image was built as big endian');
    const at = this.#findBase(imageSize, textOffset, region);
    if (at === undefined) throw failed('Could not find a memory region for the provided Image');
    this.tool.print(`Entry point for the Image: 0x${bareHex(at).toUpperCase()}`);
    this.tool.addSegment(at, { kind: 'kernel', bufsz: fileSize, memsz: imageSize });
    // The offset of the image stands where its address should: there is no lower bound that matters.
    return { entry: at, min: textOffset + imageSize };
  }

  /** elf_riscv_load(): the entry is the segment that begins with it. kexec/arch/riscv/kexec-elf-riscv.c */
  #placeElf(elf: RiscvElf, region: AddressRange | undefined): PlacedKernel {
    const size = elf.loads.reduce((sum, { memsz }) => sum + alignUp(memsz, PAGE_SIZE), 0);
    const start = elf.loads.findLast(
      ({ vaddr, paddr }) => vaddr === elf.entry || toWire(paddr) === elf.entry,
    );
    if (start === undefined) {
      throw new toolRun.LoaderFailed('Could not find the entry point address of provided ELF image');
    }
    const base = this.#findBase(size, PMD_SIZE, region);
    if (base === undefined) {
      throw new toolRun.LoaderFailed('Could not find a memory region for the provided ELF image');
    }
    this.tool.print(`New base paddr for the ELF: 0x${bareHex(base).toUpperCase()}`);
    for (const { at, ...part } of partsAt(elf, base)) {
      this.tool.addSegment(at, { kind: 'kernel', ...part });
    }
    return { entry: start.paddr - lowestAddress(elf) + base, min: base + size };
  }

  /**
   * riscv_find_pbase(): the first range that is large enough, whatever --mem-min says; what the bounds leave out is found
   * when the segment is added. Ends are inclusive, so that an exact fit is refused.
   */
  #findBase(size: number, align: number, region: AddressRange | undefined): PhysAddr | undefined {
    for (const { start, end } of region === undefined ? this.#memory.ranges : [region]) {
      const at = alignUp(start, align);
      if (end - 1 > at && end - 1 - at >= size) return at;
    }
    return undefined;
  }

  /** load_extra_segments(). kexec/arch/riscv/kexec-riscv.c */
  #placeExtra(tree: FlatTree, region: AddressRange | undefined, min: PhysAddr): void {
    const elfcorehdr = region && this.#placeCoreHeader(region);
    const told = withCrash(
      tree,
      elfcorehdr === undefined || region === undefined ? undefined : { elfcorehdr, usable: [region] },
    );
    if (told === undefined) throw failed("Couldn't add elfcorehdr to fdt");
    const { initrd } = this.#request;
    let max = region === undefined ? Infinity : region.end - 1;
    let initrdAt: AddressRange | undefined;
    if (initrd !== undefined) {
      initrdAt = rangeAt(this.tool.addBuffer('initrd', initrd.fileSize, { min, max }), initrd.fileSize);
      this.tool.print(`Base addr for initrd image: 0x${bareHex(initrdAt.start).toUpperCase()}`);
      max = initrdAt.start;
    }
    const bytes = withToolInitrd(told, initrdAt).toBytes();
    this.tool.addBuffer('dtb', bytes.length, { min, max, bytes });
  }

  /** load_elfcorehdr(): at the top of the region. */
  #placeCoreHeader(region: AddressRange): AddressRange {
    const bytes = toolCoreHeader(this.#memory, region, this.#request);
    const { start: min, end } = region;
    const base = this.tool.addBuffer('elfcorehdr', bytes.length, { min, max: end - 1, bytes });
    const last = base + bytes.length - 1;
    this.tool.print(`load_elfcorehdr: elfcorehdr ${hex(base)}-${hex(last)}`);
    return rangeAt(base, bytes.length);
  }
}

/** `kexec -c` of kexec-tools 2.0.32 for riscv64: no purgatory, so nothing checks a digest on the way. */
export const userSpaceLoader: UserSpaceLoader = {
  direction: DIRECTION,
  withoutOptions: (machine) => [NO_COMMAND_LINE, defaultTree(machine).said],
  fileTypesOf: (kernel) => {
    if (isRiscvElf(kernel)) return ['elf-riscv'];
    return isRiscvImage(kernel) ? ['image-riscv'] : [];
  },
  load: (machine, request) => {
    const load = toolRun.run(new Load(machine, request), request);
    return load.ok ? { ...load, verifiesDigest: false } : load;
  },
};
