import { hex } from '@warmboot/address';
import {
  ELF_TYPE,
  headOfFlattened,
  isElf,
  isFlattenedDump,
  isKdump,
  parseElf,
  parseKdumpHeader,
  vmcoreinfoOf,
} from '@warmboot/boot-image';
import { aboutSize } from '../text/units.js';
import { explainElfCore } from './elf-core.js';
import type { Explanation, InspectFormat } from './explanation.js';
import { vmcoreinfoFacts } from './vmcoreinfo.js';

/** Bytes of a dump that its headers, notes and VMCOREINFO lie in. */
const HEAD_SIZE = 4 * 1024 * 1024;

const sized = (bytes: number | bigint): string => `${hex(bytes)} (${aboutSize(Number(bytes))})`;

const isElfCore = (file: Uint8Array): boolean => isElf(file) && parseElf(file).type === ELF_TYPE.CORE;

/** What crash utilities read: all that is said stands at the beginning, so any size will do. */
export const crashDumpFormat: InspectFormat = {
  name: 'vmcores: ELF cores, compressed dumps (makedumpfile -c, -l, -z), flattened ones (-F)',
  byHead: true,
  recognise: (file) => isFlattenedDump(file) || isKdump(file) || isElfCore(file),
  explain: (file, { size = file.length }) => {
    if (!isFlattenedDump(file)) return explainDump(file, size);
    const head = headOfFlattened(file, HEAD_SIZE);
    return {
      format: 'flattened dump: makedumpfile -F wrote it for a pipe',
      facts: [
        ['file', sized(size)],
        ['to use it', 'makedumpfile -R DUMP < FILE puts its pieces in order; crash reads it as it is'],
      ],
      ...(isKdump(head) || isElf(head) ? { inner: explainDump(head, undefined) } : {}),
    };
  },
};

/** @param size bytes of the whole file; undefined for one that is not there yet */
const explainDump = (head: Uint8Array, size: number | undefined): Explanation =>
  isKdump(head) ? explainKdump(head, size) : explainElfCore(head, parseElf(head), size ?? head.length);

const explainKdump = (head: Uint8Array, size: number | undefined): Explanation => {
  const header = parseKdumpHeader(head);
  const { maxMapnr, blockSize, seconds, leftOut } = header;
  const text = vmcoreinfoOf(head, header);
  return {
    format: 'compressed dump of makedumpfile (kdump)',
    facts: [
      ...(size === undefined ? [] : [['file', sized(size)] as const]),
      ['header', `version ${header.version}, ${header.bits} bits, ${header.endian}-endian`],
      ['kernel', header.release || 'not said'],
      ['machine', header.machine || 'not said'],
      ...(header.nodename === '' ? [] : [['host', header.nodename] as const]),
      ...(seconds === 0 ? [] : [['stopped', new Date(seconds * 1000).toISOString()] as const]),
      [
        'pages',
        `${maxMapnr} of ${aboutSize(blockSize)}: ${sized(maxMapnr * BigInt(blockSize))} up to the highest`,
      ],
      [
        'left out',
        leftOut === undefined ? 'not said' : leftOut.length === 0 ? 'nothing' : leftOut.join(', '),
      ],
      ['pages are', header.status.join(', ') || 'not packed'],
      ...(header.cpus === 0 ? [] : [['CPUs', `${header.cpus}`] as const]),
      ...(text === undefined ? [] : vmcoreinfoFacts(text)),
    ],
  };
};
