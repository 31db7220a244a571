import type { Workshop } from '@warmboot/explorer';
import type { NamedPlugin } from '../plugins/named-plugin.js';
import { openFramework } from '../session/standard-framework.js';

/**
 * What a workshop is made of, as plain data: whoever searches elsewhere is sent this and makes the same workshop there.
 */
export interface WorkshopDescription {
  /** Plugins besides those that come with the command: they bring policies, actors, properties. */
  readonly plugins: readonly NamedPlugin[];
}

/**
 * Makes a workshop. The same description makes the same workshop in every process.
 * @throws PluginError for a plugin that cannot be used
 */
export const workshopFrom = async ({ plugins }: WorkshopDescription): Promise<Workshop> => ({
  framework: await openFramework(plugins),
});
