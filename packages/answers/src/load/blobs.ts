import { hex } from '@warmboot/address';
import type { KexecSegment } from '@warmboot/core';
import { memoryContent } from '@warmboot/core';
import type { LoadPrediction } from '@warmboot/scenario';
import { jsonLine } from '../text/json.js';

/** A file that shows a part of what a load leaves in memory. */
export interface Blob {
  readonly name: string;
  readonly content: Uint8Array | string;
}

/** Files by the kind of the segment whose bytes they hold. */
const NAMES: Readonly<Record<string, string>> = {
  dtb: 'handover.dtb',
  boot_params: 'boot_params.bin',
  elfcorehdr: 'elfcorehdr.elf',
};

/** The file for a blob: one of an architecture's own kind is named for that. Nodes of setup_data are many, and none. */
const nameFor = (segment: KexecSegment): string | undefined => {
  const { kind } = segment;
  if (kind in NAMES) return NAMES[kind];
  const isOwn = kind !== 'setup_data' && memoryContent.handsOver(segment) && /^[A-Za-z0-9_-]+$/.test(kind);
  return isOwn ? `${kind}.bin` : undefined;
};

/** What a load would leave in memory: the hand-over's blobs as they are, the command line, and the list of segments. */
export const blobsOf = ({ answer }: LoadPrediction): readonly Blob[] => {
  const blobs = new Map<string, Uint8Array>();
  const listed = (answer.image?.segments ?? []).map((segment) => {
    const { kind, mem, memsz, bufsz, bytes } = segment;
    const name = bytes === undefined ? undefined : nameFor(segment);
    const file = name === undefined || blobs.has(name) ? undefined : name;
    if (file !== undefined && bytes !== undefined) blobs.set(file, bytes);
    return {
      kind,
      mem: hex(mem),
      memsz: hex(memsz),
      bufsz: hex(bufsz),
      ...(file === undefined ? {} : { file }),
    };
  });
  const list = { entry: hex(answer.image?.entry ?? 0n), segments: listed };
  return [
    ...[...blobs].map(([name, content]) => ({ name, content })),
    { name: 'cmdline', content: `${answer.cmdline}\n` },
    { name: 'segments.json', content: `${jsonLine(list)}\n` },
  ];
};
