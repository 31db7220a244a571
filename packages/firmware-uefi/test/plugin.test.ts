import type { BootServices } from '@warmboot/core/plugin';
import { BOOT_FIRMWARE } from '@warmboot/core/plugin';
import { Framework } from '@warmboot/core';
import { GiB, rangeAt } from '@warmboot/address';

import { describe, expect, it } from 'vitest';
import { plugin, uefi } from '../src/plugin.js';

const EFI = new Map([['/sys/firmware/efi/systab', new Uint8Array()]]);

const opened = (): BootServices => {
  const services = uefi.open([rangeAt(GiB, GiB)], EFI);
  if (services === undefined) throw new Error('not a machine of this firmware');
  return services;
};

describe('UEFI as the firmware of a modelled machine', () => {
  it('is registered under its name, and is the firmware of machines that show something of it', () => {
    expect(new Framework([plugin]).parts(BOOT_FIRMWARE).get('uefi')).toBe(uefi);
    expect(uefi.open([rangeAt(0, GiB)], new Map())).toBeUndefined();
    expect(uefi.open([rangeAt(0, GiB)], new Map([['/sys/firmware/fdt', new Uint8Array()]]))).toBeUndefined();
  });

  it('firmware-uefi 4: refuses a stale key with the status of the specification, and takes the next one', () => {
    const read = opened().getMemoryMap();
    expect(read).toMatchObject({ status: 'SUCCESS', code: 0n, map: { entries: 1 } });
    const changed = read.services.allocatePages('boot-services-data', 4096);
    expect(changed.pages).toEqual(rangeAt(2 * GiB - 4096, 4096));
    const stale = changed.services.exitBootServices(read.map!.key);
    expect(stale).toMatchObject({ status: 'INVALID_PARAMETER', code: 0x8000_0000_0000_0002n });
    const again = stale.services.getMemoryMap();
    expect(again.map).toEqual({ key: read.map!.key + 1, entries: 2 });
    expect(again.services.exitBootServices(again.map!.key)).toMatchObject({ status: 'SUCCESS' });
  });

  it('firmware-uefi 4: after a failed exit memory may not be allocated by firmware before UEFI 2.9', () => {
    const failed = opened().exitBootServices(99);
    const call = failed.services.allocatePages('loader-data', 4096);
    expect(call).toMatchObject({ status: undefined });
    expect(call.reason).toContain('memory services are allowed there from UEFI 2.90 on');
  });

  it('firmware-uefi 4: has no services once they have ended', () => {
    const { services, map } = opened().getMemoryMap();
    const ended = services.exitBootServices(map!.key).services;
    expect(ended.getMemoryMap()).toMatchObject({ status: undefined });
    expect(ended.exitBootServices(map!.key).reason).toContain('called twice');
  });

  it('leaves each firmware as it was', () => {
    const services = opened();
    services.allocatePages('loader-data', 4096);
    expect(services.getMemoryMap().map).toEqual(opened().getMemoryMap().map);
  });

  it('knows the types of memory by their names', () => {
    expect(uefi.kinds).toContain('acpi-reclaim');
    expect(opened().allocatePages('conventional', 4096)).toMatchObject({ status: 'INVALID_PARAMETER' });
    expect(() => opened().allocatePages('pages', 4096)).toThrow('UEFI has no memory type pages');
  });
});
