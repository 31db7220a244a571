import type { BlockText } from '@warmboot/core';
import type { LoadOptions, PhaseVerb } from '../written/verb.js';

/** What a piece of plug, unplug, online, offline, load or exec is, in a few words. */
export const describePhase = (
  verb: Exclude<PhaseVerb, { kind: 'insert' }>,
  command: (load: LoadOptions) => string,
  blocks: (texts: readonly BlockText[]) => string,
): string => {
  switch (verb.kind) {
    case 'attach':
      return `the kernel adds the memory of ${verb.id}`;
    case 'request-eject':
      return `the platform asks for ${verb.id} back`;
    case 'eject-begin':
      return `the kernel begins to eject ${verb.id}`;
    case 'eject-remove':
      return `it removes the memory of ${verb.id}`;
    case 'eject-finish':
      return `it evaluates _EJ0 of ${verb.id}`;
    case 'eject-refuse':
      return `${blocks([verb.block])} refuses a second time`;
    case 'eject-abandon':
      return `it gives up: ${blocks([verb.block])} stays (${verb.errno})`;
    case 'offline-lock':
      return `${blocks([verb.block])} begins to go offline`;
    case 'offline-ask':
      return `the notifiers are asked about ${blocks([verb.block])}`;
    case 'offline-begin':
      return `may ${blocks([verb.block])} go offline?`;
    case 'offline-finish':
      return `${blocks([verb.block])} goes offline`;
    case 'online-lock':
      return `${blocks([verb.block])} begins to go online`;
    case 'online-ask':
      return `the notifiers are asked about ${blocks([verb.block])}`;
    case 'online-begin':
      return `may ${blocks([verb.block])} go online?`;
    case 'online-finish':
      return `${blocks([verb.block])} goes online (${verb.type})`;
    case 'device-online':
      return `${blocks([verb.block])} is put back online`;
    case 'load-begin':
      return `${command(verb)} reads the map`;
    case 'load-choose':
      return `${verb.run} chooses addresses`;
    case 'load-enter':
      return `${verb.load === undefined ? verb.run : command(verb.load)} enters its system call`;
    case 'load-finish':
      return `${verb.run} loads`;
    case 'reboot-begin':
      return 'reboot() takes the kexec lock';
    case 'reboot-shutdown':
      return 'devices are shut down';
    case 'reboot-jump':
      return 'the image is copied and jumped into';
    case 'check-loaded':
      return verb.image === 'crash' ? 'is a crash image loaded?' : 'is an image loaded?';
  }
};
