import type { Dimm, HotplugFirmware, MemoryDeviceTable, Result } from '@warmboot/core';
import { platforms } from '@warmboot/core';
import { GiB } from '@warmboot/address';

import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';
import { calling, callingOnWhole, demand, isFormatError } from './check/nonconformity.js';
import { textOf } from './check/sameness.js';

/** Hotplug firmware, and a machine of it. */
export interface FirmwareSubject {
  readonly firmware: HotplugFirmware;
  /** Files of a machine that has this firmware and slots for memory devices. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

const TIER = 'firmware';
const NEVER_THROW = 'return a Result; throw nothing but a FormatError for a broken file';

const lacksFiles = ({ files }: FirmwareSubject): string | undefined =>
  files === undefined ? 'give the kit the files of a machine with this firmware: files' : undefined;

const DIMM: Dimm = platforms.dimm('kit', 64 * GiB, GiB, 0, 0);
const EMPTY: ReadonlyMap<string, Dimm> = new Map();
const PLUGGED: ReadonlyMap<string, Dimm> = new Map([[DIMM.id, DIMM]]);

const value = <T>(what: string, result: Result<T>, remedy: string): T => {
  demand(result.ok, `${what} refuses: ${result.ok ? '' : result.reason}`, remedy);
  return result.value;
};

const tableOf = ({ firmware, files }: FirmwareSubject): MemoryDeviceTable => {
  const opened = callingOnWhole('open(files)', NEVER_THROW, () => firmware.open(files!));
  demand(
    opened !== undefined,
    'open(files) does not know its own machine',
    'look for the files that you made',
  );
  return value('open(files)', opened, 'read the tables of the machine');
};

/** What all firmware holds through which a kernel learns of memory devices. */
export const firmwareChecks: readonly Check<FirmwareSubject>[] = [
  {
    name: 'a machine without its files is not of this firmware',
    tier: TIER,
    run: ({ firmware }) => {
      const opened = calling('open(no files)', 'return undefined', () => firmware.open(new Map()));
      demand(
        opened === undefined,
        `open(no files) answers ${textOf(opened)}`,
        'return undefined for a machine that has none of the files you read',
      );
    },
  },
  {
    name: 'broken files are a refusal or a FormatError',
    tier: TIER,
    missing: lacksFiles,
    run: ({ firmware, files = new Map() }) => {
      const breakers: ((bytes: Uint8Array) => Uint8Array)[] = [
        () => new Uint8Array(0),
        (bytes) => bytes.slice(0, bytes.length >> 1),
        (bytes) => bytes.map((byte, index) => (index % 7 === 3 ? byte ^ 0xff : byte)),
      ];
      for (const broken of breakers) {
        const hurt = new Map([...files].map(([path, bytes]) => [path, broken(bytes)]));
        try {
          calling('open(broken files)', NEVER_THROW, () => {
            const opened = firmware.open(hurt);
            if (opened?.ok === true) opened.value.inserted(PLUGGED, DIMM);
          });
        } catch (error) {
          if (!isFormatError(error)) throw error;
        }
      }
    },
  },
  {
    name: 'a free slot takes a device, and the kernel is told of it',
    tier: TIER,
    missing: lacksFiles,
    run: (subject) => {
      const table = tableOf(subject);
      value('accepts(a device for slot 0)', table.accepts(EMPTY, DIMM), 'accept a device for a free slot');
      const notices = value(
        'inserted',
        table.inserted(PLUGGED, DIMM),
        'say which device the kernel should check',
      );
      const node = table.nodeOf(DIMM);
      demand(
        notices.some(({ device, request }) => device.path === node.path && request === 'device-check'),
        `after plugging, the notices are ${textOf(notices)}`,
        `give a notice with request 'device-check' for ${node.path}`,
      );
    },
  },
  {
    name: 'a plugged device describes itself, and an empty slot does not',
    tier: TIER,
    missing: lacksFiles,
    run: (subject) => {
      const table = tableOf(subject);
      const node = table.nodeOf(DIMM);
      const present = value('describe', table.describe(PLUGGED, node), 'describe a device that is plugged');
      demand(
        textOf(present?.ranges) === textOf([DIMM.range]),
        `a device at ${textOf(DIMM.range)} describes itself as ${textOf(present)}`,
        'give the range of the device in ranges',
      );
      const absent = value(
        'describe(empty slot)',
        table.describe(EMPTY, node),
        'return undefined in a Result',
      );
      demand(
        absent === undefined,
        `an empty slot describes ${textOf(absent)}`,
        'return undefined for what is not plugged',
      );
      const found = value('scan', table.scan(PLUGGED), 'list what is plugged');
      demand(
        found.length === 1 && textOf(found[0]?.ranges) === textOf([DIMM.range]),
        `with one device, scan finds ${textOf(found)}`,
        'list each plugged device once',
      );
    },
  },
  {
    name: 'a device that the host wants back is asked for, and let go by name',
    tier: TIER,
    missing: lacksFiles,
    run: (subject) => {
      const table = tableOf(subject);
      const notices = value(
        'ejectRequested',
        table.ejectRequested(PLUGGED, DIMM),
        'say which device the kernel should give back',
      );
      const eject = notices.find(({ request }) => request === 'eject');
      demand(eject !== undefined, `the notices are ${textOf(notices)}`, "give a notice with request 'eject'");
      const gone = value('eject', table.eject(PLUGGED, eject.device), 'let the device go');
      demand(
        gone.includes(DIMM.id),
        `eject lets go of ${textOf(gone)}`,
        `return the host's name for the device (${DIMM.id})`,
      );
    },
  },
  {
    name: 'it keeps nothing between calls, and leaves what is plugged alone',
    tier: TIER,
    missing: lacksFiles,
    run: (subject) => {
      const before = textOf(PLUGGED);
      const [first, second] = [1, 2].map(() => {
        const table = tableOf(subject);
        return textOf([
          table.inserted(PLUGGED, DIMM),
          table.scan(PLUGGED),
          table.ejectRequested(PLUGGED, DIMM),
        ]);
      });
      demand(first === second, 'the same questions are answered differently', 'keep nothing between calls');
      demand(
        textOf(PLUGGED) === before,
        'what is plugged was changed',
        'the argument is the caller’s: copy it',
      );
    },
  },
];

/** What the kit finds of firmware. @throws TypeError for a skip without reason or test */
export const examineFirmware = (
  firmware: HotplugFirmware,
  { skip, ...options }: Omit<FirmwareSubject, 'firmware'> & { readonly skip?: readonly Skip[] } = {},
): readonly Finding[] => examine(firmwareChecks, { firmware, ...options }, skip);
