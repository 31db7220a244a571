import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { notInspectable } from '@warmboot/answers';
import { packTar } from 'modern-tar';
import { readCaptureDirectory } from '../capture/capture-directory.js';
import { readFile } from '../session/read-file.js';
import { readHead } from '../session/read-head.js';

/** Bytes of the largest file that the page is given whole: it comes as text, and a browser holds so much of that. */
const LARGEST = 128 * 1024 * 1024;

/** The name under which the page asks for what the command was asked to open. */
export const BROUGHT_SCRIPT = '/brought.js';

interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Bytes of the whole file, where only its head is given. */
  readonly size?: number;
}

/** A folder is given as the tar that the capture script would have made of it. */
const fileAt = async (path: string): Promise<BroughtFile> => {
  const name = basename(resolve(path));
  const info = statSync(path);
  if (info.isDirectory()) {
    const entries = [...readCaptureDirectory(path)].map(([file, body]) => ({
      header: { name: file, size: body.length },
      body,
    }));
    return { name: `${name}.tar`, bytes: await packTar(entries) };
  }
  if (!info.isFile()) throw notInspectable(path, 'no file that can be read whole');
  if (info.size > LARGEST) return { name, bytes: readHead(path), size: info.size };
  return { name, bytes: readFile(path) };
};

/**
 * A file or a capture's folder as a script, which is what the page may ask its server for: its policy forbids every other
 * request.
 * @throws FormatError for a folder that is no safe capture, and for what is no file
 */
export const broughtScript = async (path: string): Promise<string> => {
  const { name, bytes, size } = await fileAt(path);
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return `export const brought = ${JSON.stringify([{ name, base64, ...(size === undefined ? {} : { size }) }])};\n`;
};
