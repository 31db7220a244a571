import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError, parsingDirectory, parsingFile } from '@warmboot/format';
import { readMachine } from '@warmboot/scenario';
import { isTar } from '../capture/capture-tar.js';
import { openCapture } from '../capture/open-capture.js';
import { explainCapture, explainMemmap } from './capture-format.js';
import type { Explanation, InspectContext, InspectFormat } from './explanation.js';
import {
  acpidumpFormat,
  acpiFormat,
  bootLogFormat,
  devicetreeFormat,
  efiMapFormat,
} from './firmware-formats.js';
import { compressedFormat, kernelFormat } from './kernel-formats.js';
import { bootParamsFormat, iomemFormat, scenarioFormat } from './machine-formats.js';

/** From what cannot be mistaken to what can: magics first, then shapes of text, then a map that has no magic. */
const FORMATS: readonly InspectFormat[] = [
  devicetreeFormat,
  bootParamsFormat,
  kernelFormat,
  acpiFormat,
  acpidumpFormat,
  iomemFormat,
  bootLogFormat,
  scenarioFormat,
  compressedFormat,
  efiMapFormat,
];

const LARGEST = 1024 * 1024 * 1024;

/** Says what a file, a directory or a tar is. @throws FormatError for one that nothing recognises, or that is broken */
export const inspect = async (path: string, context: InspectContext): Promise<Explanation> => {
  const info = statSync(path);
  if (info.isDirectory()) return inspectMachine(path, context);
  if (!info.isFile() || info.size === 0 || info.size > LARGEST) {
    throw unknown(path, info.size === 0 ? 'an empty file' : 'no file that can be read whole');
  }
  const file = new Uint8Array(readFileSync(path));
  if (isTar(file) || isPackedTar(file, path)) return inspectMachine(path, context);
  const format = FORMATS.find(({ recognise }) => recognised(recognise, file));
  if (format === undefined) throw unknown(path, `bytes that begin with ${firstBytes(file)}`);
  return parsingFile(path, () => advising(() => format.explain(file, context)));
};

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

const isPackedTar = (file: Uint8Array, path: string): boolean =>
  file[0] === 0x1f && file[1] === 0x8b && /\.(tgz|tar\.gz)$/.test(path);

const inspectMachine = async (path: string, context: InspectContext): Promise<Explanation> => {
  const entries = memmapIn(path);
  if (entries !== undefined) return explainMemmap(entries);
  const files = await openCapture(path);
  return parsingDirectory(path, () => explainCapture(readMachine(files), files, context));
};

/** A copy of /sys/firmware/memmap: a directory an entry, of three short files. Undefined for anything else. */
const memmapIn = (path: string): ReadonlyMap<string, Uint8Array> | undefined => {
  if (!statSync(path).isDirectory()) return undefined;
  const entries = readdirSync(path);
  if (entries.length === 0 || !entries.every((name) => /^\d+$/.test(name))) return undefined;
  const names = entries.flatMap((entry) => ['start', 'end', 'type'].map((name) => `${entry}/${name}`));
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(path, name)))]));
};

const SHOWN = 16;

const firstBytes = (file: Uint8Array): string => {
  const head = file.subarray(0, SHOWN);
  const text = [...head]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    .join('');
  return `${[...head].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')} |${text}|`;
};

const unknown = (path: string, found: string): FormatError =>
  new FormatError({
    format: 'inspect',
    file: path,
    field: 'it',
    found,
    allowed: `a capture (directory or tar) or one of: ${FORMATS.map(({ name }) => name).join('; ')}`,
    advice:
      'Was it cut off or changed on its way? A kernel’s own file is in /boot, its tables in /sys/firmware.',
  });
