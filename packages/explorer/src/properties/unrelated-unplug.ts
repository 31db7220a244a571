import { destinationOf } from '@warmboot/core';
import { memRange, overlaps } from '@warmboot/address';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { grantedWithoutImage } from './without-image.js';
import { refusalsFor } from './refusals.js';

const ASKS = new Set(['offline-begin', 'offline-lock', 'offline-ask', 'block-state', 'eject-remove']);

/** The false veto of a block that a segment only touches, and every veto that asks nothing at all. */
export const unrelatedUnplug: Property = {
  name: 'unrelated-unplug-never-refused',
  title: 'memory that the image does not use can go',
  words: 'Baoquan He: hotplug must not be lost because somebody loaded an image',
  onStep(effect, { kernel }) {
    const { before, performed } = effect;
    const image = before.machine.kexec.normal;
    if (image === undefined || !performed.some(({ action: { kind } }) => ASKS.has(kind))) return undefined;
    const [refusal] = refusalsFor(effect, grantedWithoutImage(kernel, before.machine)).filter(
      ({ range }) => !image.segments.some((segment) => overlaps(destinationOf(segment), range)),
    );
    if (refusal === undefined) return HOLDS;
    const { what, range, errno, reason } = refusal;
    return violated(`${what} ${memRange(range)} is kept (${errno}: ${reason}), and no segment is in it`);
  },
};
