import type { KernelBuild, KnownFacts } from '@warmboot/core/plugin';
import { kernelBuild } from '@warmboot/core/plugin';
import { KERNEL_PROFILES } from '@warmboot/core';

import {
  architecture,
  earlyBootOf,
  fileLoaderOf,
  layoutOf,
  memoryGeometryOf,
  userSpaceLoaderOf,
} from '../src/index.js';

/** A build of which these facts are told. */
export const buildWith = (facts: KnownFacts): KernelBuild =>
  kernelBuild(architecture, [{ source: 'trace', facts }], KERNEL_PROFILES);

/** What the machines in captures/ ran. */
export const recordedBuild = buildWith({ release: '6.1.192', pageSize: 4096, vaBits: 39 });

/** Linux 6.12 as in captures-6.12/: 52 bits built, 48 in use. */
export const recorded612 = buildWith({ release: '6.12.117', pageSize: 4096, vaBits: 52, vaBitsInUse: 48 });

export const layout = layoutOf(recordedBuild);
export const earlyBoot = earlyBootOf(recordedBuild);
export const fileLoader = fileLoaderOf(layout);
export const memoryGeometry = memoryGeometryOf(layout);
export const userSpaceLoader = userSpaceLoaderOf(layout);
