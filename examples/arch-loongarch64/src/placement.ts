import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, covers, hex, rangeAt, sizeOf } from '@warmboot/address';
import type { LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { toolRun } from '@warmboot/core/plugin';
import { withoutOwnWords } from './command-line.js';
import { isLoongArchImage, requireImage, type LoongArchImage } from './image.js';
import { BOOTLOADER, COMMAND_LINE_SIZE, KERNEL_ALIGN } from './layout.js';
import { readToolMemory, type ToolMemory } from './memory-ranges.js';
import { terminated } from './text.js';
import { toolCoreHeader } from './vmcore-header.js';

const KIB = 1024;

const failed = (...lines: string[]): toolRun.LoaderFailed =>
  new toolRun.LoaderFailed(...lines, 'kexec: load failed.');

/** One run of `kexec -c`: what it has placed and printed so far. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #memory: ToolMemory;
  readonly #request: LoadRequest;

  constructor(machine: Machine, request: LoadRequest) {
    this.#request = request;
    this.#memory = readToolMemory(machine.iomem);
    this.tool = new toolRun.Load({
      ram: this.#memory.ram,
      bounds: request,
      pageSize: machine.memory.pageSize,
      align: 8,
      direction: 'highest',
    });
  }

  /** pei_loongarch_load(). @returns the entry point */
  run(): PhysAddr {
    const { kernel, type } = this.#request;
    const image = requireImage(kernel);
    const region =
      type === 'crash' ? toolRun.requireCrashRegion(this.#memory.crashRegions.at(-1)) : undefined;
    this.tool.list('MEMORY RANGES:', this.#memory.ram);
    const base = region === undefined ? this.#ownPlace(image) : this.#placeIn(region, image);
    const header = region && this.#placeCoreHeader(region);
    this.tool.addSegment(base, { kind: 'kernel', bufsz: image.fileSize, memsz: image.imageSize });
    this.#placeOthers(base + image.imageSize, region, header);
    return region === undefined ? image.entry : image.entry + region.start;
  }

  /**
   * A kernel that is not for a crash has one place, that which it was linked for: the one running is there, and gets out of
   * the way by the copy.
   */
  #ownPlace({ textOffset, imageSize }: LoongArchImage): PhysAddr {
    const { memMin, memMax } = this.#request;
    const wanted = rangeAt(textOffset, imageSize);
    const isFree =
      memMin <= wanted.start &&
      wanted.end - 1 <= memMax &&
      this.#memory.ram.some((range) => covers(range, wanted));
    if (isFree) return alignUp(textOffset, KERNEL_ALIGN);
    throw failed(
      'loongarch_locate_kernel_segment: locate_hole failed',
      'pei_loongarch_load: Kernel segment is not allocated',
    );
  }

  #placeIn(region: AddressRange, { textOffset, imageSize }: LoongArchImage): PhysAddr {
    const { memMin, memMax } = this.#request;
    const base = alignUp(Math.max(region.start, memMin) + textOffset, KERNEL_ALIGN);
    const end = base + textOffset + imageSize;
    if (end <= memMax && end <= region.end - 1) return base;
    throw failed(
      'loongarch_locate_kernel_segment: Crash kernel out of range',
      'pei_loongarch_load: Kernel segment is not allocated',
    );
  }

  /** load_crashdump_segments(): at the top of the region. */
  #placeCoreHeader({ start: min, end }: AddressRange): AddressRange {
    const bytes = toolCoreHeader(this.#memory, this.#request);
    const placed = this.tool.addBuffer('elfcorehdr', bytes.length, {
      align: 1024,
      min,
      max: end - 1,
      bytes,
    });
    this.tool.print(`load_crashdump_segments: elfcorehdr ${hex(placed)}-${hex(placed + bytes.length - 1)}`);
    return rangeAt(placed, bytes.length);
  }

  /** loongarch_load_other_segments(): the initrd as high as it goes, the command line right behind the kernel. */
  #placeOthers(behind: PhysAddr, region: AddressRange | undefined, header: AddressRange | undefined): void {
    const { initrd } = this.#request;
    const min = alignUp(behind, this.#request.pageSize ?? KIB);
    const max = region === undefined ? Infinity : region.end - 1;
    const words = [`${BOOTLOADER} ${withoutOwnWords(this.#request.cmdline)}`.trim()];
    if (initrd !== undefined) {
      const at = this.tool.addBuffer('initrd', initrd.fileSize, { min, max });
      this.tool.print(`initrd_base: ${at.toString(16)}, initrd_size: ${initrd.fileSize.toString(16)}`);
      words.push(`initrd=${at},${initrd.fileSize}`);
    }
    if (header !== undefined) {
      words.push(`elfcorehdr=${inKib(sizeOf(header))}K@${inKib(header.start)}K`);
      for (const { start, end } of this.#memory.crashRegions)
        words.push(`mem=${inKib(end - start)}K@${inKib(start)}K`);
    }
    const text = words.join(' ');
    if (text.length > COMMAND_LINE_SIZE - 1) throw failed('Kernel command line too long for kernel!');
    this.tool.print(`loongarch_load_other_segments: command_line: ${text}`);
    const bytes = terminated(text, COMMAND_LINE_SIZE);
    this.tool.addBuffer('cmdline', bytes.length, { min, max, direction: 'lowest', bytes });
  }
}

const inKib = (bytes: number): number => Math.floor(bytes / KIB);

/** `kexec -c` of kexec-tools for LoongArch: no purgatory, so nothing checks a digest on the way. */
export const userSpaceLoader: UserSpaceLoader = {
  fileTypesOf: (kernel) => (isLoongArchImage(kernel) ? ['pei-loongarch'] : []),
  load: (machine, request) => {
    const load = toolRun.run(new Load(machine, request), request);
    return load.ok ? { ...load, verifiesDigest: false } : load;
  },
};
