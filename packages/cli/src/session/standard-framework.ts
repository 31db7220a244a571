import { standardPlugins } from '@warmboot/answers';
import type { KernelPorts, SourcedPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import { nodeSha256 } from './node-sha256.js';
import { needPackages } from '../plugins/in-bundle.js';
import type { NamedPlugin } from '../plugins/named-plugin.js';

/** What the platform does better than a portable program. */
const PORTS: KernelPorts = { sha256: nodeSha256 };

/** A framework of the plugins that come with the command. */
export const standardFramework = (): Framework => new Framework(standardPlugins, PORTS);

/**
 * A framework of the plugins that come with the command and those that somebody asked for, in that order.
 * @throws PluginError for one that cannot be used
 */
export const openFramework = async (named: readonly NamedPlugin[]): Promise<Framework> => {
  if (named.length === 0) return standardFramework();
  needPackages();
  const { loadPlugin } = await import('../plugins/load-plugin.js');
  const loaded: SourcedPlugin[] = [];
  for (const one of named) loaded.push(await loadPlugin(one));
  return new Framework([...standardPlugins, ...loaded], PORTS);
};
