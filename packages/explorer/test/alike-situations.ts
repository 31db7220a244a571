import type { ActorDeclaration, Situation } from '../src/model/situation.js';
import { generator } from './generated-situations.js';

/**
 * A small situation, different for every seed, with devices or actors that may be alike or nearly so: one of them is larger, not
 * online, next to an image, brought online so that addresses matter, or wanted by somebody else besides.
 */
export const alikeSituation = (seed: number): Situation => {
  const below = generator(seed + 1000);
  const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)]!;
  const oneIn = (chances: number): boolean => below(chances) === 0;

  // What there is two of; the more there is, the more orders.
  const twice = pick('devices', 'devices', 'three devices', 'loaders', 'jumps');
  const ids =
    twice === 'three devices'
      ? ['dimm1', 'dimm2', 'dimm3']
      : twice === 'devices'
        ? ['dimm1', 'dimm2']
        : pick(['dimm1'], ['dimm1', 'dimm2']);
  const odd = oneIn(4) ? pick(...ids) : undefined;
  const oddIsLarge = oneIn(2);
  const isPlugged = !oneIn(4);
  const type = pick(...(['online_movable', 'online_movable', 'online_movable', 'online'] as const));
  const driver = oneIn(6) ? { driver: 'virtio_mem' } : {};
  const devices = Object.fromEntries(
    ids.map((id) => [id, { blocks: id === odd && oddIsLarge ? 2 : 1, ...driver }]),
  );
  const before = ids.map((plug) => (plug === odd && !oddIsLarge ? { plug } : { plug, online: type }));

  const board = (id: string): ActorDeclaration => ({
    actor: 'platform',
    name: `board of ${id}`,
    options: { program: [isPlugged ? { eject: id } : { insert: id }] },
  });
  const ordinary = oneIn(3) ? { type: 'online' } : {};
  const administrator = (id: string): ActorDeclaration => ({
    actor: 'administrator',
    name: `administrator of ${id}`,
    options: { program: [isPlugged ? { offline: id } : { online: id, ...ordinary }] },
  });
  const owner = pick(board, board, administrator);
  const actors = (oneIn(5) ? ids.slice(1) : ids).map(owner);
  const tool = pick<Record<string, unknown>>(
    { within: 'boot' },
    { within: 'boot' },
    { within: ids[0]! },
    { within: ids.at(-1)! },
    { path: 'kexec_file_load' },
    {},
  );
  const loaders = twice === 'loaders' ? 2 : twice === 'jumps' ? 1 : pick(0, 1);
  for (let at = 0; at < loaders; at += 1)
    actors.push({ actor: 'loader', name: `loader ${at}`, options: { ...tool } });
  actors.push({ actor: 'hotplug' });
  const jumps = twice === 'jumps' ? 2 : twice === 'devices' ? loaders : 0;
  for (let at = 0; at < jumps; at += 1) actors.push({ actor: 'exec', name: `exec ${at}` });
  if (actors.length < 5 && oneIn(3)) {
    const act = pick<object>(
      { unload: 'normal' },
      { offline: pick(...ids) },
      { 'auto-online': pick('online', 'online_movable') },
    );
    actors.push({ actor: 'administrator', options: { program: [act] } });
  }
  return { name: `alike ${seed}`, story: 'made up', devices, before: isPlugged ? before : [], actors };
};
