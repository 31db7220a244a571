import type { HotplugFirmware } from './hotplug-firmware.js';
import type { Policy } from './policy.js';
import type { Architecture } from './architecture.js';
import type { ExtensionPoint } from './extension-point.js';
import type { KernelProfile } from './profile.js';

/**
 * The version of everything that plugins implement. It grows when a plugin that was right may have become wrong; what
 * is only added, and optional, leaves it as it is.
 */
export const PLUGIN_INTERFACE_VERSION = 1;

/**
 * Bytes of a page where a plugin tells none: the one size that this version of the interface knew at first. What is
 * made of it on a kernel with other pages is refused, or found by the test kit.
 */
export const UNTOLD_PAGE_SIZE = 4096;

/** What a plugin may register. */
export interface PluginContext {
  /** Adds an architecture. */
  architecture(architecture: Architecture): void;
  /** Adds a policy. */
  policy(policy: Policy): void;
  /** Adds a version of Linux. */
  profile(profile: KernelProfile): void;
  /** Through which machines learn of memory devices; the first that knows a machine is its firmware. */
  hotplugFirmware(firmware: HotplugFirmware): void;
  /** A part of a kind that another package defines, such as an actor or a property of the explorer. */
  part<T extends { readonly name: string }>(point: ExtensionPoint<T>, part: T): void;
}

/** A package that adds to Warmboot. Registration is explicit: importing a plugin does nothing. */
export interface WarmbootPlugin {
  /** Name of the package, for messages and `warmboot plugins`. */
  readonly name: string;
  readonly description: string;
  /**
   * The {@link PLUGIN_INTERFACE_VERSION} that the plugin was written for, as a number of its own: one that is taken from
   * the library would always agree with it.
   */
  readonly interfaceVersion: typeof PLUGIN_INTERFACE_VERSION;
  /** Called once by each framework that has the plugin. */
  register(context: PluginContext): void;
}

/** A plugin, and where somebody got it. */
export interface SourcedPlugin {
  readonly plugin: WarmbootPlugin;
  /** In words, for messages: `--plugin ./my-arch`. */
  readonly source: string;
}
