import {
  compressionOf,
  isPe,
  isUImage,
  isUImageDataIntact,
  isZboot,
  parsePe,
  parseUImage,
  parseZboot,
  PE_MACHINE,
  UIMAGE,
  uImageData,
  UIMAGE_HEADER_SIZE,
  unpackFile,
  unwrapUki,
  zbootPayload,
} from '@warmboot/boot-image';
import type { KernelFiles, Probed, ToolTake } from '@warmboot/core/plugin';
import { toolRun } from '@warmboot/core/plugin';

import { isImage } from '../formats/image-header.js';
import { imageFormat } from '../facts/image.js';
import { probeVmlinux } from './vmlinux.js';

const no = (reason: string): Probed => ({ ok: false, reason });

/** The first bytes are right. */
const nearly = (reason: string): Probed => ({ ok: false, reason, near: true });

const BAD_HEADER = 'Bad arm64 image header: no "ARM\\x64" at offset 56';

const imageOf = (bytes: Uint8Array): ToolTake =>
  isImage(bytes)
    ? { ok: true, kernel: imageFormat.parse(bytes) }
    : { ok: false, said: ['kexec: load failed.'], reason: BAD_HEADER };

/** kexec/arch/arm64/kexec-image-arm64.c: image_arm64_probe */
const probeImage = (file: Uint8Array): Probed => {
  if (file.length < 64) return no('No arm64 image header: the file is shorter than 64 bytes');
  if (!isImage(file)) return no(BAD_HEADER);
  const take = imageOf(file);
  return { ok: true, file: { description: 'an arm64 Image', placed: take, handed: take } };
};

const KERNEL_TYPES: readonly number[] = [UIMAGE.TYPE_KERNEL, UIMAGE.TYPE_KERNEL_NOLOAD];
const COMPRESSIONS: readonly number[] = [UIMAGE.COMP_NONE, UIMAGE.COMP_GZIP];

/** kexec/kexec-uImage.c: uImage_probe; kexec/arch/arm64/kexec-uImage-arm64.c. Load address and entry of the header do not count. */
const probeUImage = (file: Uint8Array): Probed => {
  if (!isUImage(file)) return no('not a uImage: no 27 05 19 56 at its start');
  const header = parseUImage(file);
  const { type, os, arch, compression, size } = header;
  if (!header.headerIntact) return nearly('Header checksum of the uImage does not match');
  if (!KERNEL_TYPES.includes(type)) return nearly(`uImage type ${type} unsupported`);
  if (os !== UIMAGE.OS_LINUX) return nearly(`uImage os ${os} unsupported`);
  if (arch !== UIMAGE.ARCH_ARM64)
    return nearly(`uImage arch ${arch} unsupported: arm64 is ${UIMAGE.ARCH_ARM64}`);
  if (!COMPRESSIONS.includes(compression)) return nearly('uImage uses unsupported compression method');
  const room = file.length - UIMAGE_HEADER_SIZE;
  if (size > room)
    return nearly(`uImage header claims that image has ${size} bytes, and the file holds ${room}`);
  if (!isUImageDataIntact(file, header)) return nearly('uImage: The data CRC does not match');
  const handed = {
    ok: false,
    said: ['uImage is not supported in kexec_file'],
    reason: 'the kernel knows nothing of uImages',
  } as const;
  return { ok: true, file: { description: 'a uImage for arm64', handed, placed: uImageKernel(file) } };
};

const uImageKernel = (file: Uint8Array): ToolTake => {
  const header = parseUImage(file);
  if (header.size !== file.length - UIMAGE_HEADER_SIZE) {
    const said = ["Image size doesn't match the header"];
    return { ok: false, said, reason: 'bytes follow the data that the header counts' };
  }
  const data = uImageData(file, header);
  if (header.compression === UIMAGE.COMP_NONE) return imageOf(data);
  const { bytes, problem } = unpackFile(data, ['gzip']);
  return problem === undefined
    ? imageOf(bytes)
    : { ok: false, said: ['Error: Bad gzipped data'], reason: problem };
};

/** Compressions of a zboot payload that the tool takes: it compares four letters. */
const ZBOOT_COMPRESSIONS = ['gzip', 'zstd', 'lzma'];

/** kexec/arch/arm64/kexec-vmlinuz-arm64.c: pez_arm64_probe; kexec/kexec-pe-zboot.c: pez_prepare */
const probeZboot = (file: Uint8Array): Probed => {
  if (file.length < 64) return no('Not large enough to be a PE image');
  if (file[0] !== 0x4d || file[1] !== 0x5a) return no('Not an PE image: no "MZ" at its start');
  if (!isPe(file) || parsePe(file).machine !== PE_MACHINE.ARM64) {
    return no("PE header doesn't match machine type: it is not for arm64");
  }
  if (!isZboot(file)) return no('PE doesn\'t contain a compressed kernel: no "zimg" at offset 4');
  const header = parseZboot(file);
  const { compression, payloadOffset, payloadSize } = header;
  if (!ZBOOT_COMPRESSIONS.includes(compression.slice(0, 4))) {
    return nearly(
      `kexec can only decompress gziped, lzma and zstd images, and this one is packed with ${compression}`,
    );
  }
  if (file.length < payloadOffset + payloadSize) return nearly('PE too small to contain complete payload');
  const payload = zbootPayload(file, header);
  const { bytes, problem } = unpackFile(payload, ['gzip', 'zstd', 'lzma', 'xz']);
  if (problem !== undefined) return nearly(`its payload does not unpack: ${problem}`);
  if (!isImage(bytes)) return nearly('Bad arm64 image header in what the zboot image unpacks to');
  const end = isPe(bytes) ? parsePe(bytes).signedEnd : undefined;
  const take = imageOf(end === undefined ? bytes : bytes.subarray(0, end));
  const packed = compressionOf(payload) ?? compression;
  return {
    ok: true,
    file: {
      description: `an arm64 Image in an EFI zboot image, packed with ${packed}`,
      placed: take,
      handed: take,
      keepsOwnCopy: true,
    },
  };
};

/** The table of kexec-tools for arm64. kexec/arch/arm64/kexec-arm64.c: file_type (spec 1.4). */
export const kernelFiles: KernelFiles = {
  types: [
    { name: 'vmlinux', probe: probeVmlinux },
    { name: 'Image', probe: probeImage },
    { name: 'uImage', probe: probeUImage },
    { name: 'vmlinuz', since: '2.0.27', probe: probeZboot },
    toolRun.wrapping('uki', '2.0.30', unwrapUki),
  ],
  unpack: (file, tools) => unpackFile(file, toolRun.compressions(tools)),
};
