import type { Dimm, MemoryDeviceTable, PluggedDevices, Result } from '@warmboot/core/plugin';
import { directFirmware } from '@warmboot/core/plugin';
import { Framework, platforms } from '@warmboot/core';
import { GiB } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { parseDefinitionBlock, serialiseDefinitionBlock } from '../src/index.js';
import { acpi, plugin } from '../src/plugin.js';
import { recorded } from './recorded.js';

const TABLES = '/sys/firmware/acpi/tables';

const filesWith = (dsdt: Uint8Array): Map<string, Uint8Array> => new Map([[`${TABLES}/DSDT`, dsdt]]);

const plugged = (...dimms: Dimm[]): PluggedDevices => new Map(dimms.map((dimm) => [dimm.id, dimm]));

const valueOf = <T>(result: Result<T> | undefined): T => {
  if (result?.ok !== true) throw new Error(result?.reason ?? 'not this firmware');
  return result.value;
};

/** A table that defines nothing. */
const definitionBlock = (kind: 'DSDT' | 'SSDT'): Uint8Array => {
  const { header } = parseDefinitionBlock(recorded('x86_64-bios-boot', 'DSDT'));
  return serialiseDefinitionBlock({
    kind,
    header: { ...header, signature: kind },
    aml: new Uint8Array(),
  });
};

const ADDRESS = 0x1_4000_0000;

const machines = [
  ['general-purpose event', 'x86_64-bios-boot'],
  ['generic event device', 'arm64-efi-numa'],
] as const;

describe.each(machines)('firmware-acpi 7 memory devices of a modelled machine: %s', (_, run) => {
  const table: MemoryDeviceTable = valueOf(acpi.open(filesWith(recorded(run, 'DSDT'))));
  const there = platforms.dimm('dimm0', 8 * GiB, GiB, 0, 0);
  const dimm = platforms.dimm('dimm1', ADDRESS, 2 * GiB, 1, 1);
  const both = plugged(there, dimm);
  const device = { path: '\\_SB_.MHPC.MP01', instance: 1 };

  it('names the device that was plugged, and no other', () => {
    expect(valueOf(table.inserted(both, dimm))).toEqual([{ device, request: 'device-check' }]);
    expect(table.nodeOf(dimm)).toEqual(device);
  });

  it('describes what is plugged by _CRS and _PXM, and an empty slot not at all', () => {
    expect(valueOf(table.describe(both, device))).toEqual({
      ...device,
      ranges: [dimm.range],
      proximityDomain: 1,
    });
    expect(valueOf(table.describe(plugged(there), device))).toBeUndefined();
  });

  it('shows the next kernel every device that is there, in slot order', () => {
    const [first, second, ...more] = valueOf(table.scan(plugged(dimm, there)));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ instance: 0, ranges: [there.range], proximityDomain: 0 });
    expect(second).toMatchObject({ ...device, ranges: [dimm.range], proximityDomain: 1 });
  });

  it('asks for a device back, lets it go with _EJ0, and hands on what _OST reports before and after', () => {
    expect(valueOf(table.ejectRequested(both, dimm))).toEqual([{ device, request: 'eject' }]);
    expect(valueOf(table.report(both, device, 3, 0x84))).toEqual([0x84]);
    expect(valueOf(table.eject(both, device))).toEqual(['dimm1']);
    expect(valueOf(table.eject(plugged(there), device))).toEqual([]);
    expect(valueOf(table.report(plugged(there), device, 3, 0))).toEqual([0]);
  });

  it('says the same as the direct way of a machine without tables', () => {
    const [said] = valueOf(table.scan(plugged(dimm)));
    const [direct] = valueOf(directFirmware.scan(plugged(dimm)));
    expect({ ...said, path: '' }).toEqual({ ...direct, path: '' });
  });

  it('has the slots of its namespace, each for one device', () => {
    expect(table.accepts(plugged(there), dimm)).toMatchObject({ ok: true });
    expect(table.accepts(plugged(there), { ...dimm, slot: 0 })).toMatchObject({
      errno: 'EBUSY',
      reason: 'dimm0 is in slot 0',
    });
    expect(table.accepts(plugged(), { ...dimm, slot: 8 })).toMatchObject({
      errno: 'ENODEV',
      reason: 'there is no slot 8: the firmware has 8 memory devices',
    });
  });

  it('leaves alone what a driver of its own brings', () => {
    const driven: Dimm = { ...there, slot: 1, driver: 'virtio_mem' };
    expect(valueOf(table.scan(plugged(driven)))).toEqual([]);
    expect(table.accepts(plugged(driven), dimm)).toMatchObject({ ok: true });
  });
});

describe('the firmware of a machine', () => {
  const dsdt = recorded('x86_64-bios-boot', 'DSDT');

  it('is ACPI where the kernel shows tables of it, and something else where not', () => {
    expect(acpi.open(new Map())).toBeUndefined();
    expect(acpi.open(new Map([['/sys/firmware/fdt', dsdt]]))).toBeUndefined();
    expect(acpi.open(new Map([[`${TABLES}/SRAT`, dsdt]]))).toMatchObject({
      ok: false,
      errno: 'ENODEV',
      reason: 'ACPI: memory cannot be hot-plugged without /sys/firmware/acpi/tables/DSDT, which is missing',
      log: [{ level: 'error' }],
    });
  });

  it('is loaded once for the same tables, and again with another SSDT', () => {
    const ssdt = definitionBlock('SSDT');
    const alone = valueOf(acpi.open(filesWith(dsdt)));
    expect(valueOf(acpi.open(filesWith(dsdt)))).toBe(alone);
    const more = valueOf(acpi.open(filesWith(dsdt).set(`${TABLES}/SSDT1`, ssdt)));
    expect(more).not.toBe(alone);
    expect(valueOf(acpi.open(filesWith(dsdt).set(`${TABLES}/SSDT1`, ssdt)))).toBe(more);
  });

  it('refuses hotplug without a controller, and throws for bytes that are broken', () => {
    expect(acpi.open(filesWith(definitionBlock('DSDT')))).toMatchObject({
      ok: false,
      reason: 'ACPI: memory hotplug: AE_NOT_FOUND: no memory hotplug controller in the tables',
    });
    expect(() => acpi.open(filesWith(dsdt.slice(0, 500)))).toThrow(FormatError);
    expect(() => acpi.open(filesWith(dsdt.slice(0, 500)))).toThrow(/acpi\/tables\/DSDT/);
  });

  it('is registered under its name by the plugin', () => {
    const framework = new Framework([plugin]);
    expect(framework.hotplugFirmware.get('acpi')).toBe(acpi);
    expect(framework.hotplugFirmware.originOf('acpi')).toBe('@warmboot/firmware-acpi');
  });
});
