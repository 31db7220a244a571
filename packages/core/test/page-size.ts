/** Bytes of a page in tests that hold at any size of it. */
export const PAGE_SIZE = 4096;
