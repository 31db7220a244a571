import type { AddressRange } from '@warmboot/address';
import { hex, humanSize, roughSize } from '@warmboot/address';
import type { KexecImage, KexecSegment, Platform } from '@warmboot/core';
import { destinationOf, platforms } from '@warmboot/core';

import type { Verb } from '../written/verb.js';
import { holderOf, listed } from '../scenario/places.js';
import type { PlayedScenario } from '../scenario/play.js';
import { imageLoadedAt } from '../scenario/loaded-image.js';
import type { Finding, Look, View } from './finding.js';

/** Where a device or an image went, seen from the memory around it: addresses differ between any two machines. */
export const placement: Look = (view) => {
  const { answer, skipped, step } = view.record;
  if (skipped !== undefined || !answer.ok) return undefined;
  if (step.verb.kind === 'plug' || step.verb.kind === 'insert') return ofDevice(view, step.verb);
  const image = imageLoadedAt(view.record);
  return image === undefined ? undefined : ofImage(view, image);
};

const ofDevice = (
  { played, record }: View,
  verb: Extract<Verb, { kind: 'plug' | 'insert' }>,
): Finding | undefined => {
  const { start } = record.machine.platform.dimms.get(verb.id)?.range ?? {};
  if (start === undefined) return undefined;
  const { platform } = record.before;
  const below = platforms.installedRam(platform).findLast(({ end }) => end <= start);
  const gap = start - (below?.end ?? 0);
  const base = played.kernel.architecture.referenceMachine?.deviceMemoryBase(platform);
  return {
    kind: `${gap}`,
    shown: `${verb.id} at ${hex(start)}, ${gap === 0 ? 'right after' : `${roughSize(gap)} above`} the memory below it`,
    because:
      verb.at !== undefined || base === undefined
        ? []
        : [`the board keeps addresses from ${hex(base)} on for memory devices`],
  };
};

const ofImage = ({ played, record }: View, image: KexecImage): Finding | undefined => {
  if (image.segments.length === 0) return undefined;
  const { platform } = record.machine;
  const all = image.segments.toSorted((a, b) => a.mem - b.mem);
  // Nodes of setup_data are a few bytes as low as they go, wherever the rest is: told with it only where they lie with it.
  const rest = all.filter(({ kind }) => kind !== 'setup_data');
  const where = placeOf(platform, rest.length === 0 ? all : rest);
  const told = where === placeOf(platform, all) ? all : rest;
  return {
    kind: where,
    shown: `${where}, going up: ${told.map(({ kind }) => (kind === 'kernel' ? `kernel${needs(played, image)}` : kind)).join(', ')}`,
    because: image.fileMode ? [] : direction(played),
  };
};

/** `at the low end of boot memory`. @param ascending at least one segment */
const placeOf = (platform: Platform, ascending: readonly KexecSegment[]): string => {
  const holders = [...new Set(ascending.map((segment) => holderOf(platform, destinationOf(segment))))];
  const span = { start: ascending[0]!.mem, end: destinationOf(ascending.at(-1)!).end };
  return holders.length === 1 ? `${endOf(platform, span)} ${listed(holders)}` : `in ${listed(holders)}`;
};

/** At which end of its piece of memory an image lies. */
const endOf = (platform: Platform, span: AddressRange): string => {
  const ram = platforms.ramIn(platform, span);
  if (ram === undefined) return 'in';
  return span.start - ram.start <= ram.end - span.end ? 'at the low end of' : 'at the high end of';
};

/** ` (4.9 MiB at a multiple of 2 MiB)`: what the kernel asks for. */
const needs = ({ kernel }: PlayedScenario, { kernel: loaded }: KexecImage): string => {
  const format = kernel.architecture.images.find(({ name }) => name === loaded?.format);
  if (loaded === undefined || format?.needs === undefined) return '';
  const { size, align } = format.needs(loaded);
  return ` (${roughSize(size)} at a multiple of ${humanSize(align)})`;
};

const SEARCH = { lowest: 'lowest address up', highest: 'highest address down' } as const;

const direction = ({ kernel }: PlayedScenario): readonly string[] => {
  const { direction: first } = kernel.architecture.userSpaceLoader ?? {};
  return first === undefined ? [] : [`its kexec searches for holes from the ${SEARCH[first]}`];
};
