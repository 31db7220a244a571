import { Dice } from './dice.js';

/** A story as a scenario file has it. */
export interface StoryDocument {
  readonly name: string;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

/** Where a story may go. */
export interface StoryGround {
  readonly firmwares: readonly [string, ...string[]];
  /** Whether the kernel takes memory devices: a story without them has more loads. */
  readonly takesDimms: boolean;
}

const MEMORIES = ['1G', '1152M', '1536M', '2G', '3G'] as const;
/** Sizes of devices: whole blocks, odd numbers of them, and one that no kernel of 128 MiB blocks takes. */
const SIZES = ['128M', '256M', '384M', '640M', '1G', '1408M', '192M'] as const;
const ONLINE = ['online', 'online_kernel', 'online_movable', 'online_movable'] as const;
const CALLS = ['-c', '-c', '-s', '-a'] as const;

type Step = Record<string, unknown>;

interface Plot {
  readonly dice: Dice;
  readonly ground: StoryGround;
  /** Devices by name, with the number of their blocks. */
  readonly devices: Map<string, number>;
  made: number;
}

const plug = (plot: Plot): Step => {
  plot.made += 1;
  const id = `dimm${plot.made}`;
  const size = plot.dice.of(SIZES);
  const mebibytes = size === '1G' ? 1024 : Number.parseInt(size, 10);
  plot.devices.set(id, Math.floor(mebibytes / 128));
  return { plug: { id, size } };
};

const someDevice = ({ dice, devices }: Plot): readonly [string, number] | undefined =>
  devices.size === 0 ? undefined : [...devices][dice.throw(devices.size)];

const blockOf = (plot: Plot): string | undefined => {
  const device = someDevice(plot);
  if (device === undefined) return undefined;
  const [id, blocks] = device;
  return `${id}[${plot.dice.throw(Math.max(1, blocks))}]`;
};

const online = (plot: Plot): Step => {
  const type = plot.dice.of(ONLINE);
  const block = plot.dice.once(3) ? blockOf(plot) : undefined;
  return block === undefined ? { online: type } : { online: { type, blocks: [block] } };
};

const offline = (plot: Plot): Step => {
  const block = blockOf(plot);
  // Boot memory holds what cannot move, and where is chance: it is told to the model as an input.
  return { offline: [block === undefined || plot.dice.once(4) ? `boot[${1 + plot.dice.throw(7)}]` : block] };
};

const load = (plot: Plot): Step => {
  const device = plot.dice.once(2) ? someDevice(plot) : undefined;
  const window = device === undefined ? {} : { 'mem-min': device[0], 'mem-max': `${device[0]}.last` };
  return { load: { call: plot.dice.of(CALLS), 'reuse-cmdline': true, ...window } };
};

const unplug = (plot: Plot): Step => {
  const device = someDevice(plot);
  if (device === undefined) return load(plot);
  plot.devices.delete(device[0]);
  return { unplug: device[0] };
};

const middle = (plot: Plot): Step => {
  const makers: readonly [(plot: Plot) => Step, ...((plot: Plot) => Step)[]] = plot.ground.takesDimms
    ? [plug, plug, online, online, offline, load, load, unplug, () => ({ unload: 'normal' })]
    : [plug, load, load, load, offline, unplug, () => ({ unload: 'normal' })];
  return plot.dice.of(makers)(plot);
};

/**
 * A story by its seed: devices of odd sizes come and go, blocks go on- and offline, kernels are loaded with and without a
 * window, and at last one is executed, or the kernel panics with a crash image loaded.
 * @param seed any whole number; the same seed tells the same story
 */
export const seededStory = (seed: number, ground: StoryGround): StoryDocument => {
  const dice = new Dice(seed);
  const plot: Plot = { dice, ground, devices: new Map(), made: 0 };
  const crashes = dice.once(4);
  const steps: Step[] = [];
  if (crashes)
    steps.push({
      load: { call: dice.of(['-c', '-s']), panic: true, 'reuse-cmdline': true, append: 'nr_cpus=1' },
    });
  for (let count = 5 + dice.throw(4); count > 0; count -= 1) steps.push(middle(plot));
  if (!crashes) steps.push({ load: { call: dice.of(CALLS), 'reuse-cmdline': true } });
  steps.push(crashes ? { crash: null } : { exec: null });
  return {
    name: `seed ${seed}`,
    machine: {
      memory: crashes ? '2G' : dice.of(MEMORIES),
      maxmem: '16G',
      slots: 8,
      firmware: dice.of(ground.firmwares),
      ...(crashes ? { append: 'crashkernel=512M' } : {}),
    },
    steps,
  };
};
