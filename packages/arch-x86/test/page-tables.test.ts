import { expect, test } from 'vitest';
import type { KexecSegment, Machine } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { GiB, MiB } from '@warmboot/address';

import { architecture } from '../src/index.js';

const machineWith = (...ram: readonly (readonly [number, number])[]): Machine => {
  const iomem = ram.reduce((tree, [start, end]) => {
    const node = resources.make({ start, end, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM });
    const placed = resources.request(tree, node, []);
    if (!placed.ok) throw new TypeError('the ranges overlap');
    return placed.tree;
  }, resources.empty());
  return { iomem } as Machine;
};

const pages = (machine: Machine, ...mem: readonly number[]): number =>
  architecture.kexec.pageTablePages!(
    machine,
    mem.map((start): KexecSegment => ({ kind: 'kernel', mem: start, memsz: 2 * MiB, bufsz: 0 })),
  );

test.each([
  ['a whole GiB is one entry of the table above', machineWith([0, GiB]), [], 1],
  ['a GiB with a hole has a table', machineWith([0, 640 * 1024], [MiB, GiB]), [], 2],
  ['a segment in memory that is mapped costs nothing', machineWith([0, 2 * GiB]), [GiB + MiB], 1],
  ['one where no memory is has tables of its own', machineWith([0, GiB]), [3 * GiB], 2],
  ['and one more beyond 512 GiB', machineWith([0, GiB]), [600 * GiB], 3],
  ['one that crosses a GiB has one on either side', machineWith([0, GiB]), [4 * GiB - MiB], 3],
] as const)('arch-x86 5.1: %s', (_, machine, segments, count) => {
  expect(pages(machine, ...segments)).toBe(count);
});
