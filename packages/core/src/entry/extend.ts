/**
 * What plugins add beside architectures, policies and firmware: actions, which are verbs of scenarios, and ways in which
 * memory comes and goes.
 *
 * @module
 */
export {
  PLUGIN_ACTION as ACTION,
  type ActionContext,
  type PluginAction as Action,
} from '../contract/plugin-action.js';
export {
  HOTPLUG_PROVIDER as PROVIDER,
  type HotplugProvider as Provider,
  type UnplugOutcome,
} from '../contract/hotplug-provider.js';
export type { AddOptions, MemoryServices } from '../contract/memory-services.js';
export type { LoadToPrepare, Preparation } from '../contract/kexec-limits.js';
