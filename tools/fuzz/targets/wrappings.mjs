// What kernels are wrapped in: zboot, uImage, multiboot headers.
import {
  bareKernel,
  buildZboot,
  findMultiboot,
  isUImageDataIntact,
  parseUImage,
  parseZboot,
  serialiseUImage,
  UIMAGE,
  zbootPayload,
} from '@warmboot/boot-image';
import { gzipSync } from 'node:zlib';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';
import { sealing, sealUImage } from '../mutate/sealed.mjs';

const kernel = new Uint8Array(2048).fill(0x5a);
const packed = new Uint8Array(gzipSync(kernel));
const header = {
  time: 0,
  load: 0x8000,
  entry: 0x8000,
  os: UIMAGE.OS_LINUX,
  type: UIMAGE.TYPE_KERNEL,
  name: 'kernel',
};

const multiboot = (magic) => {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  view.setUint32(64, magic, true);
  view.setUint32(68, 3, true);
  view.setUint32(72, -(magic + 3), true);
  return bytes;
};

export const target = {
  room: 'boot-image',
  corpus: () => [
    buildZboot(0xaa64, packed, 'gzip'),
    buildZboot(0x5064, kernel, 'zstd22'),
    serialiseUImage({ ...header, arch: UIMAGE.ARCH_ARM64, compression: 0 }, kernel),
    serialiseUImage({ ...header, arch: UIMAGE.ARCH_X86_64, compression: 1 }, packed),
    multiboot(0x1bad_b002),
    multiboot(0xe852_50d6),
  ],
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, sealing(mutateBytes, sealUImage)])(random, input, corpus),
  run: (bytes) => [
    () => zbootPayload(bytes, parseZboot(bytes)),
    () => isUImageDataIntact(bytes, parseUImage(bytes)),
    () => findMultiboot(bytes, 1),
    () => findMultiboot(bytes, 2),
    () => bareKernel(bytes),
  ],
};
