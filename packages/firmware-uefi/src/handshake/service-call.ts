import type { EfiError } from './efi-status.js';
import type { Firmware } from './firmware.js';

/** What came of a call into the firmware, and the firmware after it. */
export type ServiceCall<Output> =
  | {
      readonly outcome: 'success';
      readonly status: 'SUCCESS';
      readonly firmware: Firmware;
      readonly output: Output;
    }
  | {
      readonly outcome: 'error';
      readonly status: EfiError;
      readonly firmware: Firmware;
      /** Why, in words. */
      readonly reason: string;
    }
  /** The specification does not say what happens: the service is gone, or must not be called in this phase. */
  | { readonly outcome: 'undefined'; readonly firmware: Firmware; readonly reason: string };

export const succeed = <Output>(firmware: Firmware, output: Output): ServiceCall<Output> => ({
  outcome: 'success',
  status: 'SUCCESS',
  firmware,
  output,
});

export const fail = (firmware: Firmware, status: EfiError, reason: string): ServiceCall<never> => ({
  outcome: 'error',
  status,
  firmware,
  reason,
});

export const undefinedBehaviour = (firmware: Firmware, reason: string): ServiceCall<never> => ({
  outcome: 'undefined',
  firmware,
  reason,
});

/** UEFI 2.90, the first revision in which memory may be allocated after a failed ExitBootServices. */
const ALLOCATING_AFTER_FAILED_EXIT = 0x2_005a;

/** The violation that calling a boot service in this phase would be; undefined when it may be called (spec section 4). */
export const bootServiceViolation = (
  firmware: Firmware,
  service: string,
  kind: 'memory' | 'other',
): ServiceCall<never> | undefined => {
  if (firmware.phase === 'boot') return undefined;
  if (firmware.phase === 'runtime') {
    return undefinedBehaviour(
      firmware,
      `${service} was called after ExitBootServices: boot services are gone`,
    );
  }
  if (kind === 'memory' && firmware.revision >= ALLOCATING_AFTER_FAILED_EXIT) return undefined;
  const allowed =
    kind === 'memory'
      ? 'memory services are allowed there from UEFI 2.90 on'
      : 'only memory services are allowed there';
  return undefinedBehaviour(firmware, `${service} was called after a failed ExitBootServices: ${allowed}`);
};
