import type { Result } from '../answer/result.js';
import type { Dimm } from '../device/dimm.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { ExtensionPoint } from './extension-point.js';
import type { MemoryServices } from './memory-services.js';

/** How a request to take a memory device out ended, as the platform saw it. */
export interface UnplugOutcome {
  readonly removed: boolean;
  /** Status codes that reached the host, in their order: those of _OST where the platform has ACPI. */
  readonly reported: readonly number[];
}

/**
 * How memory comes and goes on one kind of platform, in the words and with the log of its driver: ACPI's memory devices,
 * which core brings, logical memory blocks of a partition, standby storage. Stateless.
 *
 * A device that names the provider as its {@link Dimm.driver} is its own. DIMMs that are plugged into the board belong to
 * the first provider that {@link serves} the machine, and to ACPI's where none does. What people do with it beside
 * plugging - commands of a management console, writes to files of its driver - are actions of the plugin
 * (`PLUGIN_ACTION`), which are verbs of scenarios too.
 */
export interface HotplugProvider {
  readonly name: string;
  /** One line: what it is. */
  readonly summary: string;
  /** Whether DIMMs of this machine are its; none are where absent. */
  serves?(machine: Machine): boolean;
  /** Whether the platform can take the DIMM; it can where absent. */
  accepts?(machine: Machine, dimm: Dimm): Result;
  /** The kernel hears of a device that answers on the bus, and adds its memory; nothing comes of it where absent. */
  attach?(transition: Transition, dimm: Dimm, memory: MemoryServices): Result;
  /**
   * The platform asks for a device back. After a success it is gone from the kernel, and core takes it from the bus; a
   * refusal has put back what it took offline. ENOSYS where absent.
   */
  detach?(transition: Transition, dimm: Dimm, memory: MemoryServices): Result;
  /**
   * Its driver comes up in a kernel that starts, once boot memory is laid out, and finds what the hand-over does not
   * describe: nothing where absent, since boot memory has it all.
   */
  start?(transition: Transition, memory: MemoryServices): void;
}

/** Where plugins register how memory comes and goes. */
export const HOTPLUG_PROVIDER: ExtensionPoint<HotplugProvider> = {
  kind: 'hotplug provider',
  shape: {
    name: 'string',
    summary: 'string',
    'serves?': 'function',
    'accepts?': 'function',
    'attach?': 'function',
    'detach?': 'function',
    'start?': 'function',
  },
  own: { from: '@warmboot/core', parts: [] },
};
