import { AmlError } from './aml-error.js';
import type { AmlPackage } from './objects.js';

/** Packages nested deeper than this are refused, which saves the stack. */
const MAX_DEPTH = 1000;

/** A package and those around it, while one is walked through. */
export interface PackageNesting {
  readonly list: AmlPackage;
  readonly depth: number;
  readonly around: PackageNesting | undefined;
}

/** Goes into a package. @throws AmlError AE_LIMIT for one that contains itself, or that is nested too deep */
export const nestPackage = (list: AmlPackage, around: PackageNesting | undefined): PackageNesting => {
  for (let outer = around; outer !== undefined; outer = outer.around) {
    if (outer.list === list) throw new AmlError('AE_LIMIT', 'a package that contains itself');
  }
  const depth = (around?.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) throw new AmlError('AE_LIMIT', `packages nested deeper than ${MAX_DEPTH}`);
  return { list, depth, around };
};
