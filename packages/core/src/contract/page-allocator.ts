import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Machine } from '../machine/machine.js';

/** What a page is wanted for: one of many that hold contents, or one of the few that hold a list or code. */
export type PagePurpose = 'contents' | 'overhead';

/**
 * The kernel's page allocator as kexec sees it: free pages in an order that nobody promises. Lives for one load.
 * Every answer is a page that was not given before.
 */
export interface PageAllocator {
  /** At least one and at most `limit` consecutive free pages, in bytes and page aligned; undefined when none is left. */
  take(limit: number, purpose: PagePurpose): AddressRange | undefined;
  /**
   * `size` bytes aligned to their size, a power of two; undefined when there is no such block. One that meets a range
   * of `avoid` is of no use to the caller, and an allocator that can tell leaves it out.
   */
  takeBlock(size: number, avoid: readonly AddressRange[]): PhysAddr | undefined;
  /** Takes pages back; it may give them again. */
  release(range: AddressRange): void;
}

/**
 * Opens the page allocator of a machine for one load.
 * @param beside bytes that the load has beside the pages that it takes here; none where absent
 */
export type OpenPageAllocator = (machine: Machine, beside?: number) => PageAllocator;
