import type { HotplugFirmware } from '../firmware/hotplug-firmware.js';
import type { Policy } from '../policy/policy.js';
import type { Architecture } from './architecture.js';
import type { KernelProfile } from './profile.js';

/** What a plugin may register. */
export interface PluginContext {
  architecture(architecture: Architecture): void;
  policy(policy: Policy): void;
  profile(profile: KernelProfile): void;
  /** Through which machines learn of memory devices; the first that knows a machine is its firmware. */
  hotplugFirmware(firmware: HotplugFirmware): void;
}

/** A package that adds to Warmboot. Registration is explicit: importing a plugin does nothing. */
export interface WarmbootPlugin {
  /** Name of the package, for messages and `warmboot plugins`. */
  readonly name: string;
  readonly description: string;
  register(context: PluginContext): void;
}
