import { describedMachine, Framework, type Machine } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { LIVE_TREE_FILE, FDT_FILE, LMB_FLAG, plugin, readLmbs, writeLmbs, type Lmb } from '../src/index.js';

const LMB = 0x1000_0000;

const lmb = (number: number, flags: number): Lmb => ({
  base: number * LMB,
  drcIndex: 0x8000_0000 + number,
  association: 0,
  flags,
});

describe('the list of blocks', () => {
  const list = [lmb(0, LMB_FLAG.reserved), lmb(1, LMB_FLAG.reserved), lmb(2, 0), lmb(4, 0)];

  it('is runs of blocks that differ in nothing but their numbers, the highest byte first', () => {
    const value = writeLmbs(list);
    const view = new DataView(value.buffer, value.byteOffset);
    expect(view.getUint32(0)).toBe(3);
    expect([view.getUint32(4), view.getBigUint64(8), view.getUint32(16)]).toEqual([2, 0n, 0x8000_0000]);
    expect(value).toHaveLength(4 + 3 * 24);
    expect(readLmbs(value)).toEqual(list);
  });

  it('is broken where it is cut off, and where no partition has as many', () => {
    expect(() => readLmbs(writeLmbs(list).subarray(0, 30))).toThrow(FormatError);
    const endless = writeLmbs([lmb(0, 0)]);
    new DataView(endless.buffer, endless.byteOffset).setUint32(4, 0xffff_ffff);
    expect(() => readLmbs(endless)).toThrow(/what a partition has/);
  });
});

describe('DLPAR', () => {
  const kernel = new Framework([plugin]).kernel({ architecture: 'ppc64le' });
  const made = describedMachine(kernel, { memory: 1024 ** 3, maxMemory: 2 * 1024 ** 3 });
  if (!made.ok) throw new Error(made.allowed);

  const act = (machine: Machine, action: string, argument: unknown) =>
    kernel.apply<'by-plugin'>(machine, { kind: 'by-plugin', action, argument });

  it('changes the tree of now, and not the one that the kernel was started with', () => {
    const { machine, result } = act(made.machine, 'lmb-add', { as: 'more', count: 2 });
    expect(result).toMatchObject({ ok: true });
    expect(machine.files.get(FDT_FILE)).toBe(made.machine.files.get(FDT_FILE));
    expect(machine.files.get(LIVE_TREE_FILE)).not.toEqual(made.machine.files.get(LIVE_TREE_FILE));
    const back = act(machine, 'lmb-remove', { count: 2 });
    expect(back.result.ok).toBe(true);
    expect(back.machine.files.get(LIVE_TREE_FILE)).toEqual(made.machine.files.get(LIVE_TREE_FILE));
    expect(back.machine.platform.dimms.size).toBe(0);
    expect(kernel.observe(back.machine).iomem).toBe(kernel.observe(made.machine).iomem);
  });

  it('gives all that is asked for, or nothing', () => {
    const { machine, result, log } = act(made.machine, 'lmb-add', { as: 'more', count: 5 });
    expect(result).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(log.map(({ text }) => text)).toEqual(['pseries-hotplug-mem: Attempting to hot-add 5 LMB(s)']);
    expect(machine.platform.dimms.size).toBe(0);
  });

  it('undoes what it did where a block refuses to go', () => {
    const { machine } = act(made.machine, 'lmb-add', { as: 'more', count: 2 });
    const [block] = [...machine.memory.blocks].filter(([, { early }]) => !early).at(-1)!;
    const page = (block * machine.memory.blockSize) / machine.memory.pageSize;
    const pinned = { ...machine, memory: { ...machine.memory, unmovable: new Set([page]) } };
    const { result, log, machine: after } = act(pinned as unknown as Machine, 'lmb-remove', { count: 2 });
    expect(result).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(log.map(({ text }) => text)).toContain(
      "pseries-hotplug-mem: Memory hot-remove failed, adding LMB's back",
    );
    expect([...after.memory.blocks.values()].every(({ state }) => state === 'online')).toBe(true);
  });
});
