import type { Framework, ToldFacts } from '@warmboot/core';
import { UnknownNameError, addressNames } from '@warmboot/core';

import type { ActorDeclaration, ActorOptions, DeviceDescription, Situation } from '@warmboot/explorer';
import { ACTOR } from '@warmboot/explorer';
import type { ActorText, ExploreSection, Scenario, SituationText } from '@warmboot/scenario';
import { bootDevicesOf } from './boot-devices.js';
import { machinesOf } from './machines-of.js';
import { situationsOfSteps } from './situations-of-steps.js';

/**
 * What a scenario asks to explore: its own section, or all orders of its steps.
 * @param said what is said of the kernel, before what the scenario says
 * @throws FormatError for actors that nobody brought, for their options, and for steps that have no actor
 */
export const situationsOf = (
  framework: Framework,
  scenario: Scenario,
  said: readonly ToldFacts[] = [],
): readonly Situation[] => {
  const { explore } = scenario;
  return explore === undefined
    ? situationsOfSteps(framework, scenario, said)
    : explore.situations.map((text) => situationOf(framework, scenario, said, explore, text));
};

const situationOf = (
  framework: Framework,
  scenario: Scenario,
  said: readonly ToldFacts[],
  section: ExploreSection,
  { name, story, only, machine, machineOn, devices, before, actors, path }: SituationText,
): Situation => {
  const merged: Scenario = {
    ...scenario,
    machine: { ...scenario.machine, ...machine },
    machineOn: Object.fromEntries(
      [...Object.keys(scenario.machineOn), ...Object.keys(machineOn)].map((arch) => [
        arch,
        { ...scenario.machineOn[arch], ...machineOn[arch] },
      ]),
    ),
  };
  if (merged.machine.capture !== undefined) {
    throw section.fault(
      [...path, 'machine'],
      'a recorded machine',
      'a machine by description, to explore on',
    );
  }
  const there = bootDevicesOf(scenario);
  const ids = [...Object.keys(there.devices), ...Object.keys(devices)];
  const declared = actors.map((actor) => declarationOf(framework, section, actor, ids));
  const names = new Set<string>();
  for (const [at, { actor, name: called = actor }] of declared.entries()) {
    if (names.has(called)) {
      const found = `the second actor called ${called}`;
      throw section.fault([...path, 'actors', at], found, 'a name of its own: `as: another`');
    }
    names.add(called);
  }
  return {
    name,
    story,
    ...machinesOf(framework, merged, said),
    devices: {
      ...there.devices,
      ...Object.fromEntries(
        Object.entries(devices).map(([id, { size, blocks, ...rest }]): [string, DeviceDescription] => [
          id,
          { ...(blocks === undefined ? { size: addressNames.size(size!)! } : { blocks }), ...rest },
        ]),
      ),
    },
    ...plugged([...there.before, ...before]),
    actors: declared,
    ...(only === undefined ? {} : { only }),
  };
};

const plugged = (before: NonNullable<Situation['before']>): Pick<Situation, 'before'> =>
  before.length === 0 ? {} : { before };

const NO_OPTIONS = { type: 'object', additionalProperties: false, properties: {} };

const declarationOf = (
  framework: Framework,
  section: ExploreSection,
  { kind, name, options, path, optionsPath }: ActorText,
  devices: readonly string[],
): ActorDeclaration => {
  const part = kindOf(framework, section, kind, path);
  section.check(optionsPath, options ?? {}, part.options?.(devices) ?? NO_OPTIONS);
  return {
    actor: kind,
    ...(name === undefined ? {} : { name }),
    ...(options === undefined ? {} : { options: options as ActorOptions }),
  };
};

const kindOf = (framework: Framework, section: ExploreSection, kind: string, path: ActorText['path']) => {
  const actors = framework.parts(ACTOR);
  try {
    return actors.get(kind);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
    const [hint = ''] = error.suggestions.map((name) => ` (did you mean ${name}?)`);
    const known = actors.all().map((part) => part.name);
    throw section.fault(path, `an actor of kind ${JSON.stringify(kind)}`, `${known.join(', ')}${hint}`);
  }
};
