import { populatedIn } from '../../src/memory/populated-pages.js';
import { expect } from 'vitest';
import type { Machine } from '../../src/machine/machine.js';
import { printIomem } from '../../src/resource/iomem-text.js';
import { SortedMap } from '@warmboot/address';

/** A machine as plain data, which can be kept and compared. */
export const plain = (value: unknown): unknown => {
  if (value instanceof SortedMap || value instanceof Map)
    return [...value].map(([key, one]) => [key, plain(one)]);
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.map(plain);
  // Contents of segments are made when they are read: what makes them is no data.
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value;
  if (Symbol.iterator in value) return [...(value as Iterable<unknown>)].map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
};

/** What holds in every machine of these tests, whose reserved memory is nothing. */
export const expectConsistent = (machine: Machine): void => {
  const { memory, iomem, platform, firmwareMap } = machine;
  const pages = memory.blockSize / 4096;
  const online = new Map<string, number>();
  const groups = new Map<number, { blocks: number; kernel: number; movable: number }>();
  let onlinePages = 0;
  for (const [id, block] of memory.blocks) {
    expect(block.state, `memory${id} between two actions`).not.toBe('going-offline');
    expect(block.zone === undefined, `memory${id} has a zone when it is online`).toBe(
      block.state === 'offline',
    );
    if (block.group !== undefined) {
      const counts = groups.get(block.group) ?? { blocks: 0, kernel: 0, movable: 0 };
      counts.blocks += 1;
      if (block.zone !== undefined) counts[block.zone === 'Movable' ? 'movable' : 'kernel'] += pages;
      groups.set(block.group, counts);
    }
    if (block.state !== 'online') continue;
    onlinePages += pages;
    const zone = `${block.node} ${block.zone}`;
    online.set(zone, (online.get(zone) ?? 0) + pages);
  }
  for (const zone of memory.zones) {
    const name = `${zone.node} ${zone.name}`;
    expect(zone.present, `present pages of ${name}`).toBe(online.get(name) ?? 0);
    let populated = 0;
    const everything = { start: 0, end: Number.MAX_SAFE_INTEGER };
    for (const { start, end } of populatedIn(memory, zone, everything)) {
      populated += end - start;
      expect(zone.span!.start <= start && end <= zone.span!.end, `the span of ${name} holds its pages`).toBe(
        true,
      );
    }
    expect(populated, `populated pages of ${name}`).toBe(zone.present);
    expect(zone.presentEarly).toBeLessThanOrEqual(zone.present);
  }
  expect(memory.totalRamPages).toBe(onlinePages);
  expect(
    [...memory.groups.values()].map(({ id, blocks, presentKernel, presentMovable }) => [
      id,
      { blocks, kernel: presentKernel, movable: presentMovable },
    ]),
  ).toEqual([...groups].sort(([a], [b]) => a - b));

  const text = printIomem(iomem);
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  for (const { range } of platform.dimms.values()) {
    expect(text).toContain(`${hex(range.start)}-${hex(range.end - 1)} : System RAM\n`);
  }
  const lines = text.split('\n').filter((line) => /^[0-9a-f].*System RAM$/.test(line));
  expect(lines).toHaveLength(platform.bootRam.length + platform.dimms.size);
  expect(firmwareMap!.entries).toHaveLength(lines.length);
};
