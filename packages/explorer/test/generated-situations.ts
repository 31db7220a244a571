import type { ActorDeclaration, Situation } from '../src/model/situation.js';

const MiB = 1024 ** 2;

/** Numbers that look like chance and are the same every time: a linear congruence. */
export const generator = (seed: number) => {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/**
 * A small situation, different for every seed: how many devices there are, of how many blocks and whose; who is there, and
 * what they want. Small enough to be searched without any reduction.
 */
export const generatedSituation = (seed: number): Situation => {
  const below = generator(seed);
  const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)]!;
  const oneIn = (chances: number): boolean => below(chances) === 0;
  const ids = pick(['dimm1'], ['dimm1'], ['dimm1', 'dimm2']);
  const anyDevice = (): string => ids[below(ids.length)]!;
  const kdump = oneIn(4);

  const devices = Object.fromEntries(
    ids.map((id) => {
      const size = (1 + below(ids.length === 1 ? 3 : 2)) * 128 * MiB;
      return [id, oneIn(4) ? { size, driver: 'virtio_mem' } : { size }];
    }),
  );
  const before = ids
    .filter(() => oneIn(2))
    .map((plug) => (oneIn(2) ? { plug } : { plug, online: pick('online_movable', 'online') as 'online' }));
  const isPlugged = (id: string): boolean => before.some(({ plug }) => plug === id);
  const wish = (id: string): object[] =>
    isPlugged(id) ? [{ eject: id }] : [{ insert: id }, ...(oneIn(2) ? [{ eject: id }] : [])];
  const act = (): object =>
    pick<() => object>(
      () => ({ online: anyDevice() }),
      () => ({ online: anyDevice(), type: 'online_kernel' }),
      () => ({ offline: anyDevice() }),
      () => ({ 'offline-any-of': anyDevice() }),
      () => ({ unload: 'normal' }),
    )();

  const actors: ActorDeclaration[] = [];
  if (kdump)
    actors.push({
      actor: 'kdump',
      options: { path: pick('kexec_load', 'kexec_file_load'), reloads: oneIn(2) },
    });
  if (!kdump || oneIn(3)) {
    const options = pick<object>(
      { within: anyDevice() },
      { within: 'boot' },
      {},
      { path: 'kexec_file_load' },
    );
    actors.push({ actor: 'loader', options: { ...options } });
  }
  // Either one board that does one thing after the other, or one for each device.
  if (oneIn(2)) {
    actors.push({ actor: 'platform', options: { program: ids.flatMap(wish) } });
  } else {
    for (const id of ids)
      actors.push({ actor: 'platform', name: `board of ${id}`, options: { program: wish(id) } });
  }
  actors.push({ actor: 'hotplug' });
  if (oneIn(2))
    actors.push({ actor: 'administrator', options: { program: oneIn(3) ? [act(), act()] : [act()] } });
  if (oneIn(4)) actors.push({ actor: 'udev', options: {} });
  if (kdump && !oneIn(3)) actors.push({ actor: 'crash' });
  if (!kdump && !oneIn(3)) actors.push({ actor: 'exec' });
  return {
    name: `generated ${seed}`,
    story: 'made up',
    ...(kdump ? { machine: { append: 'crashkernel=128M' } } : {}),
    devices,
    before,
    actors,
  };
};
