// The situation of dimms.pml: a kernel is loaded into the first of several DIMMs while all of them are asked for, and
// somebody executes it. As a program: `node dimms.mjs DIMMS first|all|every [STATES]`, one line of JSON; with STATES it stops
// there. `first` asks the one property of the other model, `all` every one; `every` looks at every order besides, without
// reduction and symmetry. With --expose-gc it measures what the search keeps.
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { PROPERTIES, search, modelOf } from '@warmboot/explorer';

const MiB = 1024 ** 2;

/** Each DIMM has two memory blocks, as in the other model. */
const situation = (dimms) => {
  const ids = Array.from({ length: dimms }, (_, index) => `dimm${index + 1}`);
  return {
    name: `${dimms} DIMMs`,
    story:
      'A kernel is loaded into the first DIMM while all of them are taken out; then somebody executes it.',
    devices: Object.fromEntries(ids.map((id) => [id, { size: 256 * MiB }])),
    before: ids.map((plug) => ({ plug, online: 'online_movable' })),
    actors: [
      { actor: 'loader', options: { within: 'dimm1' } },
      ...ids.map((eject) => ({
        actor: 'platform',
        name: `board ${eject}`,
        options: { program: [{ eject }] },
      })),
      { actor: 'hotplug' },
      { actor: 'exec' },
    ],
  };
};

/** The model with the one property that the other one has, or with all of them. */
const modelFor = (dimms, until) => {
  const one = PROPERTIES.filter(({ name }) => name === 'no-write-to-absent-memory');
  return modelOf(
    new Framework([x86]),
    situation(dimms),
    { architecture: 'x86_64', policies: ['none'], symmetry: until !== 'every' },
    until === 'first' ? one : PROPERTIES,
  );
};

const held = () => {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const [dimms, until, limit = 1e7] = process.argv.slice(2);
const measured = globalThis.gc !== undefined;
const model = modelFor(Number(dimms), until);
const before = measured ? held() : 0;
let most = 0;
const { states, machines, transitions, depth, bytes } = search(model, {
  limits: { states: Number(limit) },
  reduce: until !== 'every',
  onProgress: () => {
    if (measured) most = Math.max(most, held() - before);
  },
});
const cost = measured ? { held: most } : {};
/** Bytes that the process had at most, Node and all. */
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ states, machines, transitions, depth, bytes, peak, ...cost })}\n`);
