import type { AddressRange, LoadRequest, Machine, PhysAddr, ToolRun, UserSpaceLoader } from '@warmboot/core';
import {
  alignUp,
  bareHex,
  hex,
  LoaderFailed,
  rangeAt,
  SegmentList,
  runTool,
  TOOL_DIED,
  ToolGaveUp,
} from '@warmboot/core';
import type { FlatTree } from '@warmboot/devicetree';
import { withBootArgs, withCrash, withInitrd } from './devicetree/tool-tree.js';
import { isRiscvImage, requireRiscvImage, type RiscvImage } from './image.js';
import { FDT_FILE } from './layout.js';
import { readToolMemory, type ToolMemory } from './memory-ranges.js';
import { toolCoreHeader } from './vmcore-header.js';

/** Where everything but the kernel goes. */
const DIRECTION = 'highest';

/** Lines that the tool ends with when a loader returned an error. */
const failed = (...lines: string[]): LoaderFailed => new LoaderFailed(...lines, 'kexec: load failed.');

/** One run of `kexec -c`: what it has placed and printed so far. */
class Load implements ToolRun {
  readonly output: string[] = [];
  readonly memory: ToolMemory;
  readonly segments: SegmentList;
  readonly #machine: Machine;
  readonly #request: LoadRequest;

  constructor(machine: Machine, request: LoadRequest) {
    this.#machine = machine;
    this.#request = request;
    this.memory = readToolMemory(machine.iomem);
    this.segments = new SegmentList(this.memory.ranges, request, machine.memory.pageSize);
  }

  /** image_riscv_load() and load_extra_segments(); @returns the entry point */
  run(): PhysAddr {
    const { kernel, type } = this.#request;
    const tree = this.#readTree();
    if (this.memory.ranges.length === 0) throw failed('Could not get memory layout');
    this.#listRanges();
    const image = requireRiscvImage(kernel);
    if (image.imageSize === 0) throw failed('Kernel image size is NULL');
    if (image.bigEndian) throw failed('Kernel image was built as big endian');
    const region = type === 'crash' ? this.#crashRegion() : undefined;
    const at = this.#findBase(image, region);
    this.output.push(`Entry point for the Image: 0x${bareHex(at).toUpperCase()}`);
    this.#place(this.segments.add(at, { kind: 'kernel', bufsz: image.fileSize, memsz: image.imageSize }));
    this.#placeExtra(image, tree, region);
    return at;
  }

  /** arch_process_options(): the tree of --dtb or the running kernel's, with the command line. */
  #readTree(): FlatTree {
    const { dtb, cmdline } = this.#request;
    const fdt = dtb ?? this.#machine.files.get(FDT_FILE);
    if (fdt === undefined) {
      throw new ToolGaveUp(TOOL_DIED, `No dtb provided and ${FDT_FILE} is not present`);
    }
    if (dtb === undefined) this.output.push(`Warning: No dtb provided, using ${FDT_FILE}`);
    return withBootArgs(fdt, cmdline);
  }

  #listRanges(): void {
    this.output.push('System RAM ranges;');
    for (const { start, end } of this.memory.ranges) {
      this.output.push(`${bareHex(start, 16)}-${bareHex(end - 1, 16)} (0)`);
    }
  }

  #crashRegion(): AddressRange {
    const region = this.memory.crashRegions.at(-1);
    if (region === undefined) throw new ToolGaveUp(TOOL_DIED, 'Memory for crashkernel is not reserved');
    return region;
  }

  /**
   * riscv_find_pbase(): the first range that is large enough, whatever --mem-min says; what the bounds leave out is found
   * when the segment is added. Ends are inclusive, so that an exact fit is refused.
   */
  #findBase({ imageSize, textOffset }: RiscvImage, region: AddressRange | undefined): PhysAddr {
    for (const { start, end } of region === undefined ? this.memory.ranges : [region]) {
      const at = alignUp(start, textOffset);
      if (end - 1 > at && end - 1 - at >= imageSize) return at;
    }
    throw failed('Could not find a memory region for the provided Image');
  }

  #placeExtra({ textOffset, imageSize }: RiscvImage, tree: FlatTree, region: AddressRange | undefined): void {
    const elfcorehdr = region && this.#placeCoreHeader(region);
    const told = withCrash(
      tree,
      elfcorehdr === undefined || region === undefined ? undefined : { elfcorehdr, usable: region },
    );
    if (told === undefined) throw failed("Couldn't add elfcorehdr to fdt");
    const { initrd } = this.#request;
    // The offset of the image stands where its address should: there is no lower bound that matters.
    const min = textOffset + imageSize;
    let max = region === undefined ? Infinity : region.end - 1;
    let initrdAt: AddressRange | undefined;
    if (initrd !== undefined) {
      initrdAt = rangeAt(this.#buffer('initrd', initrd.fileSize, min, max), initrd.fileSize);
      this.output.push(`Base addr for initrd image: 0x${bareHex(initrdAt.start).toUpperCase()}`);
      max = initrdAt.start;
    }
    const bytes = withInitrd(told, initrdAt).toBytes();
    this.#buffer('dtb', bytes.length, min, max, bytes);
  }

  /** load_elfcorehdr(): at the top of the region. */
  #placeCoreHeader(region: AddressRange): AddressRange {
    const bytes = toolCoreHeader(this.#machine, this.memory, this.#request);
    const base = this.#buffer('elfcorehdr', bytes.length, region.start, region.end - 1, bytes);
    const last = base + bytes.length - 1;
    this.output.push(`load_elfcorehdr: elfcorehdr ${hex(base)}-${hex(last)}`);
    return rangeAt(base, bytes.length);
  }

  #buffer(
    kind: 'initrd' | 'dtb' | 'elfcorehdr',
    size: number,
    min: PhysAddr,
    max: PhysAddr,
    bytes?: Uint8Array,
  ): PhysAddr {
    return this.#place(
      this.segments.addBuffer({
        kind,
        bufsz: size,
        memsz: size,
        align: 0,
        min,
        max,
        direction: DIRECTION,
        ...(bytes === undefined ? {} : { bytes }),
      }),
    );
  }

  #place(placed: ReturnType<SegmentList['add']>): PhysAddr {
    if (!placed.ok) throw new ToolGaveUp(TOOL_DIED, ...placed.output);
    return placed.base;
  }
}

/** `kexec -c` of kexec-tools for riscv64 with an Image: no purgatory, so nothing checks a digest on the way. */
export const userSpaceLoader: UserSpaceLoader = {
  direction: DIRECTION,
  fileTypesOf: (kernel) => (isRiscvImage(kernel) ? ['image-riscv'] : []),
  load: (machine, request) => {
    const load = runTool(new Load(machine, request), request);
    return load.ok ? { ...load, verifiesDigest: false } : load;
  },
};
