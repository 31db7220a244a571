import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Errno } from '../answer/errno.js';
import type { MemoryNeed } from '../memory/memory-need.js';

/** What observers may watch. Watching cannot change the outcome: vetoes are the notifier chain's. */
export type MachineEvent =
  | { readonly type: 'dimm:plugged'; readonly id: string; readonly range: AddressRange }
  | { readonly type: 'dimm:unplugged'; readonly id: string; readonly range: AddressRange }
  | {
      readonly type: 'dimm:eject-refused';
      readonly id: string;
      readonly block: number;
      readonly errno: Errno;
    }
  | { readonly type: 'virtio-mem:requested'; readonly id: string; readonly requested: number }
  | { readonly type: 'virtio-mem:plugged'; readonly id: string; readonly range: AddressRange }
  | { readonly type: 'virtio-mem:unplugged'; readonly id: string; readonly range: AddressRange }
  /** The driver could not bring what is plugged to what is requested. Bytes. */
  | {
      readonly type: 'virtio-mem:short';
      readonly id: string;
      readonly requested: number;
      readonly plugged: number;
      readonly errno: Errno;
      readonly reason: string;
    }
  | { readonly type: 'kmem:bound'; readonly name: string; readonly range: AddressRange }
  | { readonly type: 'kmem:unbound'; readonly name: string; readonly range: AddressRange }
  | { readonly type: 'memory:added'; readonly range: AddressRange; readonly resource: string }
  | { readonly type: 'memory:removed'; readonly range: AddressRange }
  | { readonly type: 'memory:going-online'; readonly block: number }
  | { readonly type: 'memory:online'; readonly block: number; readonly zone: string }
  | { readonly type: 'memory:cancel-online'; readonly block: number }
  | { readonly type: 'memory:going-offline'; readonly block: number }
  | { readonly type: 'memory:offline'; readonly block: number }
  | { readonly type: 'memory:cancel-offline'; readonly block: number }
  | {
      readonly type: 'memory:vetoed';
      readonly block: number;
      readonly by: string;
      readonly errno: Errno;
    }
  | { readonly type: 'kexec:loaded'; readonly image: 'normal' | 'crash'; readonly segments: number }
  | { readonly type: 'kexec:unloaded'; readonly image: 'normal' | 'crash'; readonly why: string }
  | { readonly type: 'kexec:load-refused'; readonly errno: Errno; readonly reason: string }
  | { readonly type: 'kexec:exec-refused'; readonly errno: Errno; readonly reason: string }
  | { readonly type: 'kexec:jump'; readonly entry: bigint }
  | { readonly type: 'kexec:write-to-nothing'; readonly address: PhysAddr; readonly segment: string }
  /** What is at a destination is not what was loaded, and nothing checked it. */
  | { readonly type: 'kexec:overwritten'; readonly address: PhysAddr; readonly segment: string }
  /** A purgatory found another digest than it carries. */
  | {
      readonly type: 'kexec:digest-mismatch';
      /** 64 hexadecimal digits. */
      readonly expected: string;
      readonly found: string;
      /** What it prints, where it has a console. */
      readonly output: readonly string[];
    }
  /** Something wrote to physical memory behind the kernel's back. */
  | { readonly type: 'memory:written'; readonly range: AddressRange }
  | { readonly type: 'boot:reached'; readonly kernelAt: PhysAddr }
  /** What the next kernel has of memory, and what it needs; where the architecture can tell. */
  | { readonly type: 'boot:memory'; readonly need: MemoryNeed }
  /** A kernel runs that the model follows only in part. */
  | { readonly type: 'boot:unmodelled'; readonly reason: string }
  | {
      readonly type: 'boot:failed';
      readonly outcome: 'panic' | 'hang' | 'reset';
      readonly reason: string;
      /** There where what ran is not known to be a kernel. */
      readonly unknown?: true;
    };

/** The names of events. */
export type MachineEventType = MachineEvent['type'];
