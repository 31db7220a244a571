import type { AddressRange } from '@warmboot/address';
import { overlaps } from '@warmboot/address';
import type { Platform } from '@warmboot/core';
import { platforms } from '@warmboot/core';

/** Whose memory a range meets, as people say it: `dimm1`, `boot memory`, `no memory`. */
export const holderOf = (platform: Platform, range: AddressRange): string => {
  for (const device of platform.dimms.values()) {
    if (overlaps(device.range, range)) return device.id;
  }
  for (const { id, region } of platform.virtioMem?.values() ?? []) if (overlaps(region, range)) return id;
  for (const { name, range: own } of platform.dax?.values() ?? []) if (overlaps(own, range)) return name;
  return platforms.installedRam(platform).some((ram) => overlaps(ram, range)) ? 'boot memory' : 'no memory';
};

/** `boot memory`, `boot memory and dimm1`, `boot memory, dimm1 and dimm2`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
