// What somebody brings: anything, to be recognised, explained and shown.
import { inspect, showExplanation } from '@warmboot/answers';
import { linesOn } from '@warmboot/answers/text';
import { framework } from '../framework.mjs';
import { target as acpi } from './acpi-tables.mjs';
import { target as aml } from './aml.mjs';
import { target as bootParams } from './boot-params.mjs';
import { target as compression } from './compression.mjs';
import { target as dtb } from './dtb.mjs';
import { target as efi } from './efi-memory-map.mjs';
import { target as elf } from './elf.mjs';
import { target as iomem } from './iomem.mjs';
import { target as log } from './kernel-log.mjs';
import { target as kernels } from './kernels.mjs';
import { target as scenario } from './scenario.mjs';
import { target as wrappings } from './wrappings.mjs';

const PARTS = [acpi, aml, bootParams, compression, dtb, efi, elf, iomem, log, kernels, scenario, wrappings];

/** Which part an input of the corpus comes from: its own mutations fit it best. */
const origins = new Map();

export const target = {
  room: 'answers',
  corpus: async () => {
    const all = [];
    for (const part of PARTS) {
      const inputs = (await part.corpus()).slice(0, 8);
      for (const input of inputs) origins.set(input, [part, inputs]);
      all.push(...inputs);
    }
    return all;
  },
  mutate: (random, input, corpus) => {
    const [part, inputs] = origins.get(input) ?? [random.of(PARTS), corpus];
    return part.mutate(random, input, inputs);
  },
  run: (bytes) => [
    async () => {
      const context = { framework: framework(), architectures: ['arm64', 'x86_64'], path: 'file' };
      const explanation = await inspect(bytes, context);
      linesOn((paper) => showExplanation(paper, explanation, { all: true }));
    },
  ],
};
