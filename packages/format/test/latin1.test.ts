import { describe, expect, it } from 'vitest';
import { latin1 } from '../src/index.js';

describe('latin1', () => {
  it('has a character for each byte', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(latin1(all)).toBe(Buffer.from(all).toString('latin1'));
    expect(latin1(new Uint8Array())).toBe('');
  });

  it('has room for a megabyte', () => {
    expect(latin1(new Uint8Array(1 << 20).fill(0x41))).toHaveLength(1 << 20);
  });
});
