import type { AddressRange } from '@warmboot/address';
import type { Errno } from '@warmboot/core';
import { blockRange } from '@warmboot/core';

import type { Performed } from '../model/actor.js';
import type { StepEffect } from '../model/state.js';

/** Memory that was asked for and not given, because of kexec. */
export interface Refusal {
  readonly range: AddressRange;
  readonly what: string;
  readonly errno: Errno;
  readonly reason: string;
}

const outcomeOf = ({ result }: Performed): { readonly errno: Errno; readonly reason: string } | undefined =>
  'ok' in result && !result.ok ? result : undefined;

/**
 * What a step was refused that the same kernel would have granted had no image been loaded; whoever objects for another
 * reason (boot memory, pages of the kernel) objects then too.
 */
export const refusalsFor = (
  effect: StepEffect,
  grantedWithoutImage: (performed: Performed) => boolean,
): Refusal[] => {
  const { machine } = effect.before;
  return effect.performed.flatMap((performed): Refusal[] => {
    const refused = outcomeOf(performed);
    const range = rangeOf(effect, performed);
    if (refused === undefined || range === undefined || machine.kexec.normal === undefined) return [];
    if (!grantedWithoutImage(performed)) return [];
    return [{ ...range, errno: refused.errno, reason: refused.reason }];
  });
};

const rangeOf = (
  { before: { machine } }: StepEffect,
  { action }: Performed,
): { readonly range: AddressRange; readonly what: string } | undefined => {
  switch (action.kind) {
    case 'offline-begin':
    case 'offline-lock':
    case 'offline-ask':
    case 'block-state':
      return { range: blockRange(machine.memory, action.block), what: `memory${action.block}` };
    case 'eject-remove': {
      const dimm = machine.platform.dimms.get(action.id);
      return dimm && { range: dimm.range, what: dimm.id };
    }
    default:
      return undefined;
  }
};
