import type { AddressRange } from '@warmboot/address';
import { humanSize, normalised, shortSize, sizeOf, subtract } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { coreHeader, resources } from '@warmboot/core/plugin';
import { holderOf, listed } from './places.js';

/** What a dump of one machine has and lacks. Bytes and ranges of physical memory. */
export interface VmcoreAccount {
  /** Bytes that can be read. */
  readonly has: number;
  /** RAM of the kernel that crashed, the capture kernel's own left out, that is not in it; ascending. */
  readonly lacks: readonly AddressRange[];
  /** Devices that it lacks memory of, and `boot memory`. */
  readonly of: readonly string[];
  /** What it has, and reads as zeroes. */
  readonly zeroes: readonly AddressRange[];
}

/** Below it are BIOS data and the capture kernel's own; architectures leave it out or copy it elsewhere. */
const LOW_MEMORY = { start: 0, end: 0x10_0000 };

/** Pieces of boot memory that are left out around what firmware keeps. Bytes. */
const CRUMBS = 16 * 0x10_0000;

const total = (ranges: readonly AddressRange[]): number =>
  ranges.reduce((sum, range) => sum + sizeOf(range), 0);

/** RAM that a kernel knows of, under any name. */
const ramOf = ({ iomem }: Machine): AddressRange[] =>
  normalised(
    [...resources.preorder(iomem.root)].flatMap(({ resource: { name, start, end } }) =>
      name.startsWith(resources.SYSTEM_RAM_NAME) ? [{ start, end }] : [],
    ),
  );

/** The same without what is set aside for the capture kernel. */
const dumpable = (machine: Machine): AddressRange[] => {
  const { crashRegion, crashLowRegion } = machine.kexec;
  const own = [crashRegion, crashLowRegion].filter((region) => region !== undefined);
  return subtract(ramOf(machine), [LOW_MEMORY, ...own]);
};

/**
 * What /proc/vmcore of a capture kernel has of the machine that crashed.
 * @param crashed the machine before the crash
 * @param capture the same machine with its capture kernel up
 * @returns undefined where no capture kernel runs
 */
export const vmcoreAccount = (crashed: Machine, capture: Machine): VmcoreAccount | undefined => {
  const contents = coreHeader.vmcoreContents(capture);
  if (contents === undefined) return undefined;
  const { memory, zeroes } = contents;
  const missing = subtract(dumpable(crashed), normalised([...memory, ...zeroes]));
  const isBoot = (range: AddressRange): boolean => holderOf(crashed.platform, range) === 'boot memory';
  const boot = missing.filter(isBoot);
  const lacks = total(boot) <= CRUMBS ? missing.filter((range) => !isBoot(range)) : missing;
  const pieces = subtract(
    lacks,
    [...crashed.platform.dimms.values()].map(({ range }) => range),
  ).concat([...crashed.platform.dimms.values()].flatMap(({ range }) => within(lacks, [range])));
  return {
    // A header may have a segment for the kernel's text that has no place: kexec-tools writes it where it finds no _text.
    has: total(within(normalised(memory), ramOf(crashed))),
    lacks,
    of: [
      ...new Set(pieces.sort((a, b) => a.start - b.start).map((range) => holderOf(crashed.platform, range))),
    ],
    zeroes,
  };
};

/** The parts of ranges that lie in others. */
const within = (ranges: readonly AddressRange[], bounds: readonly AddressRange[]): AddressRange[] =>
  subtract(ranges, subtract(ranges, bounds));

/** More names than anybody reads. */
const MOST_NAMES = 8;

/** The account in sentences without full stops. @param why it lacks what it lacks, where that is known */
export const describeVmcore = (
  { has, lacks, of, zeroes }: VmcoreAccount,
  why?: string,
): readonly string[] => {
  const size = humanSize(total(lacks));
  const names = of.length > MOST_NAMES ? `memory of ${of.length} devices` : listed(of);
  const zero = total(zeroes);
  return [
    lacks.length === 0
      ? `/proc/vmcore has all memory of the kernel that crashed, ${shortSize(has)}`
      : `/proc/vmcore has ${shortSize(has)}, and lacks ${names}, ${size}${why === undefined ? '' : `: ${why}`}`,
    ...(zero === 0 ? [] : [`${shortSize(zero)} of it read as zeroes: the device has them unplugged`]),
  ];
};
