import type { Framework } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import { isPowerOfTwo } from '@warmboot/address';

import { factsOfOptions, kernelOptionsOf } from '../facts/kernel-config.js';
import { writtenOptions } from '../facts/said-of-machine.js';
import type { ScenarioDocument } from '../words/document.js';
import type { ValuePath } from '../words/value-path.js';
import { withNearest } from '../words/schema-words.js';
import type { MachineDescription } from '../written/machine-description.js';
import type { Scenario } from './scenario.js';

/** Values that any switch may have. Others must tell something. */
const SWITCH = ['y', 'm', 'n'];

/**
 * Checks what machines say of their kernels: an option that no rule reads would be a promise that nobody keeps.
 * @throws FormatError
 */
export const checkKernelOptions = (
  { architectures }: Framework,
  document: ScenarioDocument,
  { machine, machineOn, explore }: Scenario,
): void => {
  const known = (names: readonly string[]): string[] => [
    ...new Set(names.flatMap((name) => kernelOptionsOf(architectures.get(name)))),
  ];
  const all = architectures.all().map(({ name }) => name);
  const check = (path: ValuePath, description: MachineDescription, names: readonly string[]): void => {
    const pageSize = description['page-size'];
    const bytes = pageSize === undefined ? undefined : addressNames.size(pageSize);
    if (pageSize !== undefined && (bytes === undefined || !isPowerOfTwo(bytes))) {
      throw document.fault(
        [...path, 'page-size'],
        JSON.stringify(pageSize),
        'a power of two, such as 4K or 64K',
      );
    }
    for (const [option, value] of writtenOptions(description.config ?? {})) {
      const at = [...path, 'config', option];
      const options = known(names);
      if (!options.includes(option)) {
        throw document.keyFault(
          at,
          'no option that the model reads',
          withNearest('option', option.replace(/^CONFIG_/, ''), options),
        );
      }
      const one = new Map([[option, value]]);
      const tells = names.some(
        (name) => Object.keys(factsOfOptions(architectures.get(name), one)).length > 0,
      );
      if (!tells && !SWITCH.includes(value)) {
        throw document.fault(at, JSON.stringify(value), 'y, m or n, or a whole number where Kconfig has one');
      }
    }
  };
  check(['machine'], machine, all);
  for (const [name, differing] of Object.entries(machineOn))
    check(['machine', 'on', name], differing, [name]);
  for (const { path, machine: its, machineOn: itsOn } of explore?.situations ?? []) {
    check([...path, 'machine'], its, all);
    for (const [name, differing] of Object.entries(itsOn)) {
      check([...path, 'machine', 'on', name], differing, [name]);
    }
  }
};
