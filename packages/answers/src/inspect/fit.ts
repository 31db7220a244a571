import { hex } from '@warmboot/address';
import { portableSha256 } from '@warmboot/core';
import { parseDtb } from '@warmboot/devicetree';
import { checkHashes, type FitConfiguration, type FitImage, isFit, parseFit } from '@warmboot/devicetree/fit';
import { aboutSize } from '../text/units.js';
import type { InspectFormat } from './explanation.js';

const isDtb = (file: Uint8Array): boolean =>
  file[0] === 0xd0 && file[1] === 0x0d && file[2] === 0xfe && file[3] === 0xed;

const sha256 = (data: Uint8Array): Uint8Array => {
  const digest = portableSha256();
  digest.update(data);
  return digest.digest();
};

const imageRow = (image: FitImage): string[] => {
  const { name, type, arch, os, compression, load, entry, data, signatures } = image;
  const hashes = checkHashes(image, { sha256 }).map(({ algorithm, verdict }) => `${algorithm} ${verdict}`);
  return [
    name,
    [type, os, arch].filter((word) => word !== undefined).join(', '),
    aboutSize(data.length),
    compression ?? 'not said',
    load === undefined ? '' : hex(load),
    entry === undefined ? '' : hex(entry),
    [...hashes, ...signatures.map(() => 'signed, not checked')].join(', ') || 'none',
  ];
};

const configurationRow = ({ name, description, images, compatible }: FitConfiguration): string[] => [
  name,
  Object.entries(images)
    .map(([role, names]) => `${role} ${names.join(' ')}`)
    .join(', '),
  [description, ...compatible].filter((word) => word !== undefined && word !== '').join(', '),
];

/** A FIT of U-Boot: a devicetree that holds kernels, devicetrees and initrds. */
export const fitFormat: InspectFormat = {
  name: 'FIT image',
  recognise: (file) => isDtb(file) && isFit(parseDtb(file).root),
  explain: (file) => {
    const { description, timestamp, images, configurations, defaultConfiguration } = parseFit(file);
    return {
      format: 'FIT image of U-Boot',
      facts: [
        ['file', `${hex(file.length)} (${aboutSize(file.length)})`],
        ['description', description ?? 'none'],
        ...(timestamp === undefined ? [] : [['made', new Date(timestamp * 1000).toISOString()] as const]),
        ['default configuration', defaultConfiguration ?? 'none: the loader is told which'],
      ],
      tables: [
        {
          title: 'Images',
          head: ['name', 'is', 'size', 'packed', 'load', 'entry', 'hashes'],
          rows: images.map(imageRow),
        },
        {
          title: 'Configurations',
          head: ['name', 'images', 'for'],
          rows: configurations.map(configurationRow),
        },
      ],
    };
  },
};
