import { readFileSync, statSync } from 'node:fs';
import { captureFiles, LARGEST_CAPTURE, noCapture, tooLarge, wholeCapture } from '@warmboot/answers';
import type { CaptureFiles } from '@warmboot/scenario';
import { noBoots } from '@warmboot/scenario';
import { readCaptureDirectory } from './capture-directory.js';

/**
 * The files of a capture or recording, by name: of a directory, a tar, or a tar that gzip made smaller; of a text that
 * somebody pasted, as far as it goes, which `-` reads from standard input. Files in the
 * one directory that holds them all are named from there on.
 * @param boot which one of a log that holds several, as journalctl counts them
 * @throws FormatError for what is no capture, or no safe one; for a boot that is not there
 */
export const openCapture = async (path: string, boot?: number): Promise<CaptureFiles> => {
  if (path === '-') return captureFiles(new Uint8Array(readFileSync(0)), 'standard input', boot);
  const info = statSync(path);
  if (boot !== undefined && info.isDirectory()) throw noBoots('a directory, which is of one boot');
  if (info.isDirectory()) return wholeCapture(readCaptureDirectory(path), path);
  if (!info.isFile()) throw noCapture(path, 'neither a file nor a directory');
  if (info.size > LARGEST_CAPTURE) throw tooLarge(path);
  return captureFiles(readFileSync(path), path, boot);
};
