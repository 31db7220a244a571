import type { AddressRange, PhysAddr } from '@warmboot/address';
import type {
  FileLoader,
  KernelImage,
  KernelProfile,
  KexecBuffers,
  LoadRequest,
  Machine,
  Result,
} from '@warmboot/core/plugin';
import { coreHeader, done, fileLoad, linux61, refuse, refuseAloud, succeed } from '@warmboot/core/plugin';

import { acpiRsdpOf, readEfiFacts, runtimeMapOf, usesRuntimeServices } from '../facts/efi-facts.js';
import { SHORTEST_BZIMAGE } from './file-types.js';
import { BOOT_FLAG, LOADFLAGS, realModeSize, XLOADFLAGS } from '../formats/bzimage.js';
import { fileLoadLayout, fileLoadParams, RNG_SEED_SIZE, runtimeMapBytes } from '../handover/handover.js';
import { isBzImage, kernelNeeds, requireBzImage } from '../facts/image.js';
import { crashE820, kexecE820 } from './kexec-e820.js';
import {
  BOOT_PARAMS_FILE,
  ELFCOREHDR_ARGUMENT_ROOM,
  KERNEL_PURGATORY_ENTRY,
  MIN_BOOT_PARAMS_ADDRESS,
  MIN_INITRD_ADDRESS,
  ONE_MIB,
  PAGE_SIZE,
  USUAL_BRK_SIZE,
  USUAL_CRASH_HEADER_ROOM,
} from '../facts/layout.js';
import { encodeText } from '../formats/text.js';
import { kernelCoreHeader } from './vmcore-header.js';

const noExec = (reason: string): Result => refuseAloud('ENOEXEC', `kexec-bzImage64: ${reason}`);

/** bzImage64_probe() (spec 4.1). */
const probe = (_machine: Machine, kernel: KernelImage): Result => {
  if (kernel.fileSize < SHORTEST_BZIMAGE) return noExec('File is too short to be a bzImage');
  if (!isBzImage(kernel)) return noExec('Not a bzImage');
  const { bootFlag, version, loadflags, xloadflags = 0 } = kernel.header;
  if (bootFlag !== BOOT_FLAG) return noExec('No x86 boot sector present');
  if (version < 0x020c) return noExec('Must be at least protocol version 2.12');
  if ((loadflags & LOADFLAGS.LOADED_HIGH) === 0) return noExec('zImage not a bzImage');
  if ((xloadflags & XLOADFLAGS.KERNEL_64) === 0) {
    return noExec('Not a bzImage64. XLF_KERNEL_64 is not set.');
  }
  if ((xloadflags & XLOADFLAGS.CAN_BE_LOADED_ABOVE_4G) === 0) {
    return noExec('XLF_CAN_BE_LOADED_ABOVE_4G is not set.');
  }
  return done;
};

/** As high as it goes, from `min` on. */
const topDown = (min: PhysAddr, align = PAGE_SIZE): fileLoad.PartPlace => ({
  align,
  min,
  max: Infinity,
  topDown: true,
});

/** What a load goes by: the running kernel's version, and the room in which it writes the headers of crash images anew. */
interface LoaderFacts {
  readonly profile: KernelProfile;
  /** Bytes that are kept for the headers; undefined where nobody writes them anew. */
  readonly headerRoom: number | undefined;
  /** Bytes of the running kernel's image behind its BSS. */
  readonly brk: number;
}

/** A crash image begins with the ELF header, at the bottom of the region. */
const addCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  buffers: KexecBuffers,
  { profile, headerRoom, brk }: LoaderFacts,
): Result<AddressRange | undefined> => {
  if (request.type !== 'crash') return succeed(undefined);
  const header = kernelCoreHeader(machine, request, profile, brk);
  if (!header.ok) return header;
  const bytes = header.value;
  // A header that follows hotplug has room for all that may come. Its hole in the map ends where the headers end.
  const size = headerRoom === undefined ? bytes.length : coreHeader.HEADER_SIZE + headerRoom;
  const atBottom = { align: PAGE_SIZE, min: 0, max: Infinity, topDown: false };
  return fileLoad.addBlob(buffers, 'elfcorehdr', bytes, atBottom, size);
};

const NO_ROOM = 'Appending elfcorehdr=<addr> to command line exceeds maximum allowed length';

const checkSizes = (
  { kernel, cmdline }: LoadRequest,
  { fileLoadErrorsAloud = false }: KernelProfile,
): Result => {
  const { header, fileSize } = requireBzImage(kernel);
  if (fileSize < realModeSize(header)) return noExec('bzImage truncated');
  const length = encodeText(cmdline).length + 1;
  const allowed = header.cmdlineSize ?? 255;
  if (length > allowed) return refuseAloud('EINVAL', 'kexec-bzImage64: Kernel command line too long');
  // Room for elfcorehdr= is asked for whether it will be there or not.
  if (length + ELFCOREHDR_ARGUMENT_ROOM > allowed) {
    return fileLoadErrorsAloud
      ? refuseAloud('EINVAL', `kexec-bzImage64: ${NO_ROOM}`)
      : refuse('EINVAL', 'the command line leaves no room for elfcorehdr=');
  }
  return done;
};

/** bzImage64_load(): everything as high as it goes in the first range that has room (spec 4.2). */
const load = (
  machine: Machine,
  request: LoadRequest,
  buffers: KexecBuffers,
  facts: LoaderFacts,
): Result<PhysAddr> => {
  const image = requireBzImage(request.kernel);
  const { header, fileSize } = image;
  const sizes = checkSizes(request, facts.profile);
  if (!sizes.ok) return sizes;
  const elfcorehdr = addCoreHeader(machine, request, buffers, facts);
  if (!elfcorehdr.ok) return elfcorehdr;

  const { kernelPurgatory } = request;
  if (kernelPurgatory === undefined)
    return refuseAloud('ENOEXEC', 'kexec-bzImage64: Loading purgatory failed');
  const purgatory = buffers.add({
    kind: 'purgatory',
    ...kernelPurgatory,
    ...topDown(MIN_BOOT_PARAMS_ADDRESS),
  });
  if (!purgatory.ok) return purgatory;

  const running = machine.files.get(BOOT_PARAMS_FILE);
  const runtimeMap = runtimeMapBytes(runtimeMapOf(machine), running);
  const { size } = fileLoadLayout(request.cmdline, runtimeMap.length);
  const index = buffers.segments.length;
  const params = buffers.add({
    kind: 'boot_params',
    bufsz: size,
    memsz: size,
    ...topDown(MIN_BOOT_PARAMS_ADDRESS),
  });
  if (!params.ok) return params;

  const bufsz = fileSize - realModeSize(header);
  const { size: memsz, align } = kernelNeeds(image);
  const min = facts.profile.fileLoadAbovePreferred
    ? Math.max(ONE_MIB, Number(header.prefAddress ?? 0n))
    : ONE_MIB;
  const kernel = buffers.add({ kind: 'kernel', bufsz, memsz, ...topDown(min, align) });
  if (!kernel.ok) return kernel;

  const initrd = fileLoad.addInitrd(buffers, request, topDown(MIN_INITRD_ADDRESS));
  if (!initrd.ok) return initrd;
  const bytes = fileLoadParams({
    header,
    base: params.value,
    cmdline: request.cmdline,
    elfcorehdr: elfcorehdr.value?.start,
    initrd: initrd.value,
    e820: elfcorehdr.value === undefined ? kexecE820(machine) : crashE820(machine, elfcorehdr.value),
    acpiRsdp: acpiRsdpOf(machine.files),
    // setup_efi_state() leaves off where there are no runtime services.
    efi: usesRuntimeServices(machine.kernel) ? readEfiFacts(machine.files) : undefined,
    seed: request.randomReady ? request.seed(RNG_SEED_SIZE) : undefined,
    runtimeMap,
    running,
  });
  buffers.replace(index, { ...buffers.segments[index]!, bytes });
  return succeed(purgatory.value + KERNEL_PURGATORY_ENTRY);
};

/**
 * kexec_file_load; the search itself is the generic code's.
 * @param headerRoom bytes that a crash header has for what may come; undefined for a kernel without CRASH_HOTPLUG
 * @param brk bytes of the running kernel's image behind its BSS
 */
export const fileLoaderOf = (headerRoom: number | undefined, brk: number): FileLoader => ({
  probe,
  load: (machine, request, buffers, profile = linux61) =>
    load(machine, request, buffers, {
      profile,
      headerRoom: profile.crashHotplug === undefined ? undefined : headerRoom,
      brk,
    }),
  verifiesDigest: true,
});

/** kexec_file_load of a kernel with everything that its version can. */
export const fileLoader = fileLoaderOf(USUAL_CRASH_HEADER_ROOM, USUAL_BRK_SIZE);
