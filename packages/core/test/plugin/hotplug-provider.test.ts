import { GiB, MiB, rangeAt } from '@warmboot/address';
import { describe, expect, it } from 'vitest';
import { refuse, refuseAloud, succeed } from '../../src/answer/result.js';
import type { HotplugProvider } from '../../src/contract/hotplug-provider.js';
import { HOTPLUG_PROVIDER } from '../../src/contract/hotplug-provider.js';
import type { PluginAction } from '../../src/contract/plugin-action.js';
import { PLUGIN_ACTION } from '../../src/contract/plugin-action.js';
import type { PluginContext } from '../../src/contract/plugin.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { Framework } from '../../src/kernel/framework.js';
import { PluginError } from '../../src/kernel/plugin-error.js';
import { blocksIn } from '../../src/memory/blocks.js';
import { fakeLoadRequest } from '../fake-machine.js';
import { FAKE_BLOCK_SIZE, fakeArchitecture, fakeKernel } from '../fake-architecture.js';

const POOL = rangeAt(8 * GiB, FAKE_BLOCK_SIZE);

/** Memory from a pool, which is brought online at once; the next kernel finds it by itself. */
const pool: HotplugProvider = {
  name: 'pool',
  summary: 'memory from a pool',
  start: (transition, memory) => {
    transition.say('info', 'pool: looking for memory');
    for (const device of transition.machine.platform.dimms.values()) {
      if (device.driver === 'pool') memory.add(transition, device);
    }
  },
};

const grow: PluginAction = {
  name: 'pool-grow',
  summary: 'takes memory from the pool',
  argument: { type: 'integer' },
  takesHotplugLock: true,
  apply: (transition, argument, { memory }) => {
    const device = { ...dimmAt('piece', POOL.start, FAKE_BLOCK_SIZE, 0, 0), driver: 'pool' };
    const there = memory.appear(transition, device);
    if (!there.ok) return there;
    const added = memory.add(transition, device);
    if (!added.ok) return added;
    const block = POOL.start / FAKE_BLOCK_SIZE;
    const online = memory.online(transition, block, 'online_movable');
    return online.ok ? succeed([`piece ${String(argument)}`]) : online;
  },
};

const shrink: PluginAction = {
  name: 'pool-shrink',
  summary: 'gives it back',
  argument: { type: 'null' },
  architectures: ['fake'],
  apply: (transition, _argument, { memory }) => {
    for (const step of [
      () => memory.offline(transition, POOL.start / FAKE_BLOCK_SIZE),
      () => memory.remove(transition, POOL),
      () => memory.vanish(transition, 'piece'),
    ]) {
      const done = step();
      if (!done.ok) return done;
    }
    return succeed(undefined);
  },
};

const elsewhere: PluginAction = { ...shrink, name: 'elsewhere', architectures: ['other'] };
const never: PluginAction = {
  ...shrink,
  name: 'never',
  apply: () => refuseAloud('EIO', 'pool: no such piece'),
};

const world = (register: (context: PluginContext) => void = () => undefined) => {
  const framework = new Framework([
    {
      name: 'test',
      description: 'a pool',
      interfaceVersion: 1,
      register: (context) => {
        context.architecture(fakeArchitecture());
        for (const action of [grow, shrink, elsewhere, never]) context.part(PLUGIN_ACTION, action);
        register(context);
      },
    },
  ]);
  const kernel = framework.kernel({ architecture: 'fake' });
  const cold = kernel.powerOn({
    firmware: 'fake',
    memorySize: 2 * GiB,
    maxMemory: Infinity,
    slots: 8,
    cmdline: '',
    kernel: fakeKernel(),
    initrd: undefined,
    hypervisor: false,
    nodes: [0],
  });
  if (!cold.ok) throw new TypeError(cold.reason);
  const act = (machine: typeof cold.value, action: string, argument: unknown = null) =>
    kernel.apply<'by-plugin'>(machine, { kind: 'by-plugin', action, argument });
  return { kernel, machine: cold.value, act };
};

const withPool = (context: PluginContext): void => context.part(HOTPLUG_PROVIDER, pool);

describe('actions of plugins', () => {
  it('add memory and take it away again, with what the kernel does to memory', () => {
    const { act, machine } = world(withPool);
    const grown = act(machine, 'pool-grow', 7);
    expect(grown.result).toEqual(succeed(['piece 7']));
    expect(grown.events.map(({ type }) => type)).toEqual([
      'dimm:plugged',
      'memory:added',
      'memory:going-online',
      'memory:online',
    ]);
    const shrunk = act(grown.machine, 'pool-shrink');
    expect(shrunk.result.ok).toBe(true);
    expect([...blocksIn(shrunk.machine.memory, POOL)]).toEqual([]);
    expect(shrunk.machine.platform.dimms.size).toBe(0);
  });

  it('are refused as the kernel refuses, on other architectures, and with their own words', () => {
    const { act, machine } = world(withPool);
    const grown = act(machine, 'pool-grow');
    expect(act(grown.machine, 'pool-grow').result).toMatchObject({ ok: false, errno: 'EEXIST' });
    expect(act(machine, 'pool-shrink').result).toMatchObject({ ok: false, errno: 'ENODEV' });
    expect(act(machine, 'elsewhere').result).toMatchObject({ ok: false, errno: 'ENOSYS' });
    expect(act(machine, 'never').log.map(({ text }) => text)).toEqual(['pool: no such piece']);
    expect(() => act(machine, 'pool-grown')).toThrow('Did you mean pool-grow');
  });

  it('wait for device_hotplug_lock where they take it', () => {
    const { kernel, act, machine } = world(withPool);
    const { machine: grown } = act(machine, 'pool-grow');
    const held = kernel.apply<'eject-begin'>(grown, { kind: 'eject-begin', id: 'piece' });
    expect(() => act(held.machine, 'pool-grow')).toThrow('device_hotplug_lock');
    expect(act(held.machine, 'never').result.ok).toBe(false);
  });

  it('need what every part needs', () => {
    expect(() =>
      world((context) => context.part(PLUGIN_ACTION, { ...grow, name: 'x', argument: 7 as never })),
    ).toThrow(PluginError);
  });
});

describe('providers of hotplug', () => {
  it('find in the next kernel what its hand-over does not tell, whether or not there is ACPI', () => {
    const { kernel, act, machine } = world(withPool);
    const request = fakeLoadRequest({ initrd: { fileSize: 3 * MiB } });
    const loaded = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
    const grown = act(loaded.machine, 'pool-grow').machine;
    const next = kernel.apply<'kexec-exec'>(grown, { kind: 'kexec-exec' });
    expect(next.result.outcome).toBe('booted');
    expect(next.log.map(({ text }) => text)).toContain('pool: looking for memory');
    expect([...blocksIn(next.machine.memory, POOL)].map(([, { state }]) => state)).toEqual(['offline']);
  });

  it('have the DIMMs of the machines that they serve, with refusals and lines of their own', () => {
    const said: string[] = [];
    const { kernel, machine } = world((context) =>
      context.part(HOTPLUG_PROVIDER, {
        ...pool,
        serves: () => true,
        accepts: (_machine, { range }) =>
          range.end - range.start > GiB ? refuse('E2BIG', 'more than the pool has') : succeed(undefined),
        attach: (transition, dimm, memory) => {
          transition.say('info', `pool: ${dimm.id} comes`);
          return memory.add(transition, dimm, { memmapOnMemory: true });
        },
        detach: (_transition, { id }) => {
          said.push(id);
          return refuse('EBUSY', 'the pool is full');
        },
      }),
    );
    const small = dimmAt('small', 8 * GiB, GiB, 0, 0);
    const plugged = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm: small });
    expect(plugged.result.ok).toBe(true);
    expect(plugged.log.map(({ text }) => text)).toContain('pool: small comes');
    expect([...blocksIn(plugged.machine.memory, small.range)]).toHaveLength(GiB / FAKE_BLOCK_SIZE);
    const large = dimmAt('large', 16 * GiB, 2 * GiB, 0, 1);
    expect(kernel.apply<'dimm-add'>(plugged.machine, { kind: 'dimm-add', dimm: large }).result).toMatchObject(
      { errno: 'E2BIG' },
    );
    const kept = kernel.apply<'dimm-del'>(plugged.machine, { kind: 'dimm-del', id: 'small' });
    expect(kept.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    expect(kept.machine.platform.dimms.has('small')).toBe(true);
    expect(said).toEqual(['small']);
  });
});
