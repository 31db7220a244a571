import type { AddressRange } from '@warmboot/address';
import { isAligned, sizeOf, subtract, without } from '@warmboot/address';
import type { ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { BIOS_BEGIN, TOOL_CRASH_ALIGN } from '../facts/layout.js';
import type { ToolRange, ToolRangeType } from '../facts/memory-ranges.js';

/** What kexec-tools takes from /proc/iomem for a crash image (spec 3.6; crashdump-x86.c: get_crash_memory_ranges). */
export interface CrashMemory {
  /** Everything that the crashed kernel had, without the crash kernel's regions, ascending. */
  readonly ranges: readonly ToolRange[];
  /** What the next kernel uses, ascending; images go into the last. */
  readonly reserved: readonly AddressRange[];
  /** Start of the only `Kernel code` line; undefined without one, or with two. */
  readonly kernelCode: number | undefined;
  /** Low memory that is saved before the jump, because the capture kernel uses it. */
  readonly backup: AddressRange;
}

const typeOf = (name: string): ToolRangeType | undefined => {
  // strstr(): RAM that a driver manages is part of a dump too.
  if (name.includes('System RAM')) return 'ram';
  if (name.startsWith('ACPI Tables')) return 'acpi';
  if (name.startsWith('ACPI Non-volatile Storage')) return 'nvs';
  if (name.startsWith('Persistent Memory (legacy)')) return 'pram';
  if (name === 'Persistent Memory') return 'pmem';
  return /^reserved/i.test(name) ? 'reserved' : undefined;
};

const linesOf = ({ root }: ResourceTree) => [...resources.preorder(root)].map(({ resource }) => resource);

/** Every `Crash kernel` line, ascending. */
export const crashKernelLines = (iomem: ResourceTree): readonly AddressRange[] =>
  linesOf(iomem)
    .filter(({ name }) => name === 'Crash kernel')
    .map(({ start, end }) => ({ start, end }));

/** What an image that keeps the context may use, in place of a reservation: from the first memory above 640 KiB on. */
export const contextRegion = (iomem: ResourceTree, memMax: number): AddressRange | undefined => {
  const first = linesOf(iomem).find(({ name, end }) => typeOf(name) !== undefined && end > BIOS_BEGIN);
  return first === undefined || first.start >= memMax ? undefined : { start: first.start, end: memMax + 1 };
};

/** @param reserved what the next kernel uses, ascending: it is no part of a dump */
export const readCrashMemory = (iomem: ResourceTree, reserved: readonly AddressRange[]): CrashMemory => {
  const lines = linesOf(iomem);
  const code = lines.filter(({ name }) => name === 'Kernel code');
  const found = lines.flatMap(({ name, start, end }): ToolRange[] => {
    const type = typeOf(name);
    return type === undefined ? [] : subtract([{ start, end }], reserved).map((rest) => ({ ...rest, type }));
  });
  const low = lines.find(({ name, end }) => name.includes('System RAM') && end - 1 <= BIOS_BEGIN);
  return {
    ranges: found.toSorted((a, b) => a.start - b.start),
    reserved,
    kernelCode: code.length === 1 ? code[0]!.start : undefined,
    backup: low === undefined ? { start: 0, end: BIOS_BEGIN } : { start: low.start, end: low.end },
  };
};

/** The memory map of a capture kernel in the making (crashdump-x86.c: add_memmap, delete_memmap). */
export class CaptureMap {
  #ranges: readonly ToolRange[] = [];

  /** Ascending. */
  get ranges(): readonly ToolRange[] {
    return this.#ranges;
  }

  /** RAM that is not in whole KiB is left out; what is inside a range already changes nothing. */
  add(range: ToolRange): void {
    const whole = isAligned(range.start, TOOL_CRASH_ALIGN) && isAligned(sizeOf(range), TOOL_CRASH_ALIGN);
    if (range.type === 'ram' && !whole) return;
    if (this.#ranges.some((other) => other.start <= range.start && range.end <= other.end)) return;
    this.#ranges = [...this.#ranges, range].sort((a, b) => a.start - b.start);
  }

  remove(hole: AddressRange): void {
    this.#ranges = this.#ranges.flatMap((range) =>
      without(range, hole).map((rest) => ({ ...rest, type: range.type })),
    );
  }
}
