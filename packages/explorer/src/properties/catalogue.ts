import type { ExtensionPoint, Framework } from '@warmboot/core';
import { digestHolds } from './digest-holds.js';
import { imageNeverVanishes } from './image-never-vanishes.js';
import { nobodyWaitsForEver } from './nobody-waits-for-ever.js';
import { noWriteToAbsentMemory } from './no-write-to-absent-memory.js';
import { rebootNeverFails } from './reboot-never-fails.js';
import { secondKernelBoots } from './second-kernel-boots.js';
import { secondMapIsTrue } from './second-map-is-true.js';
import { staysRemovable } from './stays-removable.js';
import { unmodifiedToolsSuffice } from './unmodified-tools-suffice.js';
import { unrelatedUnplug } from './unrelated-unplug.js';
import { unusedImageNeverBlocks } from './unused-image-never-blocks.js';
import { vmcoreIsComplete } from './vmcore-is-complete.js';
import type { Property } from '../model/property.js';

/** The properties that come with the explorer, in the order of their columns. */
export const PROPERTIES: readonly Property[] = [
  noWriteToAbsentMemory,
  digestHolds,
  secondKernelBoots,
  secondMapIsTrue,
  rebootNeverFails,
  imageNeverVanishes,
  unusedImageNeverBlocks,
  unrelatedUnplug,
  staysRemovable,
  unmodifiedToolsSuffice,
  vmcoreIsComplete,
  nobodyWaitsForEver,
];

/** Where plugins register properties. */
export const PROPERTY: ExtensionPoint<Property> = {
  kind: 'property',
  shape: {
    name: 'string',
    title: 'string',
    words: 'string',
    'onStep?': 'function',
    'onTerminal?': 'function',
  },
  former: { onEnd: 'onTerminal(state, context)' },
  own: { from: '@warmboot/explorer', parts: PROPERTIES },
};

/**
 * Properties by name, in the order of the columns; all of them where nobody chose.
 * @throws UnknownNameError
 */
export const propertiesOf = (framework: Framework, names?: readonly string[]): readonly Property[] => {
  const registry = framework.parts(PROPERTY);
  const chosen = names === undefined ? undefined : new Set(names.map((name) => registry.get(name)));
  return registry.all().filter((property) => chosen === undefined || chosen.has(property));
};
