import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Explanation, InspectContext } from '@warmboot/answers';
import { inspect, inspectFiles, inspectHead, notInspectable } from '@warmboot/answers';
import type { CaptureFiles } from '@warmboot/scenario';
import { openCapture } from '../capture/open-capture.js';
import { readHead } from '../session/read-head.js';

/** Bytes of the largest file that is read whole. */
const LARGEST = 1024 * 1024 * 1024;

/** Says what a file, a directory or a tar is; `-` is standard input. @throws FormatError for one that nothing recognises, or that is broken */
export const inspectPath = async (path: string, context: InspectContext): Promise<Explanation> => {
  if (path === '-') return inspect(new Uint8Array(readFileSync(0)), { ...context, path: 'standard input' });
  const info = statSync(path);
  if (info.isDirectory())
    return inspectFiles(
      (context.boot === undefined ? memmapIn(path) : undefined) ?? (await openCapture(path, context.boot)),
      context,
    );
  if (!info.isFile()) throw notInspectable(path, 'no file that can be read whole');
  if (info.size > LARGEST) return inspectHead(readHead(path), info.size, context);
  return inspect(new Uint8Array(readFileSync(path)), context);
};

/** A copy of /sys/firmware/memmap, whose directories have numbers for names. Undefined for anything else. */
const memmapIn = (path: string): CaptureFiles | undefined => {
  const entries = readdirSync(path);
  if (entries.length === 0 || !entries.every((name) => /^\d+$/.test(name))) return undefined;
  const names = entries.flatMap((entry) => ['start', 'end', 'type'].map((name) => `${entry}/${name}`));
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(path, name)))]));
};
