import type { HotplugFirmware, MemoryDeviceTable, Result } from '@warmboot/core/plugin';
import { refuseAloud, succeed } from '@warmboot/core/plugin';

import { parsingDirectory, parsingFile } from '@warmboot/format';
import { AmlError } from '../aml/aml-error.js';
import { MemoryDeviceFirmware } from '../memory-hotplug/memory-device.js';
import { SYSFS_TABLES, tablesInSysfs } from '../tables/sysfs.js';
import { AmlMemoryDevices } from './aml-memory-devices.js';

const DSDT = `${SYSFS_TABLES}/DSDT`;

/** What a machine's definition blocks came to. */
interface Opened {
  readonly ssdts: readonly Uint8Array[];
  readonly table: Result<MemoryDeviceTable>;
}

/** The same bytes always come to the same, and a machine keeps its tables from event to event. */
const opened = new WeakMap<Uint8Array, Opened>();

/** ACPI by the tables that the kernel shows in /sys/firmware/acpi/tables. */
export const acpi: HotplugFirmware = {
  name: 'acpi',
  open(files) {
    if (![...files.keys()].some((path) => path.startsWith(`${SYSFS_TABLES}/`))) return undefined;
    const dsdt = files.get(DSDT);
    if (dsdt === undefined) {
      return refuseAloud('ENODEV', `ACPI: memory cannot be hot-plugged without ${DSDT}, which is missing`);
    }
    const ssdts = tablesInSysfs(files, 'SSDT');
    const known = opened.get(dsdt);
    if (known !== undefined && sameItems(known.ssdts, ssdts)) return known.table;
    const table = tableOf(dsdt, ssdts);
    opened.set(dsdt, { ssdts, table });
    return table;
  },
};

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** @throws FormatError for a table that is broken, with its place */
const tableOf = (dsdt: Uint8Array, ssdts: readonly Uint8Array[]): Result<MemoryDeviceTable> => {
  const load = (): MemoryDeviceFirmware => new MemoryDeviceFirmware(dsdt, ssdts);
  try {
    const firmware = ssdts.length === 0 ? parsingFile(DSDT, load) : parsingDirectory(SYSFS_TABLES, load);
    return succeed(new AmlMemoryDevices(firmware));
  } catch (error) {
    if (error instanceof AmlError) return refuseAloud('ENODEV', `ACPI: memory hotplug: ${error.message}`);
    throw error;
  }
};
