import type { Action } from '@warmboot/core';
import type { Answer } from './step-record.js';

/** What a verb comes to on a machine: actions for its kernel, or the platform's own refusal. */
export type Resolved =
  | {
      readonly actions: readonly Action[];
      /** The command whose last piece this is, for whoever runs it again. */
      readonly command?: Extract<Action, { kind: 'kexec-load' }>;
      /** What it came to, where the kernel has no part in it. */
      readonly answer?: Answer;
    }
  | { readonly refused: Answer };
