import type {
  AddressRange,
  FileLoader,
  KernelImage,
  KernelProfile,
  KexecBuffers,
  LoadRequest,
  Machine,
  PhysAddr,
  Result,
  SegmentKind,
} from '@warmboot/core';
import { done, rangeAt, refuse, refuseAloud, succeed } from '@warmboot/core';
import { buildKernelTree } from './devicetree/kernel-tree.js';
import { isRiscvImage, requireRiscvImage } from './image.js';
import { factsOf } from './kernel-facts.js';
import { COMMAND_LINE_SIZE, FDT_FILE, PAGE_SIZE } from './layout.js';
import { kernelCoreHeader } from './vmcore-header.js';

/** kexec_image_probe_default() and the checks at the head of image_load(). */
const probe = (_machine: Machine, kernel: KernelImage, profile?: KernelProfile): Result => {
  const { fileLoadFormats } = factsOf(profile);
  if (!isRiscvImage(kernel)) return refuse('ENOEXEC', `the kernel loads an Image, not ${kernel.format}`);
  if (!fileLoadFormats.includes(kernel.format)) {
    return refuse('ENOEXEC', `this kernel loads ${fileLoadFormats.join(' and ')} files, not an Image`);
  }
  if (kernel.imageSize === 0) return refuse('EINVAL', 'the header has no image_size');
  if (kernel.bigEndian) return refuse('EINVAL', 'a big-endian kernel, and this one is not');
  return done;
};

/** Places what follows the kernel, everything from the top of memory. */
class ExtraSegments {
  readonly #buffers: KexecBuffers;
  readonly #min: PhysAddr;

  constructor(buffers: KexecBuffers, min: PhysAddr) {
    this.#buffers = buffers;
    this.#min = min;
  }

  add(
    kind: SegmentKind,
    bufsz: number,
    memsz: number,
    align: number,
    bytes?: Uint8Array,
  ): Result<AddressRange> {
    const placed = this.#buffers.add({
      kind,
      bufsz,
      memsz,
      align,
      min: this.#min,
      max: Infinity,
      topDown: true,
      ...(bytes === undefined ? {} : { bytes }),
    });
    return placed.ok ? succeed(rangeAt(placed.value, bufsz)) : placed;
  }
}

/** load_extra_segments(): elfcorehdr, purgatory, initrd, devicetree. @returns the entry point, which is the purgatory's */
const loadExtra = (
  machine: Machine,
  request: LoadRequest,
  segments: ExtraSegments,
  profile: KernelProfile | undefined,
): Result<PhysAddr> => {
  const { kernelPurgatory: purgatory, initrd, randomReady, seed } = request;
  let { cmdline } = request;
  let elfcorehdr: AddressRange | undefined;
  if (request.type === 'crash') {
    const header = kernelCoreHeader(machine, request, profile);
    if (!header.ok) return header;
    const { length } = header.value;
    const placed = segments.add('elfcorehdr', length, length, PAGE_SIZE, header.value);
    if (!placed.ok) return placed;
    elfcorehdr = placed.value;
    cmdline = `elfcorehdr=0x${elfcorehdr.start.toString(16)} ${cmdline}`;
    if (cmdline.length + 1 > COMMAND_LINE_SIZE) {
      return refuse('EINVAL', 'Appending elfcorehdr=<addr> exceeds cmdline size');
    }
  }

  if (purgatory === undefined) return refuseAloud('ENOEXEC', 'kexec_file(Image): Error loading purgatory');
  const entry = segments.add('purgatory', purgatory.bufsz, purgatory.memsz, PAGE_SIZE);
  if (!entry.ok) return entry;

  let initrdAt: AddressRange | undefined;
  if (initrd !== undefined) {
    const placed = segments.add('initrd', initrd.fileSize, initrd.fileSize, PAGE_SIZE);
    if (!placed.ok) return placed;
    initrdAt = placed.value;
  }

  const { crashRegion } = machine.kexec;
  const crash =
    elfcorehdr === undefined || crashRegion === undefined ? undefined : { elfcorehdr, usable: crashRegion };
  const fdt = machine.files.get(FDT_FILE);
  const tree = fdt && buildKernelTree(fdt, { cmdline, initrd: initrdAt, crash, randomReady, seed });
  if (tree === undefined) return refuse('EINVAL', 'Error setting up the new device tree.');
  const bytes = tree.toBytes();
  const placed = segments.add('dtb', bytes.length, bytes.length, PAGE_SIZE, bytes);
  return placed.ok ? succeed(entry.value.start) : placed;
};

/** image_load(): the lowest place at a multiple of text_offset. arch/riscv/kernel/kexec_image.c (6.16) */
const load: FileLoader['load'] = (machine, request, buffers, profile) => {
  const { imageSize, textOffset, fileSize } = requireRiscvImage(request.kernel);
  const placed = buffers.add({
    kind: 'kernel',
    bufsz: fileSize,
    memsz: imageSize,
    align: textOffset,
    min: 0,
    max: Infinity,
    topDown: false,
  });
  if (!placed.ok) return placed;
  const extra = new ExtraSegments(buffers, placed.value + imageSize);
  return loadExtra(machine, request, extra, profile);
};

/** kexec_file_load on riscv64: its purgatory checks a digest before the kernel runs. */
export const fileLoader: FileLoader = { probe, load, verifiesDigest: true };
