import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, bareHex, hex, MiB, rangeAt } from '@warmboot/address';
import type { HoleDirection, LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { toolRun, kexecTools } from '@warmboot/core/plugin';

import { FlatTree, stringValue } from '@warmboot/devicetree';
import { withToolInitrd, type CrashHandover } from '@warmboot/devicetree/linux';
import { FormatError } from '@warmboot/format';
import { prepareToolTree } from '../handover/handover.js';
import {
  isArm64Image,
  isVmlinux,
  kernelNeeds,
  requireArm64Image,
  type Arm64Image,
  type Arm64Vmlinux,
} from '../facts/image.js';
import {
  COMMAND_LINE_SIZE,
  FDT_FILE,
  INITRD_WINDOW,
  INITRD_WINDOW_ALIGN,
  MAX_FDT_SIZE,
  type Layout,
} from '../facts/layout.js';
import { readToolMemory, type ToolMemory } from '../facts/memory-ranges.js';
import { toolCoreHeader } from './vmcore-header.js';

/** Offset of purgatory_start in the purgatory that kexec-tools 2.0.25 carries for arm64. */
const PURGATORY_ENTRY = 0x6a0;

/** As low as it goes: only the ELF header of a crash image is placed high (spec 3.4, 3.6). */
const DIRECTION: HoleDirection = 'lowest';

/** Lines that the loader ends with when it returns an error. */
const failed = (...lines: string[]): toolRun.LoaderFailed =>
  new toolRun.LoaderFailed(...lines, 'kexec: load failed.');

/** What kexec-tools takes a kernel before 3.17 to need. kexec/arch/arm64/kexec-arm64.c: arm64_process_image_header. */
const OLD_IMAGE_SIZE = 16 * MiB;

const withKnownSize = (image: Arm64Image, output: string[]): Arm64Image => {
  if (image.imageSize !== 0) return image;
  output.push(
    `kexec: arm64_process_image_header: Warning: Kernel image size set to ${OLD_IMAGE_SIZE / MiB} MiB.`,
    '  Please verify compatability with lodaed kernel.',
  );
  return { ...image, imageSize: OLD_IMAGE_SIZE };
};

/** fdt_check_header() of a --dtb. */
const checkGivenTree = (dtb: Uint8Array): void => {
  try {
    FlatTree.open(dtb);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw failed('kexec: Invalid 2nd device tree.', `(${error.message})`, 'kexec: setup_2nd_dtb failed.');
  }
};

/** One run of `kexec -c`: what it has placed and printed so far. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #memory: ToolMemory;
  readonly #machine: Machine;
  readonly #request: LoadRequest;
  readonly #layout: Layout;

  constructor(machine: Machine, request: LoadRequest, layout: Layout) {
    this.#machine = machine;
    this.#request = request;
    this.#layout = layout;
    this.#memory = readToolMemory(machine.iomem);
    this.tool = new toolRun.Load({
      ram: this.#memory.ranges,
      bounds: request,
      pageSize: machine.memory.pageSize,
      align: layout.pageSize,
      direction: DIRECTION,
    });
  }

  /** image_arm64_load() and arm64_load_other_segments(); @returns the entry point */
  run(): PhysAddr {
    const { kernel, type } = this.#request;
    if (this.#memory.ranges.length === 0)
      throw new toolRun.GaveUp(kexecTools.FAILED, 'Could not get memory layout');
    this.tool.list('System RAM ranges;', this.#memory.ranges);
    const image = withKnownSize(requireArm64Image(kernel), this.tool.output);
    const region =
      type === 'crash' ? toolRun.requireCrashRegion(this.#memory.crashRegions.at(-1)) : undefined;
    const at = this.#locateKernel(image, region) + image.textOffset;
    this.tool.print(`image_arm64_load: kernel_segment: ${bareHex(at - image.textOffset, 16)}`);
    const crash = region === undefined ? undefined : this.#placeCoreHeader(region);
    if (isVmlinux(kernel)) this.#placeParts(kernel, region?.start ?? at - image.textOffset);
    else this.tool.addSegment(at, { kind: 'kernel', bufsz: image.fileSize, memsz: image.imageSize });
    const min = at + image.imageSize;
    const max = region === undefined ? Infinity : region.end - 1;
    this.#placeHandover(at, { min, max }, crash);
    const { bufsz, memsz } = this.#request.purgatory;
    return this.tool.addBuffer('purgatory', bufsz, { memsz, min, max }) + PURGATORY_ENTRY;
  }

  /** elf_exec_load(): each part at its distance from the 2 MiB boundary below the entry. */
  #placeParts({ parts }: Arm64Vmlinux, base: PhysAddr): void {
    for (const { offset, filesz, memsz } of parts) {
      this.tool.addSegment(base + offset, { kind: 'kernel', bufsz: filesz, memsz });
    }
  }

  /** arm64_locate_kernel_segment(): the 2 MiB boundary below text_offset. */
  #locateKernel(image: Arm64Image, region: AddressRange | undefined): PhysAddr {
    const { size, align } = kernelNeeds(image);
    const { memMin, memMax } = this.#request;
    if (region !== undefined) {
      const hole = alignUp(Math.max(region.start, memMin), align);
      if (hole + size <= Math.min(memMax + 1, region.end)) return hole;
      throw failed('arm64_locate_kernel_segment: Crash kernel out of range');
    }
    const hole = this.tool.segments.locate({
      size,
      align,
      min: 0,
      max: Infinity,
      direction: DIRECTION,
    });
    if (hole !== undefined) return hole;
    throw failed(
      `Could not find a free area of memory of ${hex(size)} bytes...`,
      'arm64_locate_kernel_segment: locate_hole failed',
      'image_arm64_load: Kernel segment is not allocated',
    );
  }

  /** load_crashdump_segments(): at the top of the region. The properties list the high region first. */
  #placeCoreHeader(region: AddressRange): CrashHandover {
    const bytes = toolCoreHeader(this.#machine, this.#memory, this.#request, this.#layout);
    const base = this.tool.addBuffer('elfcorehdr', bytes.length, {
      bytes,
      align: 0,
      min: region.start,
      max: region.end - 1,
      direction: 'highest',
    });
    const elfcorehdr = rangeAt(base, bytes.length);
    this.tool.print(
      `load_crashdump_segments: elfcorehdr ${hex(elfcorehdr.start)}-${hex(elfcorehdr.end - 1)}`,
    );
    return { elfcorehdr, usable: this.#memory.crashRegions.toReversed() };
  }

  #placeHandover(kernelAt: PhysAddr, window: Window, crash: CrashHandover | undefined): void {
    const { cmdline, initrd, seed, dtb } = this.#request;
    const fdt = dtb ?? this.#machine.files.get(FDT_FILE);
    if (stringValue(cmdline).length > COMMAND_LINE_SIZE) {
      throw failed('Kernel command line too long for kernel!');
    }
    if (fdt === undefined) throw failed('kexec: Error: No device tree available.');
    if (dtb === undefined) this.tool.print(`read_1st_dtb: found ${FDT_FILE}`);
    else checkGivenTree(dtb);
    const prepared = prepareToolTree(fdt, cmdline, crash, seed);
    this.tool.print(...prepared.output);
    if (!prepared.ok) throw failed('kexec: setup_2nd_dtb failed.');

    const placed =
      initrd === undefined
        ? undefined
        : rangeAt(this.tool.addBuffer('initrd', initrd.fileSize, window), initrd.fileSize);
    if (placed !== undefined) {
      this.tool.print(`initrd: base ${bareHex(placed.start)}, size ${bareHex(initrd?.fileSize ?? 0)}h`);
      const first = alignDown(kernelAt, INITRD_WINDOW_ALIGN);
      if (alignUp(placed.end, INITRD_WINDOW_ALIGN) - first > INITRD_WINDOW) {
        throw failed('kexec: Error: image + initrd too big.');
      }
    }
    const bytes = withToolInitrd(prepared.tree, placed).toBytes();
    if (bytes.length > MAX_FDT_SIZE) throw failed('kexec: Error: dtb too big.');
    const base = this.tool.addBuffer('dtb', bytes.length, { ...window, bytes });
    this.tool.print(`dtb:    base ${bareHex(base)}, size ${bareHex(bytes.length)}h (${bytes.length})`);
  }
}

/** Inclusive bounds. */
interface Window {
  readonly min: PhysAddr;
  readonly max: PhysAddr;
}

/** `kexec -c` of kexec-tools for arm64 with an Image (spec 3.2 to 3.6). */
export const userSpaceLoaderOf = (layout: Layout): UserSpaceLoader => ({
  direction: DIRECTION,
  fileTypesOf: (kernel) => (isVmlinux(kernel) ? ['vmlinux'] : isArm64Image(kernel) ? ['Image'] : []),
  load: (machine, request) => toolRun.run(new Load(machine, request, layout), request),
});
