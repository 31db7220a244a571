import { describe, expect, it } from 'vitest';
import { architecture } from '../src/index.js';

const told = (options: Readonly<Record<string, string>>) =>
  architecture.builds!.fromConfig!(new Map(Object.entries(options)));

describe('what a configuration tells of an x86_64 kernel', () => {
  // arch/x86/mm/init.c: INIT_PGD_PAGE_COUNT
  it.each([
    ['n', 'n', 6],
    ['y', 'n', 8],
    ['n', 'y', 12],
    ['y', 'y', 16],
  ])(
    'X86_5LEVEL=%s and RANDOMIZE_MEMORY=%s: %i pages for early page tables',
    (X86_5LEVEL, RANDOMIZE_MEMORY, pages) => {
      expect(told({ X86_5LEVEL, RANDOMIZE_MEMORY })).toEqual({ earlyTablePages: pages });
    },
  );

  it('says nothing where one of them is not told', () => {
    expect(told({ X86_5LEVEL: 'y' })).toEqual({});
  });
});
