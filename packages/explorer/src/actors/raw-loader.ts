import type { AddressText, MemoryByName, SizeText } from '@warmboot/core';
import { rangeAt } from '@warmboot/address';
import { uapi, addressNames, memoryContent } from '@warmboot/core';

import type { Actor, ActorKind } from '../model/actor.js';
import type { Footprint } from '../model/footprint.js';
import { NO_FOOTPRINT } from '../model/footprint.js';
import { addressIn, optionsOf, SIZE } from './option-schema.js';

export interface RawLoaderOptions {
  readonly entry: AddressText;
  readonly segments: readonly {
    readonly mem: AddressText;
    /** Whole pages. */
    readonly memsz?: SizeText;
    /** Where it ends, instead. */
    readonly to?: AddressText;
    /** As many bytes as are taken, unless told. */
    readonly bufsz?: SizeText;
    /** What its buffer begins with: a devicetree, for kernels that load nothing without one. */
    readonly holds?: 'dtb';
  }[];
}

/** A tool of one's own: segments at addresses that its user knows, in one system call. */
export const rawLoader: ActorKind<RawLoaderOptions> = {
  name: 'raw-loader',
  description: 'calls kexec_load with segments at given places',
  options: (devices) =>
    optionsOf(
      {
        entry: addressIn(devices),
        segments: {
          type: 'array',
          minItems: 1,
          maxItems: uapi.KEXEC_SEGMENT_MAX,
          items: optionsOf(
            {
              mem: addressIn(devices),
              memsz: SIZE,
              to: addressIn(devices),
              bufsz: SIZE,
              holds: { type: 'string', enum: ['dtb'] },
            },
            ['mem'],
          ),
        },
      },
      ['entry', 'segments'],
    ),
  loadsWithin: (constants, { segments }) =>
    sizedSegments('raw-loader', segments, (wanted) => constants.memory(wanted)).map(({ mem, memsz }) =>
      rangeAt(Number(mem), memsz),
    ),
  create(constants, name, { entry, segments }): Actor<'idle' | 'loaded' | 'refused'> {
    const memory: MemoryByName = (wanted) => constants.memory(wanted);
    const sized = sizedSegments(name, segments, memory);
    const touches: Footprint = {
      reads: [
        'memory',
        'kexec',
        'iomem',
        'locks',
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
        return [
          {
            id: 'call',
            label: `calls kexec_load with ${segments.length === 1 ? 'one segment' : `${segments.length} segments`}`,
            footprint: touches,
            written: {
              'raw-load': {
                entry,
                segments: segments.map((segment, at) => {
                  const { to: _, ...written } = segment;
                  return { ...written, memsz: sized[at]!.memsz };
                }),
              },
            },
            perform: (context) => {
              const raw = sized.map(({ mem, memsz, bufsz, holds }) => ({
                mem,
                memsz: BigInt(memsz),
                bufsz: BigInt(bufsz),
                ...(holds === undefined ? { content: memoryContent.ZEROS } : { kind: holds }),
              }));
              const flags = constants.kernel.architecture.kexec.archFlag;
              const call = { entry: addressNames.address(entry, memory), segments: raw, flags };
              return context.apply<'raw-load'>({ kind: 'raw-load', call }).ok ? 'loaded' : 'refused';
            },
          },
        ];
      },
      futureFootprint: (run) => (run === 'idle' ? touches : NO_FOOTPRINT),
    };
  },
};

/** The segments with their numbers. @throws TypeError for one that has no size, or two */
const sizedSegments = (name: string, segments: RawLoaderOptions['segments'], memory: MemoryByName) =>
  segments.map(({ mem, memsz, to, bufsz, holds }) => {
    if ((memsz === undefined) === (to === undefined))
      throw new TypeError(`a segment of ${name} has an end (to) or a size (memsz), not both`);
    const start = addressNames.address(mem, memory);
    const size =
      to === undefined ? addressNames.size(memsz!)! : Number(addressNames.address(to, memory) - start);
    return {
      mem: start,
      memsz: size,
      bufsz: bufsz === undefined ? size : addressNames.size(bufsz)!,
      ...(holds === undefined ? {} : { holds }),
    };
  });
