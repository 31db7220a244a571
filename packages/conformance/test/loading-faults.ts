import { plugin as arm64 } from '@warmboot/arch-arm64';
import type { Architecture } from '@warmboot/core';
import { refuse, succeed } from '@warmboot/core';
import { MiB } from '@warmboot/address';

import type { Fault } from './faulty-arm64.js';
import { faulty, sound } from './faulty-arm64.js';

const [format] = sound.images;
const { memory, kexec } = sound;

const SOFT: Architecture = { ...sound };

/** Faults in what an architecture says of itself, and in its image formats. */
export const LOADING_FAULTS: readonly Fault[] = [
  [
    'another version of the interface',
    () => ({ ...faulty(() => ({})), interfaceVersion: 2 as never }),
    /interfaceVersion is 2\. To mend it: write interfaceVersion: 1/,
  ],
  [
    'a new architecture each time',
    () => ({ ...arm64, name: 'late', register: (context) => context.architecture({ ...sound }) }),
    /two different architectures\. To mend it: make the architecture once/,
  ],
  [
    'an architecture that can be changed later',
    () => ({ ...arm64, name: 'soft', register: (context) => context.architecture(SOFT) }),
    /can be changed after it was registered\. To mend it: wrap it in Object\.freeze/,
  ],
  ['a name nobody can type', () => faulty(() => ({ name: 'ARM 64' })), /its name is "ARM 64"/],
  [
    'an alias that is the name',
    () => faulty(() => ({ aliases: ['arm64'] })),
    /registered twice|leave it out of aliases/,
  ],
  [
    'sections that are no power of two',
    () => faulty(() => ({ memory: { ...memory, sectionSize: 100 * MiB } })),
    /sectionSize is 0x6400000\. To mend it: use 2 \*\* SECTION_SIZE_BITS/,
  ],
  [
    'blocks smaller than a section',
    () => faulty(() => ({ memory: { ...memory, blockSize: () => 64 * MiB } })),
    /blockSize is 0x4000000 .* return a power of two from sectionSize/,
  ],
  [
    'zones that stop',
    () => faulty(() => ({ memory: { ...memory, zones: () => [{ name: 'Normal', end: 2 ** 32 }] } })),
    /end the last zone with Infinity/,
  ],
  [
    'zones in the wrong order',
    () =>
      faulty(() => ({
        memory: {
          ...memory,
          zones: () => [
            { name: 'Normal', end: 2 ** 40 },
            { name: 'DMA', end: 2 ** 32 },
            { name: 'High', end: Infinity },
          ],
        },
      })),
    /list zones in ascending order/,
  ],
  [
    'an archFlag that is not shifted',
    () => faulty(() => ({ kexec: { ...kexec, archFlag: 183 } })),
    /archFlag is 0xb7\. To mend it: shift the ELF machine number/,
  ],
  [
    'System RAM that is no System RAM',
    () =>
      faulty(() => ({
        resourceNames: { ...sound.resourceNames, classify: () => ({ flags: 0, desc: 0 as never }) },
      })),
    /fall back to classifyLinuxName/,
  ],
  [
    'a format that takes everything',
    () => faulty(() => ({ images: [{ ...format!, recognise: () => succeed(undefined) }] })),
    /takes it for a kernel\. To mend it: look for the magic/,
  ],
  [
    'a format that refuses without a reason',
    () => faulty(() => ({ images: [{ ...format!, recognise: () => refuse('EINVAL', '') }] })),
    /refuses without a reason\. To mend it: say in the reason what is missing/,
  ],
  [
    'a format that throws where it should answer',
    () =>
      faulty(() => ({
        images: [
          {
            ...format!,
            recognise: (bytes) => {
              if (bytes.length < 64) throw new RangeError('offset is outside the bounds');
              return format!.recognise(bytes);
            },
          },
        ],
      })),
    /recognise\(no bytes\) throws RangeError.*To mend it: return done, or refuse/,
  ],
  [
    'a parser that accepts garbage',
    () =>
      faulty(() => ({
        images: [{ ...format!, parse: (bytes) => ({ format: 'Image', fileSize: bytes.length }) }],
      })),
    /check in parse what recognise checks, and throw a FormatError/,
  ],
  [
    'a parser that throws something else',
    () =>
      faulty(() => ({
        images: [
          {
            ...format!,
            parse: () => {
              throw new Error('bad file');
            },
          },
        ],
      })),
    /parse\(no bytes\) throws Error: bad file\. To mend it: throw a FormatError that says which field/,
  ],
  [
    'a record that is not looked at',
    () => faulty(() => ({ images: [{ ...format!, fromRecord: () => ({ format: 'Image', fileSize: 1 }) }] })),
    /check each field, and throw a FormatError/,
  ],
  [
    'an image of another format',
    () =>
      faulty(() => ({
        images: [{ ...format!, fromRecord: (facts) => ({ ...format!.fromRecord(facts), format: 'image' }) }],
      })),
    /image of format "image", and the format is "Image"\. To mend it: set format/,
  ],
  [
    'a header field that is read off by one',
    () =>
      faulty(() => ({
        images: [
          {
            ...format!,
            parse: (bytes) => ({
              ...format!.parse(bytes),
              imageSize: Number(new DataView(bytes.buffer).getBigUint64(17, true)),
            }),
          },
        ],
      })),
    /parse finds imageSize \d+, and its record says 5177344\. To mend it: check the offset/,
  ],
];
