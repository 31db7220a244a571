import type { PartSource } from './part-source.js';

/** An actor that does something from the start, to be changed into another. */
export const actorSource: PartSource = {
  point: 'ACTOR',
  registers: (identifier) => `context.part(ACTOR, ${identifier})`,
  describe: 'describeActor',
  chosenWith: () => '',
  situation: (name) => `explore:
  situations:
    - name: with-${name}
      story: A kernel is loaded into a DIMM and somebody executes it, and ${name} is about.
      devices: { dimm1: { blocks: 2 } }
      before: [{ plug: dimm1, online: online_movable }]
      actors:
        - loader: { within: dimm1 }
        - ${name}
        - exec
`,
  code: (name, identifier) => `import { ACTOR } from '@warmboot/explorer';

/**
 * Somebody who does things to the machine in an order of his own. This one unloads the image, once, when there is one.
 * @type {import('@warmboot/explorer').ActorKind<never>}
 */
export const ${identifier} = {
  name: '${name}',
  description: 'unloads an image, once',
  create: (constants, called) => {
    const self = /** @type {const} */ (\`actor:\${called}\`);
    // What a step reads and writes: orders that cannot matter are left out by it.
    /** @type {import('@warmboot/explorer').Footprint} */
    const footprint = { reads: ['kexec', 'locks', self], writes: ['kexec', self] };
    return {
      name: called,
      start: 'awake',
      steps: (local, machine) =>
        local === 'done' || machine.kexec.normal === undefined
          ? []
          : [
              {
                id: 'unload',
                label: 'unloads the image',
                footprint,
                perform: (context) => {
                  context.apply({ kind: 'kexec-unload', image: 'normal' });
                  return 'done';
                },
              },
            ],
      futureFootprint: (local) => (local === 'done' ? { reads: [], writes: [] } : footprint),
    };
  },
};
`,
};
