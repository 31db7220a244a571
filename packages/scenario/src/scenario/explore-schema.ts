import { ONLINE_TYPE } from './phase-schema.js';
import { NAME, byArchitecture, count, identifier, names, object, size, text } from './schema-parts.js';

const DEVICE_TO_COME = object('A memory device that may be plugged.', {
  size: size('Its size. Or say blocks.'),
  blocks: {
    ...count(
      'Its size in memory blocks, which are larger where pages are: 128M with 4K, 512M with 64K on arm64.',
      1024,
    ),
    minimum: 1,
  },
  driver: text('The driver that brings its memory, such as virtio_mem. Default: ACPI, as for a DIMM.'),
});

const ACTOR = {
  type: ['string', 'object'],
  examples: ['exec', 'hotplug'],
  properties: { as: text('The name of this actor. Default: its kind.') },
  minProperties: 1,
  maxProperties: 2,
  description: 'An actor: its kind, or its kind with its options after the colon. Plugins bring kinds.',
};

/** What `warmboot explore` tries. */
export const exploreSchema = (machine: Readonly<Record<string, object>>) =>
  object(
    'What people do to a machine at the same time: every order is tried. Without it, the steps are taken apart by who takes them.',
    {
      situations: {
        type: 'array',
        minItems: 1,
        maxItems: 1000,
        items: object(
          'A machine, and actors.',
          {
            name: {
              type: 'string',
              pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
              maxLength: 64,
              examples: ['race'],
            },
            story: text('What it is about, in a sentence.'),
            only: names('Only on these architectures.'),
            machine: object('What differs from the machine of the scenario.', {
              ...machine,
              on: byArchitecture('What differs on single architectures.', object('A machine.', machine)),
            }),
            devices: {
              type: 'object',
              propertyNames: { pattern: `^${NAME}$`, examples: ['dimm1'] },
              additionalProperties: DEVICE_TO_COME,
              description: 'Memory devices by name, in the order of their addresses.',
            },
            before: {
              type: 'array',
              items: object(
                'A device that is there.',
                { plug: identifier('Its name.'), online: ONLINE_TYPE },
                ['plug'],
              ),
              description: 'Devices that are plugged, and perhaps online, before anything else happens.',
            },
            actors: {
              type: 'array',
              minItems: 1,
              maxItems: 20,
              items: ACTOR,
              description: 'Who does something; each in an order of his own.',
            },
          },
          ['name', 'actors'],
        ),
        description: 'Situations, each explored on its own.',
      },
    },
    ['situations'],
  );
