import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, GiB, intersection, rangeAt, sizeOf, subtract } from '@warmboot/address';
import { kernelBudget } from '../machine/kernel-budget.js';
import type { Machine } from '../machine/machine.js';
import { unpluggedIn } from '../device/platform.js';
import { populatedIn } from '../memory/populated-pages.js';
import { hugePageSize } from '../memory/huge-page.js';
import { kernelZones } from '../memory/kernel-zones.js';
import type { Zone } from '../memory/zone.js';
import { hasFlags, SYSTEM_RAM } from '../resource/flags.js';
import { preorder } from '../resource/preorder.js';
import type { Resource } from '../resource/resource.js';
import type { PageAllocator, PagePurpose } from '../contract/page-allocator.js';

/** Whole pages inside a range. */
const wholePages = ({ start, end }: AddressRange, pageSize: number): AddressRange => ({
  start: alignUp(start, pageSize),
  end: alignDown(end, pageSize),
});

/** Resources that have the flags of System RAM and are parts of the kernel, or set aside. */
const TAKEN = /^(Kernel |Crash kernel$)/;

const isFreeRam = ({ name, flags }: Resource): boolean => hasFlags(flags, SYSTEM_RAM) && !TAKEN.test(name);

/** Pages of a range that are RAM of the kernel's and that nothing known to the model holds, ascending. */
function* freeIn(machine: Machine, range: AddressRange): Generator<AddressRange> {
  const { iomem, memblock, kexec, memory, platform } = machine;
  const { pageSize } = memory;
  const ram: AddressRange[] = [];
  const held: AddressRange[] = [...(memblock?.reserved ?? []), ...(kexec.normal?.pages.reserved ?? [])];
  for (const { resource, depth } of preorder(iomem.root, range)) {
    if (!isFreeRam(resource)) held.push(resource);
    else if (depth === 0) ram.push(intersection(resource, range)!);
  }
  held.push(...unpluggedIn(platform, range));
  for (const pfn of memory.unmovable) held.push(rangeAt(pfn * pageSize, pageSize));
  for (const free of subtract(ram, held)) {
    const pages = wholePages(free, pageSize);
    if (pages.start < pages.end) yield pages;
  }
}

/**
 * Free pages of kernel zones, never of ZONE_MOVABLE: memory that was there at boot before memory that was added, zones
 * from the highest as the zonelist has them, ascending inside a zone. What user space holds is taken to be reclaimed.
 * Lazy, so that a machine of any size costs what is taken from it.
 */
function* freePages(machine: Machine): Generator<AddressRange> {
  const zones = kernelZones(machine.memory);
  for (const early of [true, false]) {
    for (const zone of zones) {
      for (const stretch of onlineStretches(machine, zone, early)) yield* freeIn(machine, stretch);
    }
  }
}

/** Blocks of boot that touch are looked at together up to this many bytes. */
const LONG_STRETCH = GiB;

/** Populated memory of a zone in its online blocks, either those of boot or the others, ascending. */
function* onlineStretches({ memory }: Machine, zone: Zone, early: boolean): Generator<AddressRange> {
  if (zone.span === undefined) return;
  let stretch: AddressRange | undefined;
  for (const { start, end, block } of populatedIn(memory, zone, zone.span)) {
    if (block.early !== early) continue;
    const part = { start: start * memory.pageSize, end: end * memory.pageSize };
    if (early && stretch?.end === part.start && sizeOf(stretch) < LONG_STRETCH) {
      stretch = { start: stretch.start, end: part.end };
      continue;
    }
    if (stretch !== undefined) yield stretch;
    stretch = part;
  }
  if (stretch !== undefined) yield stretch;
}

/** The default {@link PageAllocator}: deterministic, so that a scenario ends in the same way each time. */
export class FreePages implements PageAllocator {
  readonly #source: Iterator<AddressRange>;
  /** Looked at and not given away; the next to give is the last. */
  readonly #open: AddressRange[] = [];
  /** Single pages for lists and code come from huge pages of their own, so that contents stay in long runs. */
  readonly #overhead: AddressRange[] = [];
  readonly #hugePageSize: number;
  /** Bytes that may still be given away, where somebody told how much the kernel has. */
  #left: number;

  /** @param beside bytes that are taken for as long as the load goes on: files that were read for it */
  constructor(machine: Machine, beside = 0) {
    this.#source = freePages(machine);
    this.#hugePageSize = hugePageSize(machine.memory.pageSize);
    const budget = kernelBudget(machine);
    this.#left =
      budget === undefined ? Infinity : alignDown(Math.max(0, budget - beside), machine.memory.pageSize);
  }

  take(limit: number, purpose: PagePurpose): AddressRange | undefined {
    if (this.#left === 0) return undefined;
    const pages = this.#takeFor(Math.min(limit, this.#left), purpose);
    if (pages !== undefined) this.#left -= sizeOf(pages);
    return pages;
  }

  #takeFor(limit: number, purpose: PagePurpose): AddressRange | undefined {
    if (purpose === 'overhead' && this.#overhead.length === 0) {
      const pages = this.#takeOpen(this.#hugePageSize);
      if (pages !== undefined) this.#overhead.push(pages);
    }
    if (purpose === 'overhead') return takeFrom(this.#overhead, limit);
    return this.#takeOpen(limit) ?? takeFrom(this.#overhead, limit);
  }

  takeBlock(size: number, avoid: readonly AddressRange[]): PhysAddr | undefined {
    const found = size <= this.#left ? this.#findBlock(size, avoid) : undefined;
    if (found !== undefined) this.#left -= size;
    return found;
  }

  #findBlock(size: number, avoid: readonly AddressRange[]): PhysAddr | undefined {
    const tooSmall: AddressRange[] = [];
    let found: PhysAddr | undefined;
    for (let range = this.#next(); range !== undefined; range = this.#next()) {
      found = subtract([range], avoid)
        .map(({ start, end }) => ({ start: alignUp(start, size), end }))
        .find(({ start, end }) => start + size <= end)?.start;
      if (found !== undefined) {
        this.#putBack({ start: found + size, end: range.end });
        this.#putBack({ start: range.start, end: found });
        break;
      }
      tooSmall.push(range);
    }
    this.#open.push(...tooSmall.toReversed());
    return found;
  }

  release(range: AddressRange): void {
    this.#left += sizeOf(range);
    this.#putBack(range);
  }

  #putBack(range: AddressRange): void {
    if (range.start < range.end) this.#open.push(range);
  }

  #takeOpen(limit: number): AddressRange | undefined {
    const range = this.#next();
    if (range === undefined) return undefined;
    this.#open.push(range);
    return takeFrom(this.#open, limit);
  }

  #next(): AddressRange | undefined {
    const open = this.#open.pop();
    if (open !== undefined) return open;
    const next = this.#source.next();
    return next.done === true ? undefined : next.value;
  }
}

/** The head of the last range, up to `limit` bytes. */
const takeFrom = (ranges: AddressRange[], limit: number): AddressRange | undefined => {
  const range = ranges.pop();
  if (range === undefined) return undefined;
  const end = Math.min(range.end, range.start + limit);
  if (end < range.end) ranges.push({ start: end, end: range.end });
  return { start: range.start, end };
};
