import { coreHeader } from '@warmboot/core/plugin';
import type { RecordedStep } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { endMisses, endWords } from '../../src/confirm/seen-end.js';

const block = (state: string) => ({
  state,
  valid_zones: '',
  removable: '1',
  phys_index: '00000020',
  phys_device: '0',
  node: 'node0',
});

/** A machine with a DIMM of a block at 4 GiB, after a step. */
const seen = (action: string, state: string | undefined, more: Partial<RecordedStep> = {}): RecordedStep => ({
  action,
  observed: {
    iomem: '',
    blocks: state === undefined ? {} : { memory32: block(state) },
    sys: {
      '/sys/devices/system/memory/block_size_bytes': '8000000',
      '/sys/devices/system/memory/auto_online_blocks': 'offline',
      '/sys/kernel/kexec_loaded': action === 'kexec-load' ? '1' : '0',
    },
    dmesg: [],
  },
  ...more,
});

const plugged = seen('dimm-add', 'online', { id: 'dimm1', address: '0x100000000', size: 0x800_0000 });

const misses = (expected: object, ...steps: readonly RecordedStep[]) =>
  endMisses([{ line: 1, ...expected }], steps, steps);

const vmcore = (paddr: bigint): RecordedStep => {
  const loads = [{ paddr, vaddr: paddr, size: 0x1000n }];
  const head = coreHeader.write({ machine: 62, notes: [], loads }, coreHeader.kernelRoom(1, 1));
  return { action: 'vmcore-head', result: { rc: 0, out: Buffer.from(head).toString('base64') } };
};

describe('the end of a recorded story', () => {
  it('has an image loaded, or none', () => {
    expect(misses({ loaded: true }, plugged, seen('kexec-load', 'online'))).toEqual([]);
    expect(misses({ loaded: true }, plugged)).toEqual(['an image is not loaded at the end']);
  });

  it('has blocks in their states, by the names of devices', () => {
    expect(misses({ blocks: { dimm1: 'online' } }, plugged)).toEqual([]);
    expect(misses({ blocks: { 'dimm1[0]': 'absent' } }, plugged, seen('dimm-del', undefined))).toEqual([]);
    expect(misses({ blocks: { dimm1: 'offline' } }, plugged)).toEqual([
      'memory32 is online at the end, not offline',
    ]);
  });

  it('has boot memory, which the next kernel has online unasked', () => {
    expect(misses({ bootMemory: ['dimm1'] }, plugged, seen('kexec-exec', 'online'))).toEqual([]);
    expect(misses({ bootMemory: ['dimm1'] }, plugged, seen('kexec-exec', 'offline'))).toEqual([
      'no block of dimm1 is boot memory of the next kernel',
    ]);
    expect(misses({ bootMemory: ['dimm1'] }, plugged)).toHaveLength(1);
    expect(endWords([{ line: 1, bootMemory: ['dimm1'] }])).toEqual(['dimm1 is its boot memory']);
  });

  it('does not tell boot memory where a kernel brings all memory online by itself', () => {
    const { observed, ...jump } = seen('kexec-exec', 'online');
    const sys = { ...observed!.sys, '/sys/devices/system/memory/auto_online_blocks': 'online' };
    expect(misses({ bootMemory: ['dimm1'] }, plugged, { ...jump, observed: { ...observed!, sys } })).toEqual([
      expect.stringContaining('may be boot memory or not'),
    ]);
  });

  it('has a dump that lacks a device', () => {
    expect(misses({ vmcoreLacks: ['dimm1'] }, plugged, vmcore(0x4000_0000n))).toEqual([]);
    expect(misses({ vmcoreLacks: ['dimm1'] }, plugged, vmcore(0x1_0000_0000n))).toEqual([
      'the vmcore has memory of dimm1',
    ]);
    expect(misses({ vmcoreLacks: ['dimm1'] }, plugged)).toEqual(['there is no vmcore to look into']);
  });

  it('is about the dump where it has one, and not about what else is there', () => {
    const end = { loaded: true, blocks: { dimm1: 'offline' }, vmcoreLacks: ['dimm1'] };
    expect(misses(end, plugged, vmcore(0x4000_0000n))).toEqual([]);
  });
});
