import { isElf } from '@warmboot/boot-image';
import { bootParamsFormat } from '../inspect/machine-formats.js';
import { acpiSpans, isAcpiTable } from './acpi-spans.js';
import type { ByteSpan } from './byte-span.js';
import { devicetreeSpans, isDevicetree } from './devicetree-spans.js';
import { elfSpans } from './elf-spans.js';
import { isExecutableOfFirmware, kernelFileSpans } from './pe-spans.js';
import { bootParamsSpans } from './setup-header-spans.js';
import { tiled } from './span-reader.js';

/** A format whose fields are known by their bytes. */
interface AnnotatedFormat {
  readonly name: string;
  recognise(file: Uint8Array): boolean;
  spans(file: Uint8Array): readonly ByteSpan[];
}

/** In the order in which `inspect` asks: what cannot be mistaken first. */
const FORMATS: readonly AnnotatedFormat[] = [
  {
    name: 'devicetree blob',
    recognise: isDevicetree,
    spans: (file) => devicetreeSpans(file).children ?? [],
  },
  { name: bootParamsFormat.name, recognise: bootParamsFormat.recognise, spans: bootParamsSpans },
  { name: 'kernel file', recognise: isExecutableOfFirmware, spans: kernelFileSpans },
  { name: 'ELF', recognise: isElf, spans: elfSpans },
  { name: 'ACPI table', recognise: isAcpiTable, spans: acpiSpans },
];

/**
 * What each byte of a file is, as far as its format is known by its bytes: devicetrees, ACPI tables, ELF, kernels for EFI and
 * for PCs, boot_params. A file that is cut off or broken is annotated as far as it goes.
 * @returns undefined for other files, and for text
 */
export const annotateBytes = (file: Uint8Array): ByteSpan | undefined => {
  const format = FORMATS.find(({ recognise }) => recognise(file));
  return format && tiled(format.name, { start: 0, end: file.length }, format.spans(file));
};
