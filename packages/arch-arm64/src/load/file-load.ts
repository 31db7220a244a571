import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown } from '@warmboot/address';
import type {
  FileLoader,
  KernelImage,
  KernelProfile,
  KexecBuffers,
  LoadRequest,
  LogMessage,
  Machine,
  Result,
} from '@warmboot/core/plugin';
import { done, fileLoad, linux61, refuse, refuseAloud, succeed } from '@warmboot/core/plugin';

import { withKernelHandover, type CrashHandover } from '@warmboot/devicetree/linux';
import { isArm64Image, kernelNeeds, requireArm64Image } from '../facts/image.js';
import {
  FDT_FILE,
  FILE_LOAD_ELFCOREHDR_ALIGN,
  FILE_LOAD_FDT_ALIGN,
  INITRD_WINDOW,
  INITRD_WINDOW_ALIGN,
  type Layout,
} from '../facts/layout.js';
import { kernelCoreHeader } from './vmcore-header.js';

/** kexec_image_probe and the checks at the head of image_load() (spec 4.1, 4.2). */
const probe = (_machine: Machine, kernel: KernelImage): Result => {
  if (!isArm64Image(kernel)) return refuse('EINVAL', `the kernel loads an Image, not ${kernel.format}`);
  if (kernel.imageSize === 0) return refuse('EINVAL', 'the header has no image_size: a kernel before 3.17');
  if (kernel.bigEndian) return refuse('EINVAL', 'a big-endian kernel, and this CPU is not taken to switch');
  return done;
};

/** What the running kernel is. */
interface RunningBuild {
  readonly profile: KernelProfile;
  readonly layout: Layout;
}

/** Where a placed kernel is, text_offset included. */
interface PlacedKernel {
  readonly mem: PhysAddr;
  readonly memsz: number;
}

/** load_other_segments(): elfcorehdr, initrd and devicetree, in this order (spec 4.3). */
const loadOthers = (
  machine: Machine,
  request: LoadRequest,
  buffers: KexecBuffers,
  { profile, layout }: RunningBuild,
  { mem, memsz }: PlacedKernel,
): Result => {
  const { pageSize } = layout;
  const min = mem + memsz;
  const above = (align: number): fileLoad.PartPlace => ({ align, min, max: Infinity, topDown: true });
  let crash: CrashHandover | undefined;
  if (request.type === 'crash') {
    const header = kernelCoreHeader(machine, request, profile, layout);
    const elfcorehdr = fileLoad.addBlob(buffers, 'elfcorehdr', header, above(FILE_LOAD_ELFCOREHDR_ALIGN));
    if (!elfcorehdr.ok) return elfcorehdr;
    crash = { elfcorehdr: elfcorehdr.value, usable: crashRegions(machine) };
  }

  const initrd = fileLoad.addInitrd(buffers, request, {
    align: 0,
    min,
    max: alignDown(mem, INITRD_WINDOW_ALIGN) + INITRD_WINDOW,
    topDown: false,
  });
  if (!initrd.ok) return initrd;

  const { cmdline, randomReady, seed } = request;
  const fdt = machine.files.get(FDT_FILE);
  const tree =
    fdt && withKernelHandover(fdt, { cmdline, initrd: initrd.value, crash, randomReady, seed, pageSize });
  if (tree === undefined) return refuseAloud('EINVAL', 'kexec_file: Preparing for new dtb failed');
  const placed = fileLoad.addBlob(buffers, 'dtb', tree.toBytes(), above(FILE_LOAD_FDT_ALIGN));
  return placed.ok ? done : placed;
};

/** crashk_res first, then the low region: the other way round than kexec-tools found them. */
const crashRegions = ({ kexec }: Machine): AddressRange[] =>
  [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);

/**
 * image_load(): the kernel takes the lowest 2 MiB hole; when the rest finds no room above it, the next hole is tried,
 * until there is none. The error of the last attempt is the caller's. arch/arm64/kernel/kexec_image.c (spec 4.3).
 */
const load = (
  machine: Machine,
  request: LoadRequest,
  buffers: KexecBuffers,
  running: RunningBuild,
): Result<PhysAddr> => {
  const image = requireArm64Image(request.kernel);
  const { textOffset, fileSize } = image;
  const { size, align } = kernelNeeds(image);
  const log: LogMessage[] = [];
  let min = 0;
  for (;;) {
    const placed = buffers.add({
      kind: 'kernel',
      bufsz: fileSize,
      memsz: size,
      align,
      min,
      max: Infinity,
      topDown: false,
    });
    if (!placed.ok) {
      const text = 'kexec_file(Image): Could not find any suitable kernel location!';
      return { ...refuse(placed.errno, text), log: [...log, { level: 'error', text }] };
    }
    const kernel = buffers.segments[0];
    if (kernel === undefined) throw new TypeError('a placed kernel is the first segment');
    const others = loadOthers(machine, request, buffers, running, kernel);
    if (others.ok) {
      const mem = kernel.mem + textOffset;
      buffers.replace(0, { ...kernel, mem, memsz: kernel.memsz - textOffset });
      return succeed(mem);
    }
    log.push(...(others.log ?? []));
    buffers.truncate(0);
    min = kernel.mem + kernel.memsz;
  }
};

/** kexec_file_load on arm64: no purgatory, so nothing checks a digest on the way. */
export const fileLoaderOf = (layout: Layout): FileLoader => ({
  probe,
  load: (machine, request, buffers, profile = linux61) =>
    load(machine, request, buffers, { profile, layout }),
  verifiesDigest: false,
});
