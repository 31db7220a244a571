import { expect, test } from 'vitest';
import { resources } from '@warmboot/core/plugin';
import { readToolMemory, resourceNames } from '../src/index.js';

/** The ranges of a /proc/iomem, as the tool prints them. */
const ranges = (...lines: string[]): string[] =>
  readToolMemory(resources.parseIomem(`${lines.join('\n')}\n`, resourceNames.classify)).ranges.map(
    ({ start, end }) => `${start.toString(16)}-${(end - 1).toString(16)}`,
  );

test('arm64 3.2.1: a name counts only when it is exactly System RAM', () => {
  expect(
    ranges(
      '40000000-7fffffff : System RAM',
      '80000000-8fffffff : System RAM (hotplug)',
      '90000000-9fffffff : virtio0',
      '  90000000-97ffffff : System RAM (virtio_mem)',
      'a0000000-afffffff : System RAM',
    ),
  ).toEqual(['40000000-7fffffff', 'a0000000-afffffff']);
});

test('arm64 3.2.3: children other than the kernel are excluded', () => {
  expect(
    ranges(
      '40000000-7fffffff : System RAM',
      '  40210000-4056ffff : Kernel code',
      '  40570000-4060ffff : reserved',
      '  40610000-406effff : Kernel data',
      '  70000000-7fffffff : some driver',
    ),
  ).toEqual(['40000000-4056ffff', '40610000-6fffffff']);
});

test('arm64 3.2.3: the highest crash region stays, a lower one does not', () => {
  expect(
    ranges(
      '40000000-7fffffff : System RAM',
      '  50000000-5fffffff : Crash kernel',
      '80000000-bfffffff : System RAM',
      '  a0000000-afffffff : Crash kernel',
    ),
  ).toEqual(['40000000-4fffffff', '60000000-7fffffff', '80000000-bfffffff']);
});

test('arm64 3.2.4: an exclusion of a whole range deletes it, one at an end trims it', () => {
  expect(
    ranges(
      '40000000-4fffffff : System RAM',
      '  40000000-4fffffff : reserved',
      '50000000-5fffffff : System RAM',
      '  50000000-50ffffff : reserved',
      '  5f000000-5fffffff : reserved',
    ),
  ).toEqual(['51000000-5effffff']);
});

test('arm64 3.2.4: the child of an excluded child changes nothing more', () => {
  expect(
    ranges(
      '40000000-4fffffff : System RAM',
      '  41000000-41ffffff : reserved',
      '    41800000-418fffff : inner',
    ),
  ).toEqual(['40000000-40ffffff', '42000000-4fffffff']);
});

test('arm64 3.2.5: a machine without System RAM has no ranges', () => {
  expect(ranges('9000000-9000fff : serial')).toEqual([]);
});
