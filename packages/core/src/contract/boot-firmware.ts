import type { AddressRange } from '@warmboot/address';
import type { ExtensionPoint } from './extension-point.js';

/** What a call of a boot service came to. */
export interface BootServiceCall {
  /** The firmware after the call. */
  readonly services: BootServices;
  /** The name of the status that the caller got, `SUCCESS` for one; `undefined` behaviour has none. */
  readonly status: string | undefined;
  /** The status as the caller's register holds it. */
  readonly code?: bigint;
  /** Why it failed, in words. */
  readonly reason?: string;
  /** GetMemoryMap: the key of the map that the caller now has, and how many entries it has. */
  readonly map?: { readonly key: number; readonly entries: number };
  /** AllocatePages: where the pages are. */
  readonly pages?: AddressRange;
}

/**
 * Firmware between power-on and the moment in which a boot loader takes the machine over: services that change the memory
 * map, and the call that ends them, which takes the key of the map that the loader knows. A value: each call gives the
 * firmware after it.
 */
export interface BootServices {
  /** The memory map of this moment. */
  getMemoryMap(): BootServiceCall;
  /**
   * Takes pages for the loader.
   * @param kind what the memory is for, in the firmware's own words, such as `boot-services-data`
   */
  allocatePages(kind: string, bytes: number): BootServiceCall;
  /**
   * Ends the boot services, where the map is still the one that the caller knows.
   * @param mapKey what {@link getMemoryMap} gave
   */
  exitBootServices(mapKey: number): BootServiceCall;
}

/** Firmware with boot services that a plugin brings. */
export interface BootFirmware {
  readonly name: string;
  /** Words that {@link BootServices.allocatePages} knows. */
  readonly kinds: readonly string[];
  /**
   * The firmware of a machine as it was before its first kernel; undefined for a machine that is not of this firmware.
   * @param files what the machine shows, by path
   */
  open(ram: readonly AddressRange[], files: ReadonlyMap<string, Uint8Array>): BootServices | undefined;
}

/** Where plugins register firmware with boot services. */
export const BOOT_FIRMWARE: ExtensionPoint<BootFirmware> = {
  kind: 'boot firmware',
  shape: { name: 'string', open: 'function' },
  own: { from: '@warmboot/core', parts: [] },
};
