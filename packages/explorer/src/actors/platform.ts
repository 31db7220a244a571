import type { Actor, ActorKind, AtomicStep } from '../model/actor.js';
import type { StateComponent } from '../model/footprint.js';
import { NO_FOOTPRINT, union } from '../model/footprint.js';
import { hotplugTouches } from './hotplug.js';
import { deviceIn, optionsOf, programOf } from './option-schema.js';

/** What the hypervisor's user asks for, in this order, each at any time after the one before. */
export type PlatformRequest = { readonly insert: string } | { readonly eject: string };

export interface PlatformOptions {
  readonly program: readonly PlatformRequest[];
  /** Who hears the notifications: an actor of kind `hotplug`. */
  readonly notifies?: string;
}

/** The board: it puts devices in, and asks for them back. The kernel's worker is sent a message, and acts when it does. */
export const platform: ActorKind<PlatformOptions> = {
  name: 'platform',
  description: 'inserts memory devices and requests their ejection',
  options: (devices) =>
    optionsOf(
      {
        program: programOf({ insert: deviceIn(devices), eject: deviceIn(devices) }),
        notifies: { type: 'string', description: 'The actor that hears of it. Default: hotplug.' },
      },
      ['program'],
    ),
  loadsWithin: () => [],
  create(constants, name, { program, notifies = 'hotplug' }): Actor<number> {
    const self: StateComponent = `actor:${name}`;
    const touches = {
      reads: ['platform', self] as const,
      writes: ['platform', self, `channel:${notifies}`] as const,
    };
    return {
      name,
      start: 0,
      steps: (at, machine): AtomicStep<number>[] => {
        const request = program[at];
        if (request === undefined) return [];
        if ('insert' in request) {
          const dimm = constants.devices.get(request.insert);
          if (dimm === undefined) throw new TypeError(`nobody described a device ${request.insert}`);
          return [
            {
              id: `insert ${dimm.id}`,
              label: `inserts ${dimm.id}`,
              footprint: touches,
              perform: (context) => {
                const inserted = context.apply<'dimm-insert'>({ kind: 'dimm-insert', dimm });
                if (inserted.ok) context.send({ to: notifies, text: 'attach', about: dimm.id });
                return at + 1;
              },
            },
          ];
        }
        const id = request.eject;
        if (!machine.platform.dimms.has(id)) return [];
        return [
          {
            id: `eject ${id}`,
            label: `asks for ${id} back`,
            footprint: touches,
            written: { 'request-eject': id },
            perform: (context) => {
              context.send({ to: notifies, text: 'eject', about: id });
              return at + 1;
            },
          },
        ];
      },
      futureFootprint: (at) =>
        at >= program.length ? NO_FOOTPRINT : union(touches, hotplugTouches(notifies)),
    };
  },
};
