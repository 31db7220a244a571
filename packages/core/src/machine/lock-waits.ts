import { REBOOT } from './locks.js';
import type { Machine } from './machine.js';

/** A lock for which an action has to wait. */
export interface Wait {
  /** `the kexec lock` */
  readonly lock: string;
  readonly holder: string;
}

/** `waits for the kexec lock, which reboot() holds` */
export const waitWords = ({ lock, holder }: Wait): string => `waits for ${lock}, which ${holder} holds`;

/** The wait for __kexec_lock; undefined while it is free. */
export const waitForKexec = ({ locks }: Machine): Wait | undefined =>
  locks.kexec === undefined ? undefined : { lock: 'the kexec lock', holder: locks.kexec };

/** The wait for whoever is in reboot() already: system calls take turns there. kernel/reboot.c: system_transition_mutex */
export const waitForReboot = ({ locks }: Machine): Wait | undefined =>
  locks.kexec === REBOOT ? { lock: 'system_transition_mutex', holder: REBOOT } : undefined;

/** The wait for device_hotplug_lock; undefined while it is free. */
export const waitForHotplug = ({ locks }: Machine): Wait | undefined =>
  locks.hotplug === undefined ? undefined : { lock: 'device_hotplug_lock', holder: locks.hotplug };

/** The wait for the lock of any device, as device_shutdown() takes them all in turn; undefined while all are free. */
export const waitForDevices = ({ locks }: Machine): Wait | undefined => {
  const [first] = locks.devices;
  return first === undefined ? undefined : { lock: `the lock of ${first[0]}`, holder: first[1] };
};
