import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex } from '@warmboot/address';
import { FormatError } from '@warmboot/format';
import type { LoadPrediction } from '@warmboot/scenario';
import { jsonLine } from '../print/json.js';

/** Files by the kind of the segment whose bytes they hold. */
const NAMES: Readonly<Record<string, string>> = {
  dtb: 'handover.dtb',
  boot_params: 'boot_params.bin',
  elfcorehdr: 'elfcorehdr.elf',
};

/** The directory, made where it is not there. @throws FormatError for one that holds anything */
const emptyDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  const [first] = readdirSync(directory);
  if (first === undefined) return;
  throw new FormatError({
    format: '--write',
    file: directory,
    field: 'the directory',
    found: `not empty (it holds ${first})`,
    allowed: 'a new directory or an empty one',
    advice: 'Nothing that is there is written over: name another directory, or empty this one.',
  });
};

/**
 * Writes what a load would leave in memory: blobs as they are, the command line, and the list of segments.
 * @returns names of the files, in the order in which they were written
 * @throws FormatError for a directory that is not empty
 */
export const writeBlobs = (directory: string, { answer }: LoadPrediction): readonly string[] => {
  emptyDirectory(directory);
  const written: string[] = [];
  const write = (name: string, content: Uint8Array | string): void => {
    writeFileSync(join(directory, name), content, { flag: 'wx' });
    written.push(name);
  };
  const segments = answer.image?.segments ?? [];
  const listed = segments.map(({ kind, mem, memsz, bufsz, bytes }) => {
    const name = bytes === undefined ? undefined : NAMES[kind];
    const file = name === undefined || written.includes(name) ? undefined : name;
    if (file !== undefined && bytes !== undefined) write(file, bytes);
    return {
      kind,
      mem: hex(mem),
      memsz: hex(memsz),
      bufsz: hex(bufsz),
      ...(file === undefined ? {} : { file }),
    };
  });
  write('cmdline', `${answer.cmdline}\n`);
  write('segments.json', `${jsonLine({ entry: hex(answer.image?.entry ?? 0n), segments: listed })}\n`);
  return written;
};
