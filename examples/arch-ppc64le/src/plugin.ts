import { extend, type WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';
import { actions, dlpar } from './dlpar.js';

/** Adds ppc64le, and what an operator does to a partition's memory. */
export const plugin: WarmbootPlugin = {
  name: 'warmboot-arch-ppc64le',
  description: 'ppc64le on pseries: logical memory blocks by DLPAR, memory that RTAS keeps, 64 KiB pages',
  interfaceVersion: 1,
  register: (context) => {
    context.architecture(architecture);
    context.part(extend.PROVIDER, dlpar);
    for (const action of actions) context.part(extend.ACTION, action);
  },
};
