import type { Result } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { Architecture } from './architecture.js';
import type { ExtensionPoint } from './extension-point.js';
import type { KernelBuild } from './kernel-build.js';
import type { MemoryServices } from './memory-services.js';

/** What an action of a plugin finds beside the machine. */
export interface ActionContext {
  readonly memory: MemoryServices;
  /** As the kernel's build has it. */
  readonly architecture: Architecture;
  readonly build: KernelBuild;
}

/**
 * Something that happens to a machine and that only a plugin knows, such as a command to a hypervisor. It is an action of
 * the kernel model, and under the same name a verb of scenarios.
 */
export interface PluginAction {
  /** Small letters, digits and dashes: `lmb-add`. No verb of scenarios has it already. */
  readonly name: string;
  /** One line: what happens. */
  readonly summary: string;
  /** JSON Schema (draft 2020-12) of what stands behind the name in a scenario; `{ type: 'null' }` for nothing. */
  readonly argument: Readonly<Record<string, unknown>>;
  /** Arguments to try it with: the test kit does. */
  readonly examples?: readonly unknown[];
  /** Names of the architectures that have it; all where absent. */
  readonly architectures?: readonly string[];
  /** It waits for device_hotplug_lock, as plugging does. */
  readonly takesHotplugLock?: boolean;
  /** What is asked for, in a few words; the name where absent. */
  describe?(argument: unknown): string;
  /** Names under which later steps may speak of the memory that it brings; none where absent. */
  names?(argument: unknown): readonly string[];
  /**
   * Does it. What it is refused for is a value; nothing is thrown.
   * @param argument as {@link argument} lets it through
   * @returns what there is to say of it, in lines
   */
  apply(
    transition: Transition,
    argument: unknown,
    context: ActionContext,
  ): Result<readonly string[] | undefined>;
}

/** Where plugins register actions. */
export const PLUGIN_ACTION: ExtensionPoint<PluginAction> = {
  kind: 'action',
  shape: {
    name: 'string',
    summary: 'string',
    argument: 'object',
    'examples?': 'array',
    'architectures?': 'array',
    'takesHotplugLock?': 'boolean',
    'describe?': 'function',
    'names?': 'function',
    apply: 'function',
  },
  own: { from: '@warmboot/core', parts: [] },
};
