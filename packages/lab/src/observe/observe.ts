import type { RecordedObservation } from '@warmboot/scenario';
import type { Guest } from '../guest/guest.js';
import type { KernelLog } from './kernel-log.js';
import { parseZones } from './zones.js';

/** Files of one value that every kernel with hotplug and kexec shows. */
const FILES = [
  '/sys/devices/system/memory/block_size_bytes',
  '/sys/devices/system/memory/auto_online_blocks',
  '/sys/kernel/kexec_loaded',
  '/sys/kernel/kexec_crash_loaded',
  '/sys/kernel/kexec_crash_size',
];

/** Files of crash images that follow hotplug; kernels before 6.6 have none of them. */
const CRASH_HOTPLUG = [
  '/sys/devices/system/memory/crash_hotplug',
  '/sys/devices/system/cpu/crash_hotplug',
  '/sys/kernel/crash_elfcorehdr_size',
];

const BLOCK_FIELDS = ['state', 'valid_zones', 'removable', 'phys_index', 'phys_device', 'node'] as const;

/** Tables of lines in which fields stand between bars. */
const rows = (text: string, width: number): string[][] =>
  text
    .split('\n')
    .map((line) => line.split('|'))
    .filter((fields) => fields.length === width);

const absent = (path: string): string => `cat: can't open '${path}': No such file or directory`;

type Blocks = RecordedObservation['blocks'];
type FirmwareMap = NonNullable<RecordedObservation['firmware_memmap']>;

/** Looks at a guest: what the files of /proc and /sys say, and what its log has got since the last look. */
export const observe = async (guest: Guest, log: KernelLog): Promise<RecordedObservation> => {
  const { out: iomem } = await guest.sh('cat /proc/iomem');
  const blocks = rows((await guest.sh('lab_blocks')).out, BLOCK_FIELDS.length + 1).map(
    ([name, ...values]) => [
      name,
      Object.fromEntries(BLOCK_FIELDS.map((field, index) => [field, values[index]])),
    ],
  );
  const { out: files } = await guest.sh(`lab_files ${[...FILES, ...CRASH_HOTPLUG].join(' ')}`);
  const values = new Map(
    files.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
  const valueOf = (path: string): string => values.get(path) ?? absent(path);
  const map = rows((await guest.sh('lab_table /sys/firmware/memmap start end type')).out, 4)
    .map(([index, start, end, type]) => ({ index: Number(index), start: start!, end: end!, type: type! }))
    .sort((a, b) => a.index - b.index);
  const zones = parseZones((await guest.sh('cat /proc/zoneinfo')).out);
  return {
    iomem,
    blocks: Object.fromEntries(blocks) as Blocks,
    sys: Object.fromEntries(FILES.map((path) => [path, valueOf(path)])),
    crash_hotplug: Object.fromEntries(CRASH_HOTPLUG.map((path) => [path, valueOf(path)])),
    ...(map.length === 0 ? {} : { firmware_memmap: map as FirmwareMap }),
    zones,
    dmesg: await log.lines(),
  };
};
