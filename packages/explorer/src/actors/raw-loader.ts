import { PAGE_SIZE, rangeAt } from '@warmboot/core';
import type { Actor, ActorPart } from '../actor/actor.js';
import type { Footprint } from '../actor/footprint.js';
import { NOTHING } from '../actor/footprint.js';

export interface RawLoaderOptions {
  /** The device from whose start `offset` counts. */
  readonly device: string;
  /** Bytes from the start of the device; negative for memory below it. */
  readonly offset: number;
  /** Bytes, whole pages. */
  readonly size: number;
}

/** A tool of one's own: one segment at an address that its user knows, in one system call. */
export const rawLoader: ActorPart<RawLoaderOptions> = {
  kind: 'raw-loader',
  description: 'calls kexec_load with one segment at a given place',
  create(setting, name, { device, offset, size }): Actor<'idle' | 'loaded' | 'refused'> {
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
        const dimm = setting.devices.get(device);
        if (run !== 'idle' || dimm === undefined) return [];
        const { start } = rangeAt(dimm.range.start + offset, size);
        return [
          {
            id: 'call',
            label: 'calls kexec_load with one segment',
            footprint: touches,
            perform: (stage) => {
              const segment = { mem: BigInt(start), memsz: BigInt(size), bufsz: BigInt(PAGE_SIZE) };
              const flags = setting.kernel.architecture.kexec.archFlag;
              const call = { entry: BigInt(start), segments: [segment], flags };
              return stage.apply<'raw-load'>({ kind: 'raw-load', call }).ok ? 'loaded' : 'refused';
            },
          },
        ];
      },
      future: (run) => (run === 'idle' ? touches : NOTHING),
    };
  },
};
