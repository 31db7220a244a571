import type { Subject } from './case.js';
import { comparisons, conversions, integers, strings } from './subjects-data.js';
import { fields, regions, synchronisation } from './subjects-fields.js';
import { rare } from './subjects-rare.js';
import { control, packages, references } from './subjects-structure.js';

/** Every conformance table. */
export const subjects: readonly Subject[] = [
  integers,
  conversions,
  comparisons,
  strings,
  packages,
  references,
  control,
  regions,
  fields,
  synchronisation,
  rare,
];
