import { humanSize } from '@warmboot/address';
import { platforms } from '@warmboot/core';
import type { MachineRecord } from '@warmboot/scenario';
import { buildWords, decisiveFacts, kernelFor, xenRemarks } from '@warmboot/scenario';
import { aboutSize, rangeText } from '../text/units.js';
import type { Explanation, InspectContext } from './explanation.js';

/** A machine that somebody recorded. @throws FormatError */
export const explainCapture = (
  record: MachineRecord,
  files: ReadonlyMap<string, Uint8Array>,
  { framework, path }: InspectContext,
): Explanation => {
  const kernel = kernelFor(framework, { architecture: record.arch, record });
  const { architecture } = kernel;
  const machine = kernel.fromObservation(record.observe(architecture));
  const { platform, memory, kexec } = machine;
  const blocks = [...memory.blocks.values()];
  return {
    format: files.has('trace.json')
      ? 'recording of a machine and what was done to it'
      : 'capture of a machine',
    facts: [
      ['machine', `${architecture.name}, ${record.kernel}`],
      ['kernel', buildWords(kernel, decisiveFacts(kernel, machine, {}))],
      ['memory', aboutSize(platforms.installedBytes(platform))],
      [
        'blocks',
        `${blocks.length} of ${humanSize(memory.blockSize)}, ${blocks.filter(({ state }) => state === 'online').length} online`,
      ],
      ['hotplug', platform.hotplug.available ? 'possible' : platform.hotplug.reason],
      ['crash kernel', kexec.crashRegion === undefined ? 'not reserved' : rangeText(kexec.crashRegion)],
      ['command line', machine.kernel.cmdline],
      ...xenRemarks(files).map((remark) => ['to know', remark] as const),
      ['try', `warmboot load ${path}`],
    ],
    tables: [
      {
        title: 'Files',
        rows: [...files].map(([name, bytes]) => [name, aboutSize(bytes.length)]),
      },
    ],
  };
};

/** Whether files are a copy of /sys/firmware/memmap: a directory an entry, of three short files. */
export const isMemmap = (files: ReadonlyMap<string, Uint8Array>): boolean =>
  files.size > 0 && [...files.keys()].every((name) => /^\d+\/(start|end|type)$/.test(name));

/** A copy of /sys/firmware/memmap, by `<index>/start`, `<index>/end` and `<index>/type`. */
export const explainMemmap = (files: ReadonlyMap<string, Uint8Array>): Explanation => {
  const text = (name: string): string => new TextDecoder().decode(files.get(name)).trim();
  const entries = [...new Set([...files.keys()].map((name) => Number(name.split('/')[0])))]
    .sort((a, b) => a - b)
    .map((index) => {
      const [start, last] = [Number(text(`${index}/start`)), Number(text(`${index}/end`))];
      return { start, end: last + 1, type: text(`${index}/type`) };
    });
  return {
    format: 'copy of /sys/firmware/memmap: the e820 map as firmware left it',
    facts: [['entries', `${entries.length}`]],
    tables: [
      {
        title: 'Entries',
        head: ['range', 'size', 'type'],
        rows: entries.map((entry) => [rangeText(entry), aboutSize(entry.end - entry.start), entry.type]),
      },
    ],
  };
};
