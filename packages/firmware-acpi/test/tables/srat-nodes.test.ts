import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { sratNodes } from '../../src/index.js';

const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../captures/${name}/acpi-SRAT.bin`, import.meta.url)));

describe('drivers/acpi/numa/srat.c: domains become nodes', () => {
  test('two nodes of a recorded machine, in the order of their processors', () => {
    const { ranges, nodes } = sratNodes(recorded('x86_64-bios-numa'));
    expect(nodes).toBe(2);
    expect(ranges.map(({ node }) => node)).toContain(1);
    expect(ranges[0]).toEqual({ range: { start: 0, end: 0xa0000 }, node: 0 });
  });

  test('one node, hot-pluggable memory included', () => {
    const { ranges, nodes } = sratNodes(recorded('x86_64-bios-boot'));
    expect(nodes).toBe(1);
    expect(ranges.at(-1)?.range.start).toBe(0x1_0000_0000);
  });

  test('no table, or one that does not parse, makes no nodes', () => {
    expect(sratNodes(undefined)).toEqual({ ranges: [], nodes: 0 });
    expect(sratNodes(recorded('x86_64-bios-numa').slice(0, 60))).toEqual({ ranges: [], nodes: 0 });
  });
});
