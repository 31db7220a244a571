import type { ImageFormat, KernelImage } from '@warmboot/core';
import { hex } from '@warmboot/address';
import { aboutSize } from '../text/units.js';
import { loadersOf } from './kernel-formats.js';
import type { Explanation, InspectContext } from './explanation.js';

const sized = (bytes: number): string => `${hex(bytes)} (${aboutSize(bytes)})`;

const needsOf = (format: ImageFormat, kernel: KernelImage): Explanation['facts'] => {
  const needs = format.needs?.(kernel);
  return needs === undefined
    ? []
    : [
        ['in memory', sized(needs.size)],
        ['place', `a multiple of ${hex(needs.align)}`],
      ];
};

/**
 * A kernel file in a format that only an architecture knows: each that is loaded is asked, in order.
 * @returns undefined where none knows it
 * @throws FormatError for a file that is broken
 */
export const explainArchitectureKernel = (
  file: Uint8Array,
  context: InspectContext,
): Explanation | undefined => {
  for (const name of context.architectures) {
    const { images } = context.framework.kernel({ architecture: name }).architecture;
    const format = images.find(({ recognise }) => recognise(file).ok);
    if (format === undefined) continue;
    return {
      format: `${name} ${format.name}`,
      facts: [['file', sized(file.length)], ...needsOf(format, format.parse(file))],
      tables: [loadersOf(file, context)],
    };
  }
  return undefined;
};
