import type { ExecOutcome, KexecImage, MachineEvent } from '@warmboot/core';
import type { StepEffect } from '../model/state.js';

/** A jump that was tried in a step. */
export interface Jump {
  readonly image: KexecImage;
  readonly outcome: ExecOutcome;
  /** Where the copy met nothing, if it did. */
  readonly lost: Extract<MachineEvent, { type: 'kexec:write-to-nothing' }> | undefined;
}

/** The jump of a step: `kexec -e`, a panic, or a call that loads and jumps. */
export const jumpOf = ({ performed, events }: StepEffect): Jump | undefined => {
  const last = performed.at(-1);
  if (last === undefined || (last.action.kind !== 'kexec-exec' && last.action.kind !== 'crash'))
    return undefined;
  const outcome = last.result as ExecOutcome;
  const { normal, crash } = last.before.kexec;
  const image = last.action.kind === 'crash' ? crash : normal;
  if (image === undefined) return undefined;
  const lost = events.find((event) => event.type === 'kexec:write-to-nothing');
  return { image, outcome, lost };
};

/** Whether the jump was made, whatever came of it. */
export const wasMade = ({ outcome }: Jump): boolean => outcome.outcome !== 'refused';
