import { extend, type WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';
import { actions, sclp } from './standby.js';

/** Adds s390x, and what its administrator does to standby storage. */
export const plugin: WarmbootPlugin = {
  name: 'warmboot-arch-s390x',
  description: 's390x: big-endian, standby storage by SCLP, a hand-over inside the kernel',
  interfaceVersion: 1,
  register: (context) => {
    context.architecture(architecture);
    context.part(extend.PROVIDER, sclp);
    for (const action of actions) context.part(extend.ACTION, action);
  },
};
