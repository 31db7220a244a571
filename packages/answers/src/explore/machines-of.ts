import type { Framework, MachineByDescription, ToldFacts } from '@warmboot/core';
import type { Situation } from '@warmboot/explorer';
import type { Scenario } from '@warmboot/scenario';
import { machineByDescription, saidBefore, saidIn } from '@warmboot/scenario';

/**
 * The machine of a scenario: one for all architectures where it is the same on each; and what is known of its kernel.
 * @param said what is said of the kernel before what the scenario says
 */
export const machinesOf = (
  framework: Framework,
  scenario: Scenario,
  said: readonly ToldFacts[],
): Pick<Situation, 'machine' | 'machineOn' | 'facts'> => ({
  ...describedOf(framework, scenario),
  ...factsOf(framework, scenario, said),
});

/** The profile is the campaign's: it may try several. What says nothing is left out. */
const factsOf = (
  { architectures }: Framework,
  scenario: Scenario,
  said: readonly ToldFacts[],
): Pick<Situation, 'facts'> => {
  const { profile: _, ...unversioned } = scenario;
  const facts = architectures.all().flatMap((architecture): [string, readonly ToldFacts[]][] => {
    const told = saidBefore(said, saidIn(architecture, unversioned)).filter((one) =>
      Object.values(one.facts).some((value) => value !== undefined),
    );
    return told.length === 0 ? [] : [[architecture.name, told]];
  });
  return facts.length === 0 ? {} : { facts: Object.fromEntries(facts) };
};

const describedOf = (
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
