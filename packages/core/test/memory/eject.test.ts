import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import { NOTIFY_BAD, NOTIFY_DONE } from '../../src/contract/memory-notifier.js';
import { FIRST, listener, PLUGGED_AT, RunningMachine } from './running-machine.js';

const BLOCK = 128 * MiB;
const BLOCK_PAGES = BLOCK / 4096;

/** Refuses to let some blocks go, as often as told, with a message each time. */
const guard = (blocks: readonly number[], times = Infinity) => {
  const left = new Map(blocks.map((id) => [id, times]));
  return listener('guard', [], (event, startPfn, transition) => {
    const id = startPfn / BLOCK_PAGES;
    const more = left.get(id) ?? 0;
    if (event !== 'MEM_GOING_OFFLINE' || more === 0) return NOTIFY_DONE;
    left.set(id, more - 1);
    transition.say('warn', `guard: memory${id} stays`);
    return NOTIFY_BAD;
  });
};

const withDevice = (blocks: number, guarded: readonly number[], times?: number): RunningMachine => {
  const running = new RunningMachine({ notifiers: [guard(guarded, times)] });
  running.plug('dimm0', PLUGGED_AT, blocks * BLOCK);
  return running;
};

const onlineAll = (running: RunningMachine, word: 'online' | 'online_movable' = 'online') =>
  running.do<'online'>({ kind: 'online', word, blocks: 'all' });

const statesOf = (running: RunningMachine, count: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const { state, zone } = running.block(FIRST + index);
    return zone === undefined ? state : `${state} ${zone}`;
  });

describe('ejecting a memory device', () => {
  it('core R2.26 offlines every block, removes the memory and reports success', () => {
    const running = withDevice(3, []);
    onlineAll(running);
    expect(running.unplug('dimm0')).toEqual({ ok: true, value: { removed: true, reported: [0x84, 0x00] } });
    expect(running.machine.platform.dimms.size).toBe(0);
    expect(running.machine.memory.blocks.has(FIRST)).toBe(false);
    expect(running.unplug('dimm0')).toMatchObject({ errno: 'ENODEV' });
  });

  it('core R2.26 a page that cannot move at the first try and can at the second stops nothing', () => {
    const running = withDevice(2, []);
    onlineAll(running);
    const { memory } = running.machine;
    const unmovable = new Set([PLUGGED_AT / 4096]);
    const eject = (again: ReadonlySet<number>) => {
      running.machine = { ...running.machine, memory: { ...memory, unmovable, unmovableAgain: again } };
      const { value } = running.unplug('dimm0') as { value: { removed: boolean } };
      const dumps = running.lines('warn').filter((line) => line.startsWith('page dumped'));
      return { removed: value.removed, dumps: dumps.length };
    };
    expect(eject(unmovable)).toEqual({ removed: false, dumps: 2 });
    expect(eject(new Set())).toEqual({ removed: true, dumps: 1 });
  });

  it.each([1, 2, 3, 4])('core R2.26 %i vetoed blocks give one message more than that', (count) => {
    const guarded = [0, 2, 3, 5].slice(0, count).map((index) => FIRST + index);
    const running = withDevice(6, guarded);
    onlineAll(running, 'online_movable');
    expect(running.unplug('dimm0')).toEqual({ ok: true, value: { removed: false, reported: [0x84, 0x82] } });
    expect(running.lines('warn')).toEqual([
      ...guarded.map((id) => `guard: memory${id} stays`),
      `guard: memory${guarded[0]} stays`,
      `memory memory${guarded[0]}: Offline failed.`,
    ]);
    expect(running.events.at(-1)).toEqual({
      type: 'dimm:eject-refused',
      id: 'dimm0',
      block: guarded[0],
      errno: 'EPERM',
    });
    expect(statesOf(running, 6).every((state) => state.startsWith('online'))).toBe(true);
  });

  it('core R2.26 a block that gives in at the second pass goes', () => {
    const running = withDevice(3, [FIRST + 1], 1);
    onlineAll(running);
    expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
    expect(running.lines('warn')).toEqual([`guard: memory${FIRST + 1} stays`]);
  });

  it('core R2.26 a block that gave in at the second pass is put back when a later one does not', () => {
    const running = new RunningMachine({
      notifiers: [guard([FIRST], 1), { ...guard([FIRST + 2]), name: 'other guard' }],
    });
    running.plug('dimm0', PLUGGED_AT, 3 * BLOCK);
    onlineAll(running);
    running.unplug('dimm0');
    expect(running.lines('warn')).toEqual([
      `guard: memory${FIRST} stays`,
      `guard: memory${FIRST + 2} stays`,
      `guard: memory${FIRST + 2} stays`,
      `memory memory${FIRST + 2}: Offline failed.`,
    ]);
    expect(statesOf(running, 3)).toEqual(Array(3).fill('online Normal'));
  });

  it('core R2.26 roll-back leaves alone what was offline before', () => {
    const running = withDevice(4, [FIRST + 3]);
    for (const index of [1, 3]) running.writeState(FIRST + index, 'online');
    running.unplug('dimm0');
    expect(statesOf(running, 4)).toEqual(['offline', 'online Normal', 'offline', 'online Normal']);
  });

  it('core R2.27 roll-back puts movable blocks below the vetoed one into Normal', () => {
    const running = withDevice(4, [FIRST + 2]);
    onlineAll(running, 'online_movable');
    expect(statesOf(running, 4)).toEqual(Array(4).fill('online Movable'));
    running.unplug('dimm0');
    expect(statesOf(running, 4)).toEqual([
      'online Normal',
      'online Normal',
      'online Movable',
      'online Normal',
    ]);
    expect(running.lines('info')).toContain('Policy zone: Normal');
  });

  it('core R2.27 with the vetoed block first, the Movable span still begins there', () => {
    const running = withDevice(3, [FIRST, FIRST + 2]);
    onlineAll(running, 'online_movable');
    running.unplug('dimm0');
    expect(statesOf(running, 3)).toEqual(['online Movable', 'online Movable', 'online Movable']);
  });

  it('core R2.26 another device is not touched', () => {
    const running = withDevice(2, []);
    running.plug('dimm1', PLUGGED_AT + GiB, 2 * BLOCK, { slot: 1 });
    onlineAll(running);
    running.unplug('dimm0');
    expect(running.block(FIRST + 8).state).toBe('online');
    expect([...running.machine.platform.dimms.keys()]).toEqual(['dimm1']);
  });
});
