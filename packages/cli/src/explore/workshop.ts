import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import type { ActorPart, Property, Workshop } from '@warmboot/explorer';
import { ACTORS, PROPERTIES } from '@warmboot/explorer';
import { standardPlugins } from '../standard-framework.js';

/**
 * What a workshop is made of, as plain data: whoever searches elsewhere is sent this and makes the same workshop there.
 */
export interface WorkshopDescription {
  /**
   * Modules besides the standard plugins, each a path of a file or the name of a package. A module may export `plugin` (a
   * `WarmbootPlugin`), `actors` (`ActorPart[]`) and `properties` (`Property[]`).
   */
  readonly modules: readonly string[];
}

interface WorkshopModule {
  readonly plugin?: WarmbootPlugin;
  readonly actors?: readonly ActorPart<never>[];
  readonly properties?: readonly Property[];
}

const isPath = (name: string): boolean => /^[./]|\.[cm]?js$/.test(name);

const load = async (name: string): Promise<WorkshopModule> => {
  const specifier = isPath(name) ? pathToFileURL(resolve(name)).href : name;
  const found = (await import(specifier)) as WorkshopModule;
  if (found.plugin === undefined && found.actors === undefined && found.properties === undefined)
    throw new TypeError(`${name} exports none of plugin, actors, properties`);
  return found;
};

/**
 * Makes a workshop. The same description makes the same workshop in every process.
 * @throws TypeError for a module that exports nothing of use, or plugins that do not go together; whatever the import throws
 */
export const workshopFrom = async ({ modules }: WorkshopDescription): Promise<Required<Workshop>> => {
  const loaded = await Promise.all(modules.map(load));
  const plugins = loaded.flatMap(({ plugin }) => (plugin === undefined ? [] : [plugin]));
  return {
    framework: new Framework([...standardPlugins, ...plugins]),
    actors: [...ACTORS, ...loaded.flatMap(({ actors = [] }) => actors)],
    properties: [...PROPERTIES, ...loaded.flatMap(({ properties = [] }) => properties)],
  };
};
