import { commandLine, type crashKernel } from '@warmboot/core/plugin';
import type { AddressRange } from '@warmboot/address';
import { alignUp, intersection, MiB, rangeAt, sizeOf, subtract } from '@warmboot/address';

import { parseBootParams } from '../formats/boot-params.js';
import { BOOT_PARAMS_FILE, LARGE_PAGE, PHYSICAL_LIMIT } from '../facts/layout.js';

/** CONFIG_PHYSICAL_ALIGN, which every distribution has at 2 MiB. */
const STEP = LARGE_PAGE;

/** CONFIG_PHYSICAL_START: where a kernel is unpacked to that nobody moves. */
const PHYSICAL_START = 16 * MiB;

/** No kernel goes below where it was to be unpacked, or below this, whichever is lower. compressed/kaslr.c: choose_random_location */
const LOWEST_MAX = 512 * MiB;

/** More words of memmap= than this, and the kernel stays where it is. kaslr.c: MAX_MEMMAP_REGIONS */
const MOST_MEMMAPS = 4;

/** What the command line keeps the kernel out of; undefined where it then stays where it is. kaslr.c: handle_mem_options */
const kept = (
  cmdline: string,
): { readonly limit: number; readonly avoid: readonly AddressRange[] } | undefined => {
  let limit: number = PHYSICAL_LIMIT;
  const avoid: AddressRange[] = [];
  let words = 0;
  for (const { name, value = '' } of commandLine.options(cmdline)) {
    const size = commandLine.size(value).value;
    if (name === 'mem' && size !== 0) limit = Math.min(limit, size);
    if (name !== 'memmap') continue;
    for (const word of value.split(',')) {
      words += 1;
      const parsed = commandLine.size(word);
      const separator = word.charAt(parsed.length);
      if (separator === '' && parsed.length > 0) limit = Math.min(limit, parsed.value);
      if (separator === '#' || separator === '$' || separator === '!') {
        avoid.push(rangeAt(commandLine.size(word.slice(parsed.length + 1)).value, parsed.value));
      }
    }
  }
  return words > MOST_MEMMAPS ? undefined : { limit, avoid };
};

const initrdOf = ({ files }: crashKernel.PlaceQuestion): AddressRange | undefined => {
  const page = files.get(BOOT_PARAMS_FILE);
  if (page === undefined) return undefined;
  const { ramdiskImage, ramdiskSize } = parseBootParams(page);
  return ramdiskSize === 0n ? undefined : rangeAt(Number(ramdiskImage), Number(ramdiskSize));
};

/**
 * Where the decompressor may put a kernel: at every 2 MiB of RAM that nothing else needs, the lowest 16 MiB left out
 * (spec 7; arch/x86/boot/compressed/kaslr.c). That it avoids where it runs itself is left out: a few places of hundreds.
 * @returns undefined where the kernel is not moved, or there is no room for it anywhere
 */
export const kernelPlaces = (question: crashKernel.PlaceQuestion): crashKernel.Places | undefined => {
  const { cmdline, ram, image, loadedAt = PHYSICAL_START } = question;
  const bounds = kept(cmdline);
  if (commandLine.has(cmdline, 'nokaslr') || bounds === undefined) return undefined;
  const size = sizeOf(image);
  const window = { start: Math.min(loadedAt, LOWEST_MAX), end: bounds.limit };
  const initrd = initrdOf(question);
  const room = subtract(
    ram.flatMap((range) => intersection(range, window) ?? []),
    [...bounds.avoid, ...(initrd === undefined ? [] : [initrd])],
  );
  const runs = room.flatMap(({ start, end }) => {
    const first = alignUp(start, STEP);
    const count = Math.floor((end - first - size) / STEP) + 1;
    return count > 0 ? [{ first, count, step: STEP }] : [];
  });
  return runs.length === 0 ? undefined : { size, runs, chosenBy: 'KASLR puts the kernel' };
};
