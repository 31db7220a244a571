import { describe, expect, it } from 'vitest';
import { bootMemory } from '../../src/boot/boot-layout.js';
import { DEFAULT_TUNABLES } from '../../src/memory/state.js';
import { GiB, MiB } from '@warmboot/address';
import { notifyFromErrno, NOTIFY_BAD, NOTIFY_DONE } from '../../src/contract/memory-notifier.js';
import { ONLINE_TYPES } from '../../src/memory/block.js';
import { fakeArchitecture } from '../fake-architecture.js';
import { FIRST, listener, PLUGGED_AT, RunningMachine } from './running-machine.js';

const BLOCK = 128 * MiB;
const PAGES = BLOCK / 4096;

const withDevice = (blocks = 2, options = {}): RunningMachine => {
  const running = new RunningMachine(options);
  running.plug('dimm0', PLUGGED_AT, blocks * BLOCK);
  return running;
};

describe('blocks at boot', () => {
  it('core R2.1 number is address over block size, and its directory says so in hexadecimal', () => {
    const running = withDevice();
    const { blocks, sys } = running.kernel.observe(running.machine);
    expect(Object.keys(blocks)).toContain('memory64');
    expect(blocks['memory64']).toEqual({
      state: 'offline',
      valid_zones: 'Normal Movable',
      removable: '1',
      phys_index: '00000040',
      phys_device: '0',
      node: 'node0',
    });
    expect(sys['/sys/devices/system/memory/block_size_bytes']).toBe('8000000');
  });

  it('core R2.2 a boot block exists when a part of it does, and is online with its holes', () => {
    const ram = () => [
      { start: 0, end: GiB },
      { start: 2 * GiB + MiB, end: 2 * GiB + 2 * MiB },
    ];
    const running = new RunningMachine({ ram });
    expect([...running.machine.memory.blocks.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 16]);
    expect(running.block(16)).toMatchObject({ state: 'online', zone: 'DMA32', holes: true });
    expect(running.block(7).holes).toBe(false);
  });

  it('core R2.3 a boot block in two zones, or on two nodes, is in none', () => {
    const geometry = {
      ...fakeArchitecture().memory,
      zones: () => [
        { name: 'DMA', end: 16 * MiB },
        { name: 'Normal', end: Infinity },
      ],
    };
    const memory = bootMemory(geometry, {
      facts: { bootRam: [{ start: 0, end: 4 * BLOCK }], hypervisor: false },
      nodes: [
        { range: { start: 0, end: 2.5 * BLOCK }, node: 0 },
        { range: { start: 2.5 * BLOCK, end: 4 * BLOCK }, node: 1 },
      ],
      autoOnline: 'offline',
      tunables: DEFAULT_TUNABLES,
    });
    expect([...memory.blocks.values()].map(({ zone, node }) => `${zone} ${node}`)).toEqual([
      'undefined 0',
      'Normal 0',
      'undefined 0',
      'Normal 1',
    ]);
  });

  it.each([96 * MiB, 64 * MiB])('core R2.1 a block of %i bytes is a broken architecture', (blockSize) => {
    const geometry = { ...fakeArchitecture().memory, blockSize: () => blockSize };
    const facts = { bootRam: [{ start: 0, end: GiB }], hypervisor: false };
    const layout = { facts, nodes: [], autoOnline: 'offline', tunables: DEFAULT_TUNABLES } as const;
    expect(() => bootMemory(geometry, layout)).toThrow(TypeError);
  });

  it('core R2.25 a block with holes stays online for ever', () => {
    const running = new RunningMachine({ ram: () => [{ start: 0, end: GiB + 4096 }] });
    expect(running.writeState(8, 'offline')).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(running.lines('debug')).toEqual([
      'memory offlining [mem 0x40000000-0x47ffffff] failed due to memory holes',
    ]);
    expect(running.block(8).state).toBe('online');
  });
});

describe('writing to state and online', () => {
  it('core R2.4 takes four words, with one newline behind them at most', () => {
    const running = withDevice();
    for (const word of ['', 'on', 'Online', 'online ', 'online\n\n', 'going-offline']) {
      expect(running.writeState(FIRST, word), JSON.stringify(word)).toMatchObject({ errno: 'EINVAL' });
    }
    expect(ONLINE_TYPES).toEqual(['offline', 'online', 'online_kernel', 'online_movable']);
    expect(running.writeState(FIRST, 'online_movable\n').ok).toBe(true);
  });

  it('core R2.4 a block that is there already is EINVAL', () => {
    const running = withDevice();
    expect(running.writeState(FIRST, 'offline')).toMatchObject({ errno: 'EINVAL' });
    running.writeState(FIRST, 'online');
    for (const word of ['online', 'online_kernel', 'online_movable']) {
      expect(running.writeState(FIRST, word)).toMatchObject({ errno: 'EINVAL' });
    }
  });

  it.each([
    ...['y', 'Yes', 't', 'T', '1', '12', 'on', 'ON', 'oN\n'].map((word) => [word, 'online'] as const),
    ...['n', 'No', 'f', 'F', '0', 'off', 'oF'].map((word) => [word, 'offline'] as const),
  ])('core R2.5 %j written to online makes the block %s, and twice is fine', (word, state) => {
    const running = withDevice();
    if (state === 'offline') running.writeState(FIRST, 'online');
    for (const time of ['once', 'twice']) {
      expect(running.writeOnline(FIRST, word).ok, time).toBe(true);
      expect(running.block(FIRST).state, time).toBe(state);
    }
  });

  it.each(['', 'o', 'x', '2', ' 1', 'online'.slice(0, 1)])('core R2.5 %j is no boolean', (word) => {
    expect(withDevice().writeOnline(FIRST, word)).toMatchObject({ errno: 'EINVAL' });
  });

  it('core R2.6 a refused write leaves its type behind for the next plain online', () => {
    const running = withDevice();
    running.writeState(FIRST, 'online_kernel');
    expect(running.writeState(FIRST, 'online_movable')).toMatchObject({ errno: 'EINVAL' });
    running.writeState(FIRST, 'offline');
    expect(running.writeOnline(FIRST, '1').ok).toBe(true);
    expect(running.block(FIRST).zone).toBe('Movable');
    running.writeState(FIRST, 'offline');
    running.writeOnline(FIRST, '1');
    expect(running.block(FIRST).zone, 'once only').toBe('Normal');
  });

  it('core R2.6 an attempt that is refused resets the type too', () => {
    let veto = false;
    const stubborn = listener('stubborn', [], (event) =>
      veto && event === 'MEM_GOING_ONLINE' ? NOTIFY_BAD : NOTIFY_DONE,
    );
    const running = withDevice(2, { notifiers: [stubborn] });
    running.writeState(FIRST, 'online_kernel');
    running.writeState(FIRST, 'online_movable');
    running.writeState(FIRST, 'offline');
    veto = true;
    expect(running.writeOnline(FIRST, '1')).toMatchObject({ errno: 'EPERM' });
    veto = false;
    running.writeOnline(FIRST, '1');
    expect(running.block(FIRST).zone).toBe('Normal');
  });

  it('core 2.3 auto_online_blocks takes the same words and counts for later adds only', () => {
    const running = withDevice();
    const write = (word: string) => running.do<'auto-online'>({ kind: 'auto-online', word });
    expect(write('movable')).toMatchObject({ errno: 'EINVAL' });
    expect(write('online_movable\n').ok).toBe(true);
    expect(running.kernel.observe(running.machine).sys['/sys/devices/system/memory/auto_online_blocks']).toBe(
      'online_movable',
    );
    expect(running.block(FIRST).state).toBe('offline');
    running.plug('dimm1', PLUGGED_AT + GiB, BLOCK);
    expect(running.block(FIRST + 8)).toMatchObject({ state: 'online', zone: 'Movable' });
  });
});

describe('the failure table of offlining, core 2.3', () => {
  it('row 3: a block in no single zone is EINVAL, and nobody is asked', () => {
    const heard: string[] = [];
    const running = new RunningMachine({ notifiers: [listener('a', heard)] });
    const { memory } = running.machine;
    const blocks = memory.blocks.with(1, { ...running.block(1), zone: undefined });
    running.machine = { ...running.machine, memory: { ...memory, blocks } };
    expect(running.writeState(1, 'offline')).toMatchObject({ errno: 'EINVAL' });
    expect(heard).toEqual([]);
    expect(running.validZones(1)).toBe('none');
  });

  it('row 5: pages that firmware keeps are holes, whatever the block says', () => {
    const running = new RunningMachine();
    const [start, node] = running.machine.iomem.root.children.first()!;
    const children = running.machine.iomem.root.children.with(start, { ...node, end: 2 * GiB - 64 * 1024 });
    running.machine = { ...running.machine, iomem: { root: { ...running.machine.iomem.root, children } } };
    expect(running.block(15).holes).toBe(false);
    expect(running.writeState(15, 'offline')).toMatchObject({ errno: 'EINVAL' });
    expect(running.lines('debug')[0]).toMatch(/failed due to memory holes$/);
  });

  it('row 7: an unmovable page is EBUSY before anybody is asked', () => {
    const heard: string[] = [];
    const running = new RunningMachine({ notifiers: [listener('a', heard, () => NOTIFY_BAD)] });
    // The running kernel is in memory0.
    expect(running.writeState(0, 'offline')).toMatchObject({ errno: 'EBUSY' });
    expect(heard).toEqual([]);
    expect(running.lines()).toEqual([
      'page dumped because: unmovable page',
      'memory offlining [mem 0x00000000-0x07ffffff] failed due to failure to isolate range',
    ]);
  });

  it('row 7: a page that is known to be stuck holds its block and no other', () => {
    const running = withDevice(2, { cmdline: 'memhp_default_state=online' });
    const { memory } = running.machine;
    const unmovable = new Set([PLUGGED_AT / 4096 + PAGES - 1]);
    running.machine = { ...running.machine, memory: { ...memory, unmovable } };
    expect(running.writeState(FIRST, 'offline')).toMatchObject({ errno: 'EBUSY' });
    expect(running.writeState(FIRST + 1, 'offline').ok).toBe(true);
  });

  it.each([
    [NOTIFY_BAD, 'EPERM'],
    [notifyFromErrno('EBUSY'), 'EBUSY'],
    [notifyFromErrno('ENOMEM'), 'ENOMEM'],
  ] as const)('row 8: a veto of %i is %s, and everybody hears that it is off', (answer, errno) => {
    const heard: string[] = [];
    const notifiers = [
      listener('first', heard, undefined, 2),
      listener('vetoer', heard, (event) => (event === 'MEM_GOING_OFFLINE' ? answer : NOTIFY_DONE), 1),
      listener('last', heard),
    ];
    const running = withDevice(1, { notifiers, cmdline: 'memhp_default_state=online' });
    heard.length = 0;
    expect(running.writeState(FIRST, 'offline')).toMatchObject({ errno });
    expect(heard).toEqual([
      'first MEM_GOING_OFFLINE',
      'vetoer MEM_GOING_OFFLINE',
      'first MEM_CANCEL_OFFLINE',
      'vetoer MEM_CANCEL_OFFLINE',
      'last MEM_CANCEL_OFFLINE',
    ]);
    expect(running.block(FIRST).state).toBe('online');
    expect(running.lines('debug')).toEqual([
      'memory offlining [mem 0x200000000-0x207ffffff] failed due to notifier failure',
    ]);
  });
});

describe('going online and offline', () => {
  it('core R2.9 the state is going-offline while the chain is asked, and gone pages are counted out', () => {
    const seen: string[] = [];
    const spy = listener('spy', [], (event, _pfn, { machine }) => {
      seen.push(`${event} ${machine.memory.blocks.get(FIRST)?.state}`);
      return NOTIFY_DONE;
    });
    const running = withDevice(1, { notifiers: [spy] });
    running.writeState(FIRST, 'online');
    const before = running.machine.memory.totalRamPages;
    running.writeState(FIRST, 'offline');
    expect(seen).toEqual([
      'MEM_GOING_ONLINE offline',
      'MEM_ONLINE online',
      'MEM_GOING_OFFLINE going-offline',
      'MEM_OFFLINE offline',
    ]);
    expect(running.machine.memory.totalRamPages).toBe(before - PAGES);
    expect(running.lines('debug')).toEqual([`Offlined Pages ${PAGES}`]);
  });

  it('core R2.10 a veto of GOING_ONLINE undoes everything', () => {
    const heard: string[] = [];
    const vetoer = listener('vetoer', heard, (event) =>
      event === 'MEM_GOING_ONLINE' ? notifyFromErrno('ENOMEM') : NOTIFY_DONE,
    );
    const running = withDevice(1, { notifiers: [vetoer] });
    const { memory } = running.machine;
    expect(running.writeState(FIRST, 'online')).toMatchObject({ errno: 'ENOMEM' });
    expect(heard).toEqual(['vetoer MEM_GOING_ONLINE', 'vetoer MEM_CANCEL_ONLINE']);
    expect(running.lines()).toEqual(['online_pages [mem 0x200000000-0x207ffffff] failed']);
    expect(running.machine.memory.zones).toEqual(memory.zones);
    expect(running.machine.memory.totalRamPages).toBe(memory.totalRamPages);
    expect(running.block(FIRST)).toEqual(memory.blocks.get(FIRST));
  });

  it('core 9 a zone that becomes populated or empty rebuilds the zonelists, another one does not', () => {
    const running = withDevice(2);
    const rebuilt = () => running.lines('info').filter((line) => line.startsWith('Built'));
    running.writeState(FIRST, 'online');
    expect(rebuilt()).toEqual([
      `Built 1 zonelists, mobility grouping on.  Total pages: ${running.machine.memory.totalRamPages}`,
    ]);
    expect(running.lines('info').at(-1)).toBe('Policy zone: Normal');
    running.writeState(FIRST + 1, 'online');
    expect(rebuilt()).toEqual([]);
    running.writeState(FIRST, 'offline');
    expect(rebuilt()).toEqual([]);
    running.writeState(FIRST + 1, 'offline');
    expect(rebuilt()).toHaveLength(1);
  });

  it('core R2.20 with the memmap on the block itself, the notified range starts after it', () => {
    const heard: number[] = [];
    const spy = listener('spy', [], (_event, startPfn) => (heard.push(startPfn), NOTIFY_DONE));
    const cmdline = 'memory_hotplug.memmap_on_memory=1';
    const running = withDevice(1, { notifiers: [spy], cmdline });
    const before = running.machine.memory.totalRamPages;
    running.writeState(FIRST, 'online');
    const memmap = (PAGES * 64) / 4096;
    expect(heard).toEqual([PLUGGED_AT / 4096 + memmap, PLUGGED_AT / 4096 + memmap]);
    expect(running.machine.memory.totalRamPages).toBe(before + PAGES - memmap);
    expect(running.zone('Normal').present, 'the zone counts the memmap too').toBe(PAGES);
    running.writeState(FIRST, 'offline');
    expect(running.zone('Normal').present).toBe(0);
    running.plug('dimm1', PLUGGED_AT + GiB, 2 * BLOCK);
    expect(running.block(FIRST + 8).memmapPages, 'only for a device of one block').toBe(0);
  });

  it('core 2.3 writes to a block that is not there find no device', () => {
    const running = new RunningMachine();
    expect(running.writeState(99, 'online')).toMatchObject({ errno: 'ENODEV' });
    expect(running.writeOnline(99, '1')).toMatchObject({ errno: 'ENODEV' });
  });
});
