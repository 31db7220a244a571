import type { ExtensionPoint, WarmbootPlugin } from '@warmboot/core';
import type { Model, Property, Situation } from '@warmboot/explorer';
import { modelOf } from '@warmboot/explorer';
import type { ArchitectureOptions } from './architecture/subject.js';
import { ArchitectureSubject } from './architecture/subject.js';

/** Where a part is tried: what `describePolicy`, `describeActor` and `describeProperty` all take. */
export interface PartOptions extends Pick<ArchitectureOptions, 'architecture' | 'plugins'> {
  /** The plugin of an architecture. */
  readonly on: WarmbootPlugin;
}

/** {@link PartOptions} of a part of the explorer. */
export interface ExploredPartOptions extends PartOptions {
  /** In which the part has something to do. Where absent, the kit's own: somebody loads, a DIMM is asked for, somebody jumps. */
  readonly situation?: Situation;
}

/** A loaded image, an ejection, a jump. */
const kitSituation = (more: Situation['actors'] = []): Situation => ({
  name: 'kit',
  story: 'A kernel is loaded into a DIMM, the DIMM is asked for, and somebody executes the kernel.',
  devices: { dimm1: { blocks: 2 } },
  before: [{ plug: 'dimm1', online: 'online_movable' }],
  actors: [
    ...more,
    { actor: 'loader', options: { within: 'dimm1' } },
    { actor: 'platform', options: { program: [{ eject: 'dimm1' }] } },
    { actor: 'hotplug' },
    { actor: 'exec' },
  ],
});

/** A part of the explorer under examination, in a situation on an architecture. */
export class PartSubject<T extends { readonly name: string }> {
  readonly part: T;
  readonly situation: Situation;
  readonly #stage: ArchitectureSubject;

  /** @param own actors that the kit's situation has beside its own, where the part is one of them */
  constructor(
    part: T,
    point: ExtensionPoint<T>,
    { on, situation, plugins = [], ...options }: ExploredPartOptions,
    own: Situation['actors'] = [],
  ) {
    const missing = own.filter(({ actor }) => !kitSituation().actors.some((other) => other.actor === actor));
    this.part = part;
    this.situation = situation ?? kitSituation(missing);
    this.#stage = new ArchitectureSubject(on, {
      ...options,
      plugins: [...plugins, carrier(part, point, on)],
    });
  }

  /** The model of the situation, without properties unless told. */
  model(properties: readonly Property[] = []): Model {
    const choice = { architecture: this.#stage.architecture.name, policies: [] };
    return modelOf(this.#stage.framework(), this.situation, choice, properties);
  }
}

/** A plugin around a part, unless the explorer itself, or another plugin of the framework, brings it. */
const carrier = <T extends { readonly name: string }>(
  part: T,
  point: ExtensionPoint<T>,
  on: WarmbootPlugin,
): WarmbootPlugin => ({
  name: `the kit's carrier of ${part.name}`,
  description: 'a part under examination',
  interfaceVersion: on.interfaceVersion,
  register: (context) => {
    if (!point.own.parts.includes(part)) context.part(point, part);
  },
});
