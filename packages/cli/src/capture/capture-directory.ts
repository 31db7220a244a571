import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FormatError } from '@warmboot/format';
import { CaptureAllowance } from '@warmboot/answers';

/** The directories of a capture; others that lie beside its files are none of its business. */
const TREES = new Set(['proc', 'sys', 'warmboot-capture']);

/** No file of a capture lies deeper: warmboot-capture/sys/firmware/efi/runtime-map/0/type is at 7. */
const DEEPEST = 10;

/**
 * The files of a capture or trace directory, by their paths inside it. Links are followed where they stay inside.
 * @throws FormatError for a link that leads out, and for more than a capture holds
 */
export const readCaptureDirectory = (directory: string): ReadonlyMap<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>();
  const allowance = new CaptureAllowance(directory);
  const root = realpathSync(directory);
  const visit = (inside: string, depth: number): void => {
    for (const entry of readdirSync(join(directory, inside), { withFileTypes: true })) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const path = join(directory, name);
      if (entry.isDirectory()) {
        if (inside === '' ? TREES.has(name) : depth < DEEPEST) visit(name, depth + 1);
        continue;
      }
      if (entry.isSymbolicLink() && !stays(root, directory, name)) continue;
      const info = statSync(path);
      if (!info.isFile()) continue;
      allowance.take(name, info.size);
      files.set(name, readFileSync(path));
    }
  };
  visit('', 1);
  return files;
};

/** Whether a link leads to something in the directory; one to nothing is as if it were not there. @throws FormatError when it leads out */
const stays = (root: string, directory: string, name: string): boolean => {
  let target: string;
  try {
    target = realpathSync(join(directory, name));
  } catch {
    return false;
  }
  if (target.startsWith(`${root}${sep}`)) return true;
  throw new FormatError({
    format: 'capture',
    file: directory,
    field: name,
    found: `a link to ${target}`,
    allowed: 'a file inside the capture',
    advice: 'Captures come from other machines: what they point to here is none of theirs. Remove the link.',
  });
};
