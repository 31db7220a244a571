import type { Role, Situation } from '../src/index.js';

const MiB = 1024 ** 2;

/** Numbers that look like chance and are the same every time: a linear congruence. */
const generator = (seed: number) => {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** A small situation, different for every seed: who is there, what they want, how many blocks a device has. */
export const generatedSituation = (seed: number): Situation => {
  const below = generator(seed);
  const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)]!;
  const chance = (): boolean => below(2) === 0;
  const blocks = 1 + below(3);
  const cast: Role[] = [
    {
      actor: 'loader',
      options: pick<Record<string, unknown>>(
        { within: 'dimm1' },
        { within: 'boot' },
        {},
        { path: 'kexec_file_load' },
      ),
    },
  ];
  const before = chance();
  cast.push({
    actor: 'platform',
    options: {
      program: before
        ? [{ eject: 'dimm1' }]
        : [{ insert: 'dimm1' }, ...(chance() ? [{ eject: 'dimm1' }] : [])],
    },
  });
  cast.push({ actor: 'hotplug' });
  if (chance()) {
    const act = pick<object>(
      { online: 'dimm1' },
      { offline: 'dimm1' },
      { 'offline-any-of': 'dimm1' },
      { unload: 'normal' },
    );
    cast.push({ actor: 'administrator', options: { program: [act] } });
  }
  if (below(4) === 0) cast.push({ actor: 'udev', options: {} });
  if (below(3) > 0) cast.push({ actor: 'exec' });
  return {
    name: `generated ${seed}`,
    story: 'made up',
    devices: { dimm1: { size: blocks * 128 * MiB } },
    ...(before
      ? { before: [{ plug: 'dimm1', ...(chance() ? { online: 'online_movable' as const } : {}) }] }
      : {}),
    cast,
  };
};
