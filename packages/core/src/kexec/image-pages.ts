import type { ImagePages } from '../image/image-pages.js';
import type { AddressRange } from '@warmboot/address';
import { sizeOf, RangeSet } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import { crashControlPages, orderedSize, takeControlPages } from './control-pages.js';
import type { PageAllocator } from '../contract/page-allocator.js';
import type { PageList } from '../image/page-list.js';
import { IN_PLACE } from '../image/page-list.js';
import { PageListBuilder } from './page-list-builder.js';
import type { KexecSegment } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';
import { writeSegmentPart } from '../image/segment-content.js';

/** An image that is in memory: in source pages, or at its destinations. */
export interface StagedImage {
  readonly pages: ImagePages;
  readonly contents: PhysicalMemory;
}

/** What a log line says of an allocation that failed. */
export type StagingFailure =
  'control_code_buffer' | 'swap buffer' | 'vmcoreinfo buffer' | 'page tables' | 'segments';

/** The pages in which an image waits, or the refusal of an allocator that has none left. */
export type Staged = Result<StagedImage> & { readonly failed?: StagingFailure };

const outOfMemory = (failed: StagingFailure): Staged => ({
  ...refuse('ENOMEM', `the page allocator has no pages left for the ${failed}`),
  failed,
});

/** Sizes and limits of one architecture. Bytes; the limit is exclusive for control pages. */
export interface StagingLimits {
  readonly pageSize: number;
  /** KEXEC_CONTROL_PAGE_SIZE; what is taken is a power of two of pages. */
  readonly controlPageSize: number;
  readonly memoryLimit: number;
  /** Pages of page tables for the jump; none where absent. */
  readonly tablePages?: number;
}

/** So many pages; undefined when one of them is not to be had. */
const takePages = (
  count: number,
  take: (taken: readonly AddressRange[]) => AddressRange | undefined,
): readonly AddressRange[] | undefined => {
  const taken: AddressRange[] = [];
  while (taken.length < count) {
    const page = take(taken);
    if (page === undefined) return undefined;
    taken.push(page);
  }
  return taken;
};

/**
 * Puts a normal image into pages of the page allocator: control pages, the swap page, then the segments in their order
 * (core 4.1, steps 13 to 17). ENOMEM when pages run out.
 */
export const stageNormal = (
  allocator: PageAllocator,
  segments: readonly KexecSegment[],
  contents: PhysicalMemory,
  { pageSize, controlPageSize, memoryLimit, tablePages = 0 }: StagingLimits,
): Staged => {
  const destinations = segments.map(destinationOf);
  const control = takeControlPages(
    allocator,
    orderedSize(controlPageSize, pageSize),
    memoryLimit,
    destinations,
  );
  if (control === undefined) return outOfMemory('control_code_buffer');
  const swap = takeControlPages(allocator, pageSize, memoryLimit, destinations);
  if (swap === undefined) return outOfMemory('swap buffer');

  const tables = takePages(tablePages, () =>
    takeControlPages(allocator, pageSize, memoryLimit, destinations),
  );
  if (tables === undefined) return outOfMemory('page tables');

  const held = RangeSet.of([control, swap, ...tables]);
  const builder = new PageListBuilder(allocator, segments, held, { pageSize, memoryLimit });
  const list = builder.build();
  if (list === undefined) return outOfMemory('segments');
  const { reserved } = builder;
  const clean = [...reserved].reduce((memory, range) => memory.drop(range), contents);
  return succeed({
    pages: { list, control: [control, ...tables], swap, reserved },
    contents: withSources(clean, list, segments),
  });
};

/** Memory with the bytes of each segment in its source pages. */
const withSources = (
  contents: PhysicalMemory,
  list: PageList,
  segments: readonly KexecSegment[],
): PhysicalMemory => {
  let memory = contents;
  for (const [index, { sources }] of list.segments.entries()) {
    let offset = 0;
    for (const source of sources) {
      memory = writeSegmentPart(memory, source, segments[index]!, offset);
      offset += sizeOf(source);
    }
  }
  return memory;
};

/**
 * Puts a crash image where it will run: its segments straight into the reservation, control pages and the copy of
 * vmcoreinfo into holes between them (core R4.9, R4.10, 4.1 step 15). ENOMEM when a hole is missing.
 */
export const stageCrash = (
  region: AddressRange,
  segments: readonly KexecSegment[],
  contents: PhysicalMemory,
  { pageSize, controlPageSize, tablePages = 0 }: StagingLimits,
): Staged => {
  const destinations = segments.map(destinationOf);
  const control = crashControlPages(
    region,
    orderedSize(controlPageSize, pageSize),
    region.start,
    destinations,
  );
  if (control === undefined) return outOfMemory('control_code_buffer');
  const tables = takePages(tablePages, (taken) =>
    crashControlPages(region, pageSize, (taken.at(-1) ?? control).end, destinations),
  );
  if (tables === undefined) return outOfMemory('page tables');
  const cursor = (tables.at(-1) ?? control).end;
  const vmcoreinfo = crashControlPages(region, pageSize, cursor, destinations);
  if (vmcoreinfo === undefined) return outOfMemory('vmcoreinfo buffer');
  const written = segments.reduce(
    (memory, segment) => writeSegmentPart(memory, destinationOf(segment), segment, 0),
    [control, ...tables, vmcoreinfo].reduce((memory, pages) => memory.drop(pages), contents),
  );
  return succeed({
    // The reservation is no memory of the page allocator's, so nothing more is reserved.
    pages: {
      list: IN_PLACE,
      control: [control, ...tables, vmcoreinfo],
      swap: undefined,
      reserved: RangeSet.EMPTY,
    },
    contents: written,
  });
};
