import { describe, expect, it } from 'vitest';
import { unmovablePages } from '../../src/record/unmovable.js';

const PAGES_OF_BLOCK = 0x8000;
const dump = (pfn: string): string[] => [
  `page:(____ptrval____) refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:${pfn}`,
  'page dumped because: unmovable page',
];

describe('pages that could not move', () => {
  it('are told for a block, each once', () => {
    const log = [...dump('0x40000'), ...dump('0x40000'), ...dump('0x40010')];
    expect(unmovablePages('block-state', log, PAGES_OF_BLOCK)).toEqual(['0x40000', '0x40010']);
    expect(unmovablePages('block-state', ['Built 1 zonelists'], PAGES_OF_BLOCK)).toBeUndefined();
  });

  it('are told by pass for an ejection: the second one of a block was met at the second pass', () => {
    const log = [...dump('0x100004'), ...dump('0x108002'), ...dump('0x10000a')];
    expect(unmovablePages('dimm-del', log, PAGES_OF_BLOCK)).toEqual([['0x100004', '0x108002'], ['0x10000a']]);
  });
});
