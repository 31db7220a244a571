import { bareHex, hex } from '@warmboot/address';
import { crashSize } from '../kexec/crash-size.js';
import type { BlockDevices } from '../hotplug/block-devices.js';
import { printIomem } from '../resource/iomem-text.js';
import type { Machine } from '../machine/machine.js';

/** The attributes of a memory block, as its directory shows them, without newlines. */
export interface ObservedBlock {
  readonly state: string;
  readonly valid_zones: string;
  readonly removable: string;
  readonly phys_index: string;
  readonly phys_device: string;
  readonly node: string;
}

/** One directory of /sys/firmware/memmap. Addresses are hexadecimal texts, as the files have them. */
export interface ObservedFirmwareMapEntry {
  readonly index: number;
  readonly start: string;
  /** Inclusive. */
  readonly end: string;
  readonly type: string;
}

/** What a machine shows to somebody who looks into /proc and /sys. The field names are those of recordings. */
export interface Observed {
  readonly iomem: string;
  readonly blocks: Readonly<Record<string, ObservedBlock>>;
  /** Single-value files by path, without newlines. */
  readonly sys: Readonly<Record<string, string>>;
  readonly firmware_memmap?: readonly ObservedFirmwareMapEntry[];
}

const flag = (value: unknown): string => (value === undefined ? '0' : '1');

/** What this version of the kernel shows of kexec. */
export interface VisibleFacts {
  readonly crashSizeCountsLow: boolean;
  /** Of crash images that follow hotplug; absent where the kernel has no such files (core 6.3). */
  readonly crashHotplug?: {
    /** Bytes in crash_elfcorehdr_size. */
    readonly elfcorehdrSize: number;
    /** What crash_hotplug tells: that the kernel was built for it, or whether the loaded image follows. */
    readonly shown: 'built' | 'image';
  };
}

const crashHotplugFiles = (
  { kexec: { crash }, locks }: Machine,
  { elfcorehdrSize, shown }: NonNullable<VisibleFacts['crashHotplug']>,
): Readonly<Record<string, string>> => {
  // Who cannot have the lock is told that nothing follows. kernel/crash_core.c: crash_check_hotplug_support
  const follows = shown === 'built' || (locks.kexec === undefined && crash?.followsHotplug === true);
  const attribute = follows ? '1' : '0';
  return {
    '/sys/kernel/crash_elfcorehdr_size': `${elfcorehdrSize}`,
    '/sys/devices/system/memory/crash_hotplug': attribute,
    '/sys/devices/system/cpu/crash_hotplug': attribute,
  };
};

/** Reads everything that recordings read. */
export const observe = (
  devices: BlockDevices,
  machine: Machine,
  { crashSizeCountsLow, crashHotplug }: VisibleFacts,
): Observed => {
  const { memory, kexec, firmwareMap } = machine;
  const ids = [...memory.blocks.keys()].map((id) => [`memory${id}`, id] as const);
  // As a directory is listed: by name, not by number.
  ids.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    iomem: printIomem(machine.iomem),
    blocks: Object.fromEntries(
      ids.map(([name, id]) => {
        const { state, node } = memory.blocks.get(id)!;
        return [
          name,
          {
            state,
            valid_zones: devices.validZones(memory, id),
            removable: '1',
            phys_index: bareHex(id, 8),
            phys_device: '0',
            node: `node${node}`,
          },
        ];
      }),
    ),
    sys: {
      '/sys/devices/system/memory/block_size_bytes': bareHex(memory.blockSize),
      '/sys/devices/system/memory/auto_online_blocks': memory.autoOnline,
      '/sys/kernel/kexec_loaded': flag(kexec.normal),
      '/sys/kernel/kexec_crash_loaded': flag(kexec.crash),
      // Whoever reads it while the lock is held gets EBUSY (core R4.15).
      ...(machine.locks.kexec !== undefined
        ? {}
        : { '/sys/kernel/kexec_crash_size': `${crashSize(kexec, crashSizeCountsLow)}` }),
      ...(crashHotplug === undefined ? {} : crashHotplugFiles(machine, crashHotplug)),
    },
    ...(firmwareMap === undefined || firmwareMap.size === 0
      ? {}
      : {
          firmware_memmap: firmwareMap.entries.map(({ index, range, type }) => ({
            index,
            start: hex(range.start),
            end: hex(range.end - 1),
            type,
          })),
        }),
  };
};
