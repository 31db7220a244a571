import { compressionOf } from '@warmboot/boot-image';
import { FormatError, parsingDirectory, parsingFile } from '@warmboot/format';
import type { CaptureFiles } from '@warmboot/scenario';
import { noBoots, readMachine } from '@warmboot/scenario';
import { captureFiles } from '../capture/capture-files.js';
import { isTar } from '../capture/capture-tar.js';
import { explainArchitectureKernel } from './architecture-kernel.js';
import { explainCapture, explainMemmap, isMemmap } from './capture-format.js';
import { crashDumpFormat } from './crash-dump.js';
import type { Explanation, InspectContext, InspectFormat } from './explanation.js';
import {
  acpidumpFormat,
  acpiFormat,
  bootLogFormat,
  devicetreeFormat,
  efiMapFormat,
} from './firmware-formats.js';
import { fitFormat } from './fit.js';
import { compressedFormat, kernelFormat } from './kernel-formats.js';
import { bootParamsFormat, iomemFormat, scenarioFormat } from './machine-formats.js';

/** From what cannot be mistaken to what can: magics first, then shapes of text, then a map that has no magic. */
const FORMATS: readonly InspectFormat[] = [
  fitFormat,
  devicetreeFormat,
  bootParamsFormat,
  crashDumpFormat,
  kernelFormat,
  acpiFormat,
  acpidumpFormat,
  iomemFormat,
  bootLogFormat,
  scenarioFormat,
  compressedFormat,
  efiMapFormat,
];

/**
 * Says what a file is: a capture's tar, or one of the formats that are known.
 * @throws FormatError for one that nothing recognises, or that is broken
 */
export const inspect = async (file: Uint8Array, context: InspectContext): Promise<Explanation> => {
  const { path } = context;
  if (file.length === 0) throw notInspectable(path, 'an empty file');
  if (isTar(file) || isPackedTar(file, path))
    return inspectFiles(await captureFiles(file, path, context.boot), context);
  const format = FORMATS.find(({ recognise }) => recognised(recognise, file));
  if (context.boot !== undefined && format?.ofBoots !== true)
    throw noBoots(format === undefined ? 'a file that is no log' : `this: ${format.name}`);
  if (format !== undefined) return parsingFile(path, () => advising(() => format.explain(file, context)));
  // What nothing here knows may be a kernel of an architecture that a plugin brought.
  const kernel = parsingFile(path, () => explainArchitectureKernel(file, context));
  if (kernel === undefined) throw notInspectable(path, `bytes that begin with ${firstBytes(file)}`);
  return kernel;
};

/** Bytes of a file that {@link inspectHead} wants to see. */
export const HEAD_OF_LARGE_FILE = 64 * 1024 * 1024;

/**
 * Says what a file is that is too large to be read whole, by its head.
 * @throws FormatError for one that only the whole of it could explain
 */
export const inspectHead = (head: Uint8Array, size: number, context: InspectContext): Explanation => {
  const { path } = context;
  const format = FORMATS.find(({ byHead, recognise }) => byHead === true && recognised(recognise, head));
  if (format === undefined) throw notInspectable(path, 'no file that can be read whole');
  if (context.boot !== undefined) throw noBoots(`this: ${format.name}`);
  return parsingFile(path, () => advising(() => format.explain(head, { ...context, size })));
};

/**
 * Says what files are that belong together: a capture, a recording, or a copy of /sys/firmware/memmap.
 * @throws FormatError
 */
export const inspectFiles = (files: CaptureFiles, context: InspectContext): Explanation =>
  isMemmap(files)
    ? explainMemmap(files)
    : parsingDirectory(context.path, () => explainCapture(readMachine(files), files, context));

/** Nothing that is known. */
export const notInspectable = (path: string, found: string): FormatError =>
  new FormatError({
    format: 'inspect',
    file: path,
    field: 'it',
    found,
    allowed: `a capture (directory or tar) or one of: ${FORMATS.map(({ name }) => name).join('; ')}`,
    advice:
      'Was it cut off or changed on its way? A kernel’s own file is in /boot, its tables in /sys/firmware.',
  });

/** What a person can do about a broken file, where its format has no better advice. */
const advising = (explain: () => Explanation): Explanation => {
  try {
    return explain();
  } catch (error) {
    if (!(error instanceof FormatError) || error.fault.advice !== undefined) throw error;
    const advice =
      'Was the file cut off, changed or edited on its way here? Take it again from where it came.';
    throw new FormatError({ ...error.fault, advice }, { cause: error });
  }
};

/** A header that is cut off in the middle is no header. */
const recognised = (recognise: InspectFormat['recognise'], file: Uint8Array): boolean => {
  try {
    return recognise(file);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return false;
  }
};

const isPackedTar = (file: Uint8Array, name: string): boolean =>
  compressionOf(file) === 'gzip' && /\.(tgz|tar\.gz)$/.test(name);

const SHOWN = 16;

const firstBytes = (file: Uint8Array): string => {
  const head = file.subarray(0, SHOWN);
  const text = [...head]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    .join('');
  return `${[...head].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')} |${text}|`;
};
