import type { AddressRange } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import type { UnplugOutcome } from '../contract/hotplug-provider.js';
import type { Dimm } from '../device/dimm.js';
import type { Transition } from '../machine/transition.js';

/** What stands between a memory device on the bus and the kernel, in whole operations and in their pieces. */
export interface DeviceProvider {
  readonly name: string;
  /** Whether the board can take the device. */
  accepts(transition: Transition, dimm: Dimm): Result;
  /** The kernel hears of a device that answers, and adds its memory. */
  attach(transition: Transition, dimm: Dimm): Result;
  /** The platform asks for a device back, and the kernel offlines and removes its memory or refuses. */
  detach(transition: Transition, dimm: Dimm): Result<UnplugOutcome>;
  /** The first piece of {@link detach}: the request reaches the kernel. @returns the ranges to be offlined */
  requestEject(transition: Transition, dimm: Dimm): Result<readonly AddressRange[]>;
  /** A block refused for good. */
  refused(transition: Transition, block: number): void;
  /** The last piece of {@link detach}: the device does not answer any more. */
  letGo(transition: Transition, dimm: Dimm): Result;
  /** A kernel comes up and looks for what is there. */
  start(transition: Transition): void;
}
