import type { Architecture, KernelImage } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { KERNEL_FILE } from './load-arguments.js';
import type { RecordedArguments, Trace } from './trace.js';

/** Where a recorder that loads the ELF keeps the Image of the same kernel. */
const IMAGE_FILE = '/boot/Image';

/** The format of {@link Trace.kernel_image}'s `elf`. */
const ELF = 'ELF';

const imageOf = (
  { images }: Architecture,
  field: string,
  record: Readonly<Record<string, unknown>> & { readonly format: string },
): KernelImage => {
  const format = images.find(({ name }) => name === record.format);
  if (format !== undefined) return format.fromRecord(record);
  throw new FormatError({
    format: 'trace',
    field,
    found: JSON.stringify(record.format),
    allowed: images.map(({ name }) => name).join(', '),
  });
};

/** The kernel image that a recording describes by its header fields. @throws FormatError for a format that the architecture has not */
export const recordedImage = (architecture: Architecture, { kernel_image: record }: Trace): KernelImage =>
  imageOf(architecture, 'kernel_image.format', record);

/** The ELF file of the same kernel, where the recording has one beside the image. @throws FormatError as for the image */
const recordedElf = (
  architecture: Architecture,
  { kernel_image: { elf } }: Trace,
): KernelImage | undefined =>
  elf === undefined ? undefined : imageOf(architecture, 'kernel_image.elf', { ...elf, format: ELF });

/** The kernel files on the recorded machine's disk, by path: where there is an ELF, it is the one that file loads take. */
export const recordedKernelFiles = (
  architecture: Architecture,
  trace: Trace,
): ReadonlyMap<string, KernelImage> => {
  const image = recordedImage(architecture, trace);
  const elf = recordedElf(architecture, trace);
  return new Map(
    elf === undefined
      ? [[KERNEL_FILE, image]]
      : [
          [KERNEL_FILE, elf],
          [IMAGE_FILE, image],
        ],
  );
};

/** The kernel that a step loads: the image, unless the step says that it was the ELF. */
export const recordedKernel = (
  architecture: Architecture,
  trace: Trace,
  { kernel_format: format }: Pick<RecordedArguments, 'kernel_format'>,
): KernelImage =>
  (format === ELF ? recordedElf(architecture, trace) : undefined) ?? recordedImage(architecture, trace);
