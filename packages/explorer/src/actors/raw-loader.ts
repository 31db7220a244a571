import type { AddressText, SizeText } from '@warmboot/core';
import { PAGE_SIZE, resolveAddress, sizeValue } from '@warmboot/core';
import type { Actor, ActorPart } from '../actor/actor.js';
import type { Footprint } from '../actor/footprint.js';
import { NOTHING } from '../actor/footprint.js';
import { ADDRESS_SCHEMA, optionsOf } from './option-schema.js';

export interface RawLoaderOptions {
  /** Where the segment goes. */
  readonly at: AddressText;
  /** Whole pages. */
  readonly size: SizeText;
}

/** A tool of one's own: one segment at an address that its user knows, in one system call. */
export const rawLoader: ActorPart<RawLoaderOptions> = {
  name: 'raw-loader',
  description: 'calls kexec_load with one segment at a given place',
  options: optionsOf(
    { at: ADDRESS_SCHEMA, size: { type: ['integer', 'string'], minimum: 0, description: 'Its size.' } },
    ['at', 'size'],
  ),
  create(setting, name, { at, size }): Actor<'idle' | 'loaded' | 'refused'> {
    const touches: Footprint = {
      reads: [
        'memory',
        'kexec',
        'iomem',
        'hotplugBy',
        'platform',
        'memblock',
        'files',
        'kernel',
        `actor:${name}`,
      ],
      writes: ['kexec', `actor:${name}`],
    };
    return {
      name,
      start: 'idle',
      steps: (run) => {
        if (run !== 'idle') return [];
        const mem = resolveAddress(at, (memory) => setting.memory(memory));
        return [
          {
            id: 'call',
            label: 'calls kexec_load with one segment',
            footprint: touches,
            written: {
              'raw-load': { entry: at, segments: [{ mem: at, memsz: size, bufsz: PAGE_SIZE }] },
            },
            perform: (stage) => {
              const segment = { mem, memsz: BigInt(sizeValue(size)!), bufsz: BigInt(PAGE_SIZE) };
              const flags = setting.kernel.architecture.kexec.archFlag;
              const call = { entry: mem, segments: [segment], flags };
              return stage.apply<'raw-load'>({ kind: 'raw-load', call }).ok ? 'loaded' : 'refused';
            },
          },
        ];
      },
      future: (run) => (run === 'idle' ? touches : NOTHING),
    };
  },
};
