import type { ExtensionPoint, Framework } from '@warmboot/core';
import { digestHolds } from '../properties/digest-holds.js';
import { imageNeverVanishes } from '../properties/image-never-vanishes.js';
import { noWriteToAbsentMemory } from '../properties/no-write-to-absent-memory.js';
import { rebootNeverFails } from '../properties/reboot-never-fails.js';
import { secondKernelBoots } from '../properties/second-kernel-boots.js';
import { secondMapIsTrue } from '../properties/second-map-is-true.js';
import { staysRemovable } from '../properties/stays-removable.js';
import { unmodifiedToolsSuffice } from '../properties/unmodified-tools-suffice.js';
import { unrelatedUnplug } from '../properties/unrelated-unplug.js';
import { unusedImageNeverBlocks } from '../properties/unused-image-never-blocks.js';
import { vmcoreIsComplete } from '../properties/vmcore-is-complete.js';
import type { Property } from './property.js';

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
];

/** Where plugins register properties. */
export const PROPERTY: ExtensionPoint<Property> = {
  kind: 'property',
  shape: { name: 'string', title: 'string', words: 'string', 'onStep?': 'function', 'onEnd?': 'function' },
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
