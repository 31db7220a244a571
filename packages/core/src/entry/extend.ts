/**
 * What plugins add beside architectures, policies and firmware: actions, which are verbs of scenarios, and ways in which
 * memory comes and goes; what an action may ask of policies, and what architectures tell of how Linux changed.
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
export type { PolicyHook } from '../kernel/policy-hooks.js';
export { hooksAskedBy } from '../kernel/policy-hooks.js';
export { kernelChanges, type KernelChange } from '../contract/kernel-changes.js';
