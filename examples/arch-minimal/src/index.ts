/**
 * The least that loads: sizes of memory, and the constants of a system call.
 *
 * @module
 */
import type { Architecture, WarmbootPlugin } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { KiB, MiB, TiB } from '@warmboot/address';

/** Bytes of a page. */
const PAGE_SIZE = 4 * KiB;

/** No kernel can be read, placed, jumped into or started, and no memory added: each says so by name. */
export const architecture = Object.freeze<Architecture>({
  name: 'minimal',
  aliases: [],
  memory: {
    pageSize: PAGE_SIZE,
    sectionSize: 128 * MiB,
    physicalLimit: 256 * TiB,
    keepsMemblock: false,
    blockSize: () => 128 * MiB,
    zones: () => [{ name: 'Normal', end: Infinity }],
  },
  resourceNames: { classify: resources.classify, kernelSections: [], kernelBase: () => 0 },
  kexec: {
    archFlag: 0x1_0000,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [],
  notifiers: [],
});

export const plugin: WarmbootPlugin = {
  name: 'warmboot-arch-minimal',
  description: 'the least that is an architecture',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
