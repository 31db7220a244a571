import type { ExtensionPoint } from '@warmboot/core';
import type { ActorKind } from '../model/actor.js';
import { administrator } from './administrator.js';
import { crash } from './crash.js';
import { exec } from './exec.js';
import { hotplug } from './hotplug.js';
import { loader } from './loader.js';
import { platform } from './platform.js';
import { rawLoader } from './raw-loader.js';
import { kdump, udev } from './reloader.js';

/** The kinds of actors that come with the explorer. */
const ACTORS: readonly ActorKind<never>[] = [
  loader,
  rawLoader,
  platform,
  hotplug,
  administrator,
  udev,
  kdump,
  exec,
  crash,
];

/** Where plugins register kinds of actors. */
export const ACTOR: ExtensionPoint<ActorKind<never>> = {
  kind: 'actor',
  shape: { name: 'string', description: 'string', create: 'function' },
  own: { from: '@warmboot/explorer', parts: ACTORS },
};
