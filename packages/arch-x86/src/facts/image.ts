import type { ImageFormat, KernelImage, KernelNeeds } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { alignUp } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import {
  hasSetupHeader,
  parseSetupHeader,
  realModeSize,
  SETUP_HEADER_OFFSET,
  type SetupHeader,
} from '../formats/bzimage.js';
import { PAGE_SIZE } from './layout.js';

/** An x86 kernel file as its loaders see it. */
export interface BzImage extends KernelImage {
  readonly format: 'bzImage';
  readonly header: SetupHeader;
}

/** Whether {@link imageFormat} made this image. */
export const isBzImage = (kernel: KernelImage): kernel is BzImage => kernel.format === 'bzImage';

/** An image of another format would have been refused before: this states it. @throws TypeError */
export const requireBzImage = (kernel: KernelImage): BzImage => {
  if (isBzImage(kernel)) return kernel;
  throw new TypeError(`x86_64 loads kernels of format bzImage, not ${kernel.format}`);
};

/** What the decompressor takes, and its boundary, as the header says it (spec 1.2). */
export const kernelNeeds = ({ header, fileSize }: BzImage): KernelNeeds => ({
  // Loaders round in the 32 bits of the field.
  size: alignUp(header.initSize ?? fileSize - realModeSize(header), PAGE_SIZE) % 2 ** 32,
  align: header.kernelAlignment ?? PAGE_SIZE,
});

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'bzImage record', field, found, allowed });

/** The header of a recorded kernel, put back at its offset. */
const headerFromHex = (value: unknown): Uint8Array => {
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{2})+$/i.test(value)) {
    throw fault(
      'setup_header_hex',
      JSON.stringify(value) ?? 'missing',
      'the bytes from 0x1f1 on in hexadecimal',
    );
  }
  const bytes = Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const file = new Uint8Array(SETUP_HEADER_OFFSET + bytes.length);
  file.set(bytes, SETUP_HEADER_OFFSET);
  return file;
};

const fileSizeOf = (value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw fault('file_size', JSON.stringify(value) ?? 'missing', 'a whole number from 0 on');
};

/** The bzImage of arch/x86/boot: a real-mode part with the setup header, then the compressed kernel. */
export const imageFormat: ImageFormat = {
  name: 'bzImage',
  recognise: (bytes) => (hasSetupHeader(bytes) ? done : refuse('ENOEXEC', 'no "HdrS" at offset 0x202')),
  parse: (bytes): BzImage => ({ format: 'bzImage', fileSize: bytes.length, header: parseSetupHeader(bytes) }),
  fromRecord: (record): BzImage => ({
    format: 'bzImage',
    fileSize: fileSizeOf(record['file_size']),
    header: parseSetupHeader(headerFromHex(record['setup_header_hex'])),
  }),
  needs: (kernel) => kernelNeeds(requireBzImage(kernel)),
};
