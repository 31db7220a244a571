import type { Framework, MachineByDescription } from '@warmboot/core';
import type { Situation } from '@warmboot/explorer';
import type { Scenario } from '@warmboot/scenario';
import { machineByDescription } from '@warmboot/scenario';

/** The machine of a scenario: one for all architectures where it is the same on each. */
export const machinesOf = (
  { architectures }: Framework,
  scenario: Scenario,
): Pick<Situation, 'machine' | 'machineOn'> => {
  const machines = architectures
    .all()
    .map(({ name }): [string, MachineByDescription] => [name, machineByDescription(scenario, name)]);
  const [[, first] = ['', {}]] = machines;
  if (new Set(machines.map(([, machine]) => JSON.stringify(machine))).size > 1) {
    return { machineOn: Object.fromEntries(machines) };
  }
  return Object.keys(first).length === 0 ? {} : { machine: first };
};
