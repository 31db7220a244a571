import type { KexecImageType } from '../kexec/image.js';
import type { KexecFileLoadCall, KexecLoadCall } from '../kexec/loader.js';
import type { ExecOutcome } from '../kexec/executor.js';
import type { OnlineType } from '../memory/block.js';
import type { LoadRequest } from '../userspace/load-request.js';
import type { UnplugOutcome } from './memory-devices.js';
import type { Dimm } from './platform.js';
import type { Result } from './result.js';

/** Which system call `kexec -l` uses: `-c`, `-s`, or `-a`. */
export type LoadPath = 'kexec_load' | 'kexec_file_load' | 'auto';

/** Something that happens to a machine. */
export type Action =
  | { readonly kind: 'dimm-add'; readonly dimm: Dimm }
  | { readonly kind: 'dimm-del'; readonly id: string }
  /** Writes a word to the `state` of one block. */
  | { readonly kind: 'block-state'; readonly block: number; readonly word: string }
  /** Writes a word to the `online` of one block. */
  | { readonly kind: 'block-online'; readonly block: number; readonly word: string }
  /** Writes the word to the `state` of every offline block, or of those listed that are offline. */
  | { readonly kind: 'online'; readonly word: OnlineType; readonly blocks: 'all' | readonly number[] }
  | { readonly kind: 'auto-online'; readonly word: string }
  | { readonly kind: 'kexec-load'; readonly path: LoadPath; readonly request: LoadRequest }
  | { readonly kind: 'raw-load'; readonly call: KexecLoadCall }
  | { readonly kind: 'file-load'; readonly call: KexecFileLoadCall }
  | { readonly kind: 'kexec-unload'; readonly image: KexecImageType }
  | { readonly kind: 'kexec-exec' }
  | { readonly kind: 'crash' }
  /** Writes kernel.kexec_load_disabled. */
  | { readonly kind: 'load-disabled'; readonly value: number };

export type ActionKind = Action['kind'];

/** What the caller of each action is answered. */
export interface ActionResults {
  'dimm-add': Result;
  'dimm-del': Result<UnplugOutcome>;
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
  'load-disabled': Result;
}

/** What kexec(8) says after a load. */
export interface LoadOutcome {
  /** Exit status of the tool. */
  readonly status: number;
  readonly output: readonly string[];
}
