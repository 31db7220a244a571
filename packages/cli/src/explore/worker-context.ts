import type { WorkerContext } from '@warmboot/explorer';
import type { NamedPlugin } from '../plugins/named-plugin.js';
import { openFramework } from '../session/standard-framework.js';

/**
 * What the context of a worker is made of, as plain data: whoever searches elsewhere is sent this and makes the same there.
 */
export interface WorkerDescription {
  /** Plugins besides those that come with the command: they bring policies, actors, properties. */
  readonly plugins: readonly NamedPlugin[];
}

/**
 * Makes the context of a worker. The same description makes the same one in every process.
 * @throws PluginError for a plugin that cannot be used
 */
export const workerContextFrom = async ({ plugins }: WorkerDescription): Promise<WorkerContext> => ({
  framework: await openFramework(plugins),
});
