import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { PageAllocator } from '../src/contract/page-allocator.js';

import { PAGE_SIZE } from './page-size.js';

/**
 * A page allocator whose every answer is written down beforehand: pages come up in the order of the list, whoever asks.
 * The order that hurts most is as good as any.
 */
export class PageSequence implements PageAllocator {
  readonly #pages: PhysAddr[];

  /** @param pages addresses, each once */
  constructor(pages: readonly PhysAddr[]) {
    this.#pages = [...pages];
  }

  get left(): readonly PhysAddr[] {
    return this.#pages;
  }

  take(limit: number): AddressRange | undefined {
    const start = this.#pages.shift();
    if (start === undefined) return undefined;
    let end = start + PAGE_SIZE;
    while (end - start < limit && this.#pages[0] === end) {
      this.#pages.shift();
      end += PAGE_SIZE;
    }
    return { start, end };
  }

  takeBlock(size: number): PhysAddr | undefined {
    const free = new Set(this.#pages);
    const isFree = (start: PhysAddr): boolean => {
      for (let page = start; page < start + size; page += PAGE_SIZE) if (!free.has(page)) return false;
      return true;
    };
    const found = this.#pages.find((page) => page % size === 0 && isFree(page));
    if (found === undefined) return undefined;
    const { start, end } = rangeAt(found, size);
    const rest = this.#pages.filter((page) => page < start || page >= end);
    this.#pages.splice(0, this.#pages.length, ...rest);
    return found;
  }

  release({ start, end }: AddressRange): void {
    for (let page = start; page < end; page += PAGE_SIZE) this.#pages.push(page);
  }
}
