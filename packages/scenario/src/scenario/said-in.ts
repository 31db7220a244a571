import type { Architecture, ToldFacts } from '@warmboot/core';
import { imageFromRecord } from '@warmboot/core';

import { saidOfMachine } from '../facts/said-of-machine.js';
import type { Scenario } from './scenario.js';

/**
 * What a scenario says of the kernel on one architecture: its profile and release, its machine, and the header of the
 * kernel file that it describes. Each with its place in the file.
 */
export const saidIn = (architecture: Architecture, scenario: Scenario): readonly ToldFacts[] => {
  const { file, profile, release, machine, machineOn, kernel } = scenario;
  const { name, builds } = architecture;
  const differing = machineOn[name];
  const record = kernel[name];
  const image = record && imageFromRecord(architecture, record);
  return [
    { source: 'user', where: 'profile', file, facts: { profile } },
    { source: 'user', where: 'release', file, facts: { release } },
    ...(differing === undefined ? [] : saidOfMachine(architecture, differing, `machine.on.${name}`, file)),
    ...saidOfMachine(architecture, machine, 'machine', file),
    {
      source: 'kernel file',
      where: `kernel.${name}`,
      file,
      facts: (image && builds?.fromImage?.(image)) ?? {},
    },
  ];
};
