import type { ExecOutcome, KexecImage, MachineEvent } from '@warmboot/core';
import type { StepEffect } from '../model/state.js';

/** A jump that was tried in a step. */
export interface Jump {
  readonly image: KexecImage;
  readonly outcome: ExecOutcome;
  /** Whether it came to the copy, whatever came of it. */
  readonly made: boolean;
  /** Where the copy met nothing, if it did. */
  readonly lost: Extract<MachineEvent, { type: 'kexec:write-to-nothing' }> | undefined;
}

const JUMPS = new Set(['kexec-exec', 'reboot-jump', 'crash']);

/** The jump of a step: the last of a reboot(), or a panic. */
export const jumpOf = ({ performed, events }: StepEffect): Jump | undefined => {
  const last = performed.at(-1);
  if (last === undefined || !JUMPS.has(last.action.kind)) return undefined;
  const outcome = last.result as ExecOutcome;
  const { normal, crash } = last.before.kexec;
  const image = last.action.kind === 'crash' ? crash : normal;
  if (image === undefined) return undefined;
  const lost = events.find((event) => event.type === 'kexec:write-to-nothing');
  return { image, outcome, made: events.some(({ type }) => type === 'kexec:jump'), lost };
};
