/**
 * Locks that somebody holds between two actions, each with its holder in words. An action that begins and ends at once
 * takes and frees its locks unseen.
 */
export interface Locks {
  /** __kexec_lock: a system call that has not returned. kernel/kexec_core.c */
  readonly kexec?: string | undefined;
  /** device_hotplug_lock: an ejection, or a write to the `state` of a block. drivers/base/core.c */
  readonly hotplug?: string | undefined;
  /** mem_hotplug_lock, for writing: a block on its way. mm/memory_hotplug.c */
  readonly memory?: string | undefined;
  /** device_lock() by the name of the device: `memory32`. */
  readonly devices: ReadonlyMap<string, string>;
}

/** Nobody holds any. */
export const NO_LOCKS: Locks = { devices: new Map() };

/** Who holds __kexec_lock from the checks of kernel_kexec() to the jump. */
export const REBOOT = 'reboot()';
