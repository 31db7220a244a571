import { parseKernelBoolean } from '../answer/kernel-boolean.js';
import type { PluginAction } from '../contract/plugin-action.js';
import type { Policy } from '../contract/policy.js';
import type { NotifierChain } from '../hotplug/notifier-chain.js';
import type { Wait } from '../machine/lock-waits.js';
import { waitForDevices, waitForHotplug, waitForKexec, waitForReboot } from '../machine/lock-waits.js';
import type { Machine } from '../machine/machine.js';
import type { Action } from './action.js';

/** What an ejection or a write to `state` does while it holds device_hotplug_lock is told by actions of its own. */
const TAKES_HOTPLUG_LOCK: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'dimm-add',
  'dimm-attach',
  'dimm-del',
  'eject-begin',
  'block-state',
  'online',
  'memory-probe',
]);

/** Which part of memory hotplug an action comes to, as far as somebody may sleep for the kexec lock there. */
interface Sleepers {
  readonly offline: boolean;
  readonly online: boolean;
  /** Adding and removing. */
  readonly change: boolean;
}

/**
 * Who has to wait for whom: the notifiers and checks that sleep for the kexec lock, and reboot(), whose device_shutdown()
 * sleeps for the lock of each device. System calls of kexec never wait for the kexec lock: they try it (core R4.18).
 */
export class ActionWaits {
  readonly #sleeps: Sleepers;
  /** Actions of plugins that take device_hotplug_lock. */
  readonly #hotplug: ReadonlySet<string>;

  constructor(chain: NotifierChain, policies: readonly Policy[], actions: readonly PluginAction[] = []) {
    this.#hotplug = new Set(
      actions.flatMap(({ name, takesHotplugLock }) => (takesHotplugLock === true ? [name] : [])),
    );
    this.#sleeps = {
      offline: chain.sleepsForKexec('MEM_GOING_OFFLINE'),
      online: chain.sleepsForKexec('MEM_GOING_ONLINE'),
      change: policies.some(({ changeSleepsForKexec }) => changeSleepsForKexec === true),
    };
  }

  /** The lock that an action would have to wait for now. */
  of(machine: Machine, action: Action): Wait | undefined {
    switch (action.kind) {
      case 'reboot-shutdown':
        return waitForDevices(machine);
      case 'reboot-begin':
        return waitForReboot(machine);
      case 'kexec-exec':
        return (
          waitForReboot(machine) ?? (machine.locks.kexec === undefined ? waitForDevices(machine) : undefined)
        );
      default:
        return (
          (this.#takesHotplugLock(action) ? waitForHotplug(machine) : undefined) ??
          (this.#sleepsIn(machine, action) ? waitForKexec(machine) : undefined)
        );
    }
  }

  #takesHotplugLock(action: Action): boolean {
    return action.kind === 'by-plugin'
      ? this.#hotplug.has(action.action)
      : TAKES_HOTPLUG_LOCK.has(action.kind);
  }

  /** Whether a driver that does its queued work now would have to wait. */
  driversWait({ locks }: Machine): boolean {
    const { offline, online, change } = this.#sleeps;
    return locks.kexec !== undefined && (offline || online || change);
  }

  #sleepsIn({ memory }: Machine, action: Action): boolean {
    const { offline, online, change } = this.#sleeps;
    const addsOnline = online && memory.autoOnline !== 'offline';
    switch (action.kind) {
      case 'offline-begin':
      case 'offline-ask':
        return offline;
      case 'online':
      case 'online-begin':
      case 'online-ask':
        return online;
      case 'block-state':
        return action.word === 'offline' ? offline : online;
      case 'block-online':
        return parseKernelBoolean(action.word) === true ? online : offline;
      case 'dimm-add':
      case 'dimm-attach':
      case 'memory-probe':
      case 'kmem-bind':
        return change || addsOnline;
      case 'eject-remove':
        return change;
      case 'by-plugin':
        return this.#hotplug.has(action.action) && (offline || online || change);
      case 'dimm-del':
      case 'kmem-unbind':
      case 'virtio-mem':
      case 'virtio-mem-add':
      case 'virtio-mem-retry':
        return offline || online || change;
      default:
        return false;
    }
  }
}
