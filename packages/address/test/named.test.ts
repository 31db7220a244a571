import { GiB, MiB } from '@warmboot/address';
import { addressNames } from '@warmboot/core';
import { describe, expect, it } from 'vitest';

/** A PC with 4 GiB: the hole under 4 GiB pushes half of it up. */
const memory = (name: string) =>
  name === 'boot'
    ? [
        { start: 0, end: 2 * GiB },
        { start: 4 * GiB, end: 6 * GiB },
      ]
    : undefined;

describe('boot memory with a hole', () => {
  it('begins with its first piece and ends with its last', () => {
    expect(addressNames.address('boot', memory)).toBe(0n);
    expect(addressNames.address('boot.last', memory)).toBe(BigInt(6 * GiB - 1));
    expect(addressNames.address('boot.end - 1M', memory)).toBe(BigInt(6 * GiB - MiB));
  });

  it('has no block in the hole', () => {
    expect(addressNames.blocks('boot', memory, GiB)).toEqual([0, 1, 4, 5]);
    expect(addressNames.blocks('boot[2]', memory, GiB)).toEqual([4]);
  });

  it('has a block that two pieces share once', () => {
    const pieces = () => [
      { start: 0, end: 640 * 1024 },
      { start: MiB, end: GiB },
    ];
    expect(addressNames.blocks('boot', pieces, GiB / 2)).toEqual([0, 1]);
  });
});
