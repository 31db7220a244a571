import type { LoadPath } from '../contract/tool-profile.js';
import type { LoadOutcome } from '../userspace/load-outcome.js';
import type { KexecImageType } from '../image/image.js';
import type { KexecFileLoadCall, KexecLoadCall, LoadCall } from '../kexec/loader.js';
import type { ExecOutcome } from '../kexec/executor.js';
import type { OnlineType } from '../memory/block.js';
import type { LoadRequest } from '../contract/load-request.js';
import type { UnplugOutcome } from '../contract/hotplug-provider.js';
import type { Content } from '../physical/content.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { DaxDevice } from '../device/dax-device.js';
import type { Dimm } from '../device/dimm.js';
import type { Errno } from '../answer/errno.js';
import type { Result } from '../answer/result.js';
import type { VirtioMemDevice } from '../device/virtio-mem.js';
import type { VirtioMemSizes } from '../drivers/virtio-mem/sizes.js';

/** Something that happens to a machine. */
export type Action =
  | PhaseAction
  | RebootAction
  /** A load that was permitted takes the kexec lock; `raw-load` or `file-load` goes on from there when it has `entered`. */
  | { readonly kind: 'load-enter'; readonly image: KexecImageType; readonly call: LoadCall }
  | { readonly kind: 'dimm-add'; readonly dimm: Dimm }
  | { readonly kind: 'dimm-del'; readonly id: string }
  /** A virtio-mem device appears on the bus, and the kernel's driver finds it. */
  | { readonly kind: 'virtio-mem-add'; readonly device: VirtioMemDevice }
  /** The host asks for another size of a virtio-mem device, in bytes. */
  | { readonly kind: 'virtio-mem'; readonly id: string; readonly requested: number }
  /** The timer of a virtio-mem device that is short of its requested size fires. */
  | { readonly kind: 'virtio-mem-retry'; readonly id: string }
  /** Hands a dax device to kmem, which makes System RAM of it. */
  | { readonly kind: 'kmem-bind'; readonly device: DaxDevice }
  | { readonly kind: 'kmem-unbind'; readonly name: string }
  /** Writes a word to the `state` of one block. */
  | { readonly kind: 'block-state'; readonly block: number; readonly word: string }
  /** Writes a word to the `online` of one block. */
  | { readonly kind: 'block-online'; readonly block: number; readonly word: string }
  /** Writes the word to the `state` of every offline block, or of those listed that are offline. */
  | { readonly kind: 'online'; readonly word: OnlineType; readonly blocks: 'all' | readonly number[] }
  | { readonly kind: 'auto-online'; readonly word: string }
  | { readonly kind: 'kexec-load'; readonly path: LoadPath; readonly request: LoadRequest }
  | { readonly kind: 'raw-load'; readonly call: KexecLoadCall; readonly entered?: true }
  | { readonly kind: 'file-load'; readonly call: KexecFileLoadCall; readonly entered?: true }
  /** `kexec -u` by the system call that its release and options choose; by kexec_load where absent (core R4.17). */
  | { readonly kind: 'kexec-unload'; readonly image: KexecImageType; readonly path?: LoadPath }
  | { readonly kind: 'kexec-exec' }
  | { readonly kind: 'crash' }
  /** Writes a number to /sys/devices/system/memory/probe. */
  | { readonly kind: 'memory-probe'; readonly text: string }
  /** Writes a number of bytes to /sys/kernel/kexec_crash_size. */
  | { readonly kind: 'crash-size'; readonly text: string }
  /** Something writes to physical memory behind the kernel's back: a device that was not shut down, a bug. */
  | { readonly kind: 'write-memory'; readonly address: PhysAddr; readonly content: Content }
  /** A kexec call that has not returned takes __kexec_lock, or lets it go. */
  | { readonly kind: 'kexec-lock'; readonly held: boolean }
  /** Writes kernel.kexec_load_limit_reboot (`normal`) or _panic (`crash`). */
  | { readonly kind: 'load-limit'; readonly image: KexecImageType; readonly value: number }
  /** Writes kernel.kexec_load_disabled. */
  | { readonly kind: 'load-disabled'; readonly value: number }
  /** What a plugin brought under that name (`PLUGIN_ACTION`), with an argument that its schema lets through. */
  | { readonly kind: 'by-plugin'; readonly action: string; readonly argument: unknown };

/**
 * The parts of plugging, unplugging, onlining and offlining between which other programs run. `dimm-add`, `dimm-del`
 * and the writes to `state` are these in a row.
 */
export type PhaseAction =
  /** The device answers on the bus; nobody was told. */
  | { readonly kind: 'dimm-insert'; readonly dimm: Dimm }
  /** The kernel hears of the device and adds its memory. */
  | { readonly kind: 'dimm-attach'; readonly id: string }
  /** An eject request takes device_hotplug_lock. */
  | { readonly kind: 'eject-begin'; readonly id: string }
  /** Removes the device's memory, all of which is offline, from the kernel. */
  | { readonly kind: 'eject-remove'; readonly id: string }
  /** _EJ0: the device is gone, and the lock is free. */
  | { readonly kind: 'eject-finish'; readonly id: string }
  /** A block refused at the second pass, and the log says so, before the others are put back. */
  | { readonly kind: 'eject-refuse'; readonly id: string; readonly block: number }
  /** Gives up because of a block that stays; whoever gives up has put the others back. */
  | { readonly kind: 'eject-abandon'; readonly id: string; readonly block: number; readonly errno: Errno }
  /** A block takes its locks, and its pages are isolated: the notifiers are not asked yet. */
  | { readonly kind: 'offline-lock'; readonly block: number }
  | { readonly kind: 'offline-ask'; readonly block: number }
  | { readonly kind: 'online-lock'; readonly block: number }
  | { readonly kind: 'online-ask'; readonly block: number }
  /** Both: locks, and the question. */
  | { readonly kind: 'offline-begin'; readonly block: number }
  | { readonly kind: 'offline-finish'; readonly block: number }
  | { readonly kind: 'online-begin'; readonly block: number }
  | { readonly kind: 'online-finish'; readonly block: number; readonly word: OnlineType };

/** The parts of reboot(LINUX_REBOOT_CMD_KEXEC) between which others act; `kexec-exec` is these in a row (core R4.11). */
export type RebootAction =
  /** Takes the kexec lock, and checks what can be checked while there is a way back. */
  | { readonly kind: 'reboot-begin' }
  /** kernel_restart_prepare(): takes the lock of each device, and waits for it. */
  | { readonly kind: 'reboot-shutdown' }
  /** The copy, and the jump. */
  | { readonly kind: 'reboot-jump' };

/** The names of actions. */
export type ActionKind = Action['kind'];

/** What the caller of each action is answered. */
export interface ActionResults {
  'dimm-add': Result;
  'dimm-del': Result<UnplugOutcome>;
  'virtio-mem-add': Result<VirtioMemSizes>;
  'virtio-mem': Result<VirtioMemSizes>;
  'virtio-mem-retry': Result<VirtioMemSizes>;
  /** The range that became memory. */
  'kmem-bind': Result<AddressRange>;
  'kmem-unbind': Result;
  'block-state': Result;
  'block-online': Result;
  online: Result<readonly { readonly block: number; readonly result: Result }[]>;
  'auto-online': Result;
  'kexec-load': LoadOutcome;
  'raw-load': Result;
  'file-load': Result;
  'kexec-unload': Result;
  'kexec-exec': ExecOutcome;
  crash: ExecOutcome;
  'memory-probe': Result;
  'crash-size': Result;
  'write-memory': Result;
  'kexec-lock': Result;
  'load-limit': Result;
  'load-disabled': Result;
  /** What there is to say of it, in lines. */
  'by-plugin': Result<readonly string[] | undefined>;
  'dimm-insert': Result;
  'dimm-attach': Result;
  'eject-begin': Result;
  'eject-remove': Result;
  'eject-finish': Result;
  'eject-refuse': Result;
  'eject-abandon': Result;
  'offline-lock': Result;
  'offline-ask': Result;
  'online-lock': Result;
  'online-ask': Result;
  'reboot-begin': Result;
  'reboot-shutdown': Result;
  'reboot-jump': ExecOutcome;
  'load-enter': Result;
  'offline-begin': Result;
  'offline-finish': Result;
  'online-begin': Result;
  'online-finish': Result;
}
