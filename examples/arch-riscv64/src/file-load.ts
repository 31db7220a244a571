import type { AddressRange, PhysAddr } from '@warmboot/address';
import type {
  FileLoader,
  KernelImage,
  KexecBuffers,
  LoadRequest,
  Machine,
  Result,
} from '@warmboot/core/plugin';
import { done, fileLoad, refuse, refuseAloud, succeed } from '@warmboot/core/plugin';
import { withKernelHandover } from '@warmboot/devicetree/linux';

import type { RiscvBuild } from './build.js';
import { isRiscvElf, type RiscvElf } from './elf.js';
import { isRiscvImage, requireRiscvImage, type RiscvImage } from './image.js';
import { lowestAddress, partsAt } from './kernel-parts.js';
import { COMMAND_LINE_SIZE, FDT_FILE, PMD_SIZE, PAGE_SIZE } from './layout.js';
import { kernelCoreHeader } from './vmcore-header.js';

/** kexec_image_probe_default() and the checks at the head of each format's loader. */
const probe = ({ facts: { fileLoadFormats } }: RiscvBuild, kernel: KernelImage): Result => {
  const formats = fileLoadFormats.join(' and ');
  if (!isRiscvImage(kernel) && !isRiscvElf(kernel)) {
    return refuse('ENOEXEC', `this kernel loads ${formats} files for riscv64, not ${kernel.format}`);
  }
  if (!fileLoadFormats.includes(kernel.format)) {
    return refuse('ENOEXEC', `this kernel loads ${formats} files, not an Image`);
  }
  if (isRiscvElf(kernel)) return done;
  if (kernel.imageSize === 0) return refuse('EINVAL', 'the header has no image_size');
  return kernel.bigEndian ? refuse('EINVAL', 'a big-endian kernel, and this one is not') : done;
};

/** Where a kernel was placed. */
interface PlacedKernel {
  /** Where its first instruction is: the purgatory jumps there. */
  readonly entry: PhysAddr;
  /** Bytes behind the entry that nothing else is placed in. */
  readonly size: number;
}

/**
 * elf_kexec_load(): a hole for as many bytes as the file has, symbols and all, then each part at its distance from the
 * lowest, without another look. arch/riscv/kernel/kexec_elf.c (elf_kexec.c until 6.14)
 */
const placeElf = (kernel: RiscvElf, buffers: KexecBuffers): Result<PlacedKernel> => {
  const { fileSize, entry, loads } = kernel;
  const hole = {
    kind: 'kernel',
    bufsz: fileSize,
    memsz: fileSize,
    align: PMD_SIZE,
    min: lowestAddress(kernel),
    max: Infinity,
    topDown: false,
  } as const;
  const base = buffers.locate(hole);
  if (!base.ok) return base;
  for (const part of partsAt(kernel, base.value)) {
    const placed = buffers.add({ ...hole, ...part });
    if (!placed.ok) return placed;
  }
  const lowest = loads.reduce((low, { vaddr }) => (vaddr < low ? vaddr : low), entry);
  return succeed({ entry: base.value + Number(entry - lowest), size: fileSize });
};

/** image_load(): the lowest place at a multiple of text_offset. arch/riscv/kernel/kexec_image.c (6.16) */
const placeImage = (kernel: RiscvImage, buffers: KexecBuffers): Result<PlacedKernel> => {
  const { imageSize, textOffset, fileSize } = kernel;
  const placed = buffers.add({
    kind: 'kernel',
    bufsz: fileSize,
    memsz: imageSize,
    align: textOffset,
    min: 0,
    max: Infinity,
    topDown: false,
  });
  return placed.ok ? succeed({ entry: placed.value, size: imageSize }) : placed;
};

/**
 * load_extra_segments(): elfcorehdr, purgatory, initrd, devicetree, all from the top of memory.
 * arch/riscv/kernel/machine_kexec_file.c
 * @returns the entry point, which is the purgatory's
 */
const loadExtra = (
  build: RiscvBuild,
  machine: Machine,
  request: LoadRequest,
  buffers: KexecBuffers,
  min: PhysAddr,
): Result<PhysAddr> => {
  const { kernelPurgatory: purgatory, randomReady, seed } = request;
  const place: fileLoad.PartPlace = { align: PAGE_SIZE, min, max: Infinity, topDown: true };
  let { cmdline } = request;
  let elfcorehdr: AddressRange | undefined;
  if (request.type === 'crash') {
    const header = kernelCoreHeader(build, machine, request);
    if (!header.ok) return header;
    const placed = fileLoad.addBlob(buffers, 'elfcorehdr', header.value, place);
    if (!placed.ok) return placed;
    elfcorehdr = placed.value;
    cmdline = `elfcorehdr=0x${elfcorehdr.start.toString(16)} ${cmdline}`;
    if (cmdline.length + 1 > COMMAND_LINE_SIZE) {
      return refuse('EINVAL', 'Appending elfcorehdr=<addr> exceeds cmdline size');
    }
  }

  if (purgatory === undefined) return refuseAloud('ENOEXEC', 'kexec_file(Image): Error loading purgatory');
  const entry = buffers.add({ kind: 'purgatory', ...purgatory, ...place });
  if (!entry.ok) return entry;

  const initrd = fileLoad.addInitrd(buffers, request, place);
  if (!initrd.ok) return initrd;

  const { crashRegion, crashLowRegion } = machine.kexec;
  const usable = [crashRegion, crashLowRegion].filter((region) => region !== undefined);
  const crash = elfcorehdr === undefined ? undefined : { elfcorehdr, usable };
  const fdt = machine.files.get(FDT_FILE);
  const told = { cmdline, initrd: initrd.value, crash, randomReady, seed, pageSize: PAGE_SIZE };
  const tree = fdt && withKernelHandover(fdt, told);
  if (tree === undefined) return refuse('EINVAL', 'Error setting up the new device tree.');
  const placed = fileLoad.addBlob(buffers, 'dtb', tree.toBytes(), place);
  return placed.ok ? entry : placed;
};

/** kexec_file_load on riscv64: its purgatory checks a digest before the kernel runs. */
export const fileLoaderOf = (build: RiscvBuild): FileLoader => ({
  verifiesDigest: true,
  probe: (_machine, kernel) => probe(build, kernel),
  load: (machine, request, buffers) => {
    const { kernel } = request;
    const placed = isRiscvElf(kernel)
      ? placeElf(kernel, buffers)
      : placeImage(requireRiscvImage(kernel), buffers);
    if (!placed.ok) return placed;
    const { entry, size } = placed.value;
    return loadExtra(build, machine, request, buffers, entry + size);
  },
});
