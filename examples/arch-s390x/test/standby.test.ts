import { describedMachine, Framework, type Machine } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { mostStorage, plugin, readParameters, writeParameters, writeReadInfo } from '../src/index.js';

const GIB = 1024 ** 3;

describe('what lies in storage', () => {
  it('has its highest byte first', () => {
    const bytes = writeParameters({ initrd: { start: 0x80_0000, end: 0x80_1000 }, cmdline: 'quiet' }, 896);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect([view.getBigUint64(0x08), view.getBigUint64(0x10)]).toEqual([0x80_0000n, 0x1000n]);
    expect(readParameters(bytes)).toEqual({ initrd: { start: 0x80_0000, end: 0x80_1000 }, cmdline: 'quiet' });
    expect(mostStorage(writeReadInfo(4 * GIB))).toBe(4 * GIB);
  });

  it('is broken where it is cut off', () => {
    expect(() => readParameters(new Uint8Array(12))).toThrow(FormatError);
    expect(() => mostStorage(new Uint8Array(9))).toThrow(FormatError);
  });
});

describe('standby storage', () => {
  const kernel = new Framework([plugin]).kernel({ architecture: 's390x' });
  const made = describedMachine(kernel, { memory: GIB, maxMemory: 2 * GIB });
  if (!made.ok) throw new Error(made.allowed);

  const act = (machine: Machine, action: string, argument: unknown) =>
    kernel.apply<'by-plugin'>(machine, { kind: 'by-plugin', action, argument });

  it('is assigned from the lowest increment on, and given back from the highest', () => {
    const came = act(made.machine, 'storage-online', { as: 's', count: 2 });
    expect(came.result).toEqual({ ok: true, value: ['0x40000000-0x4fffffff', '0x50000000-0x5fffffff'] });
    const went = act(came.machine, 'storage-offline', { count: 1 });
    expect(went.result).toEqual({ ok: true, value: ['0x50000000-0x5fffffff'] });
    expect([...went.machine.platform.dimms.keys()]).toEqual(['s.0']);
  });

  it('ends where the machine ends', () => {
    const { result } = act(made.machine, 'storage-online', { as: 's', count: 5 });
    expect(result).toMatchObject({ ok: false, reason: '5 increments are asked for, and 4 are on standby' });
    expect(act(made.machine, 'storage-offline', { count: 1 }).result).toMatchObject({ ok: false });
  });
});
