import { ADDRESS_LIMIT, humanSize, memRange, sizeOf } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { resources } from '@warmboot/core';
import type { Band, BandKind, Lane } from './band.js';

/** Names that /proc/iomem has for memory that firmware keeps. */
const FIRMWARE = /^(?:Reserved|ACPI |Unusable|Soft Reserved|Persistent Memory)/;

const kindOf = (name: string, depth: number): BandKind => {
  if (name.startsWith('System RAM')) return 'ram';
  if (name === 'Crash kernel') return 'crash';
  if (name.startsWith('Kernel ')) return 'kernel';
  if (name === 'reserved') return 'reserved';
  if (FIRMWARE.test(name)) return 'firmware';
  return depth === 0 ? 'hole' : 'reserved';
};

/** Levels of the tree that are drawn; what lies deeper is in the text of /proc/iomem. */
const DEPTHS = 2;

/** What the running kernel believes: the upper levels of /proc/iomem. */
export const iomemLane = ({ iomem }: Machine): Lane => {
  const bands: Band[] = [];
  for (const { resource, depth } of resources.preorder(iomem.root)) {
    if (depth >= DEPTHS || resource.end >= ADDRESS_LIMIT) continue;
    const { start, end, name } = resource;
    const words = `${name}: ${humanSize(sizeOf(resource))} at ${memRange(resource)}`;
    bands.push({ start, end, kind: kindOf(name, depth), label: name, words, depth });
  }
  return { name: 'iomem', title: 'what this kernel believes (/proc/iomem)', bands };
};
