import { describe, expect, it } from 'vitest';
import { resources } from '@warmboot/core/plugin';

const lines = (tree: ReturnType<typeof resources.empty>): string[] =>
  resources.printIomem(tree).trimEnd().split('\n');

const ram = { start: 0x10_0000, end: 0x80_0000, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM };

describe('what every kernel puts into its tree at boot', () => {
  it('is left out where it is empty, or sticks out of what is there', () => {
    const tree = resources.insertIfFits(resources.empty(), ram);
    expect(resources.insertIfFits(tree, { ...ram, end: ram.start })).toBe(tree);
    expect(lines(resources.insertIfFits(tree, { ...ram, start: 0x70_0000, end: 0x90_0000 }))).toEqual(
      lines(tree),
    );
  });

  it('sections count from the kernel; crash regions and sections end up in the memory that comes after them', () => {
    let tree = resources.withKernelSections(resources.empty(), 0x20_0000, [
      { name: 'Kernel code', start: 0, end: 0x1000 },
      { name: 'Kernel bss', start: 0x3000, end: 0x3000 },
    ]);
    tree = resources.withCrashRegions(tree, [{ start: 0x40_0000, end: 0x50_0000 }]);
    expect(lines(resources.insertIfFits(tree, ram))).toEqual([
      '00100000-007fffff : System RAM',
      '  00200000-00200fff : Kernel code',
      '  00400000-004fffff : Crash kernel',
    ]);
  });

  it('reservations go around what is in a node, and no further than it', () => {
    const tree = resources.insertIfFits(
      resources.withCrashRegions(resources.empty(), [{ start: 0x40_0000, end: 0x50_0000 }]),
      ram,
    );
    const reserved = [
      { start: 0x30_0000, end: 0x60_0000 },
      { start: 0x70_0000, end: 0x90_0000 },
    ];
    expect(lines(resources.withReservedInside(tree, ram, reserved, 'reserved'))).toEqual([
      '00100000-007fffff : System RAM',
      '  00300000-003fffff : reserved',
      '  00400000-004fffff : Crash kernel',
      '  00500000-005fffff : reserved',
      '  00700000-007fffff : reserved',
    ]);
    expect(resources.withReservedInside(tree, { ...ram, name: 'Reserved' }, reserved, 'x')).toBe(tree);
  });
});
