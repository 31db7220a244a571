import { NO_PAGES } from '@warmboot/core';
import type { ExecOutcome, KexecImage, MachineEvent } from '@warmboot/core';
import type { StepRecord } from '../actor/world.js';

/** A jump that was tried in a step. */
export interface Jump {
  readonly image: KexecImage;
  readonly outcome: ExecOutcome;
  /** Where the copy met nothing, if it did. */
  readonly lost: Extract<MachineEvent, { type: 'kexec:write-to-nothing' }> | undefined;
}

/** The jump of a step: `kexec -e`, a panic, or a call that loads and jumps. */
export const jumpOf = ({ performed, events, before }: StepRecord): Jump | undefined => {
  const last = performed.at(-1);
  if (last === undefined || (last.action.kind !== 'kexec-exec' && last.action.kind !== 'crash')) return undefined;
  const outcome = last.result as ExecOutcome;
  const { normal, crash } = before.machine.kexec;
  const image = last.action.kind === 'crash' ? crash : (loadedBy(performed) ?? normal);
  if (image === undefined) return undefined;
  const lost = events.find((event) => event.type === 'kexec:write-to-nothing');
  return { image, outcome, lost };
};

/** A call that loads and jumps leaves no state between the two; what it loaded is what it passed. */
const loadedBy = (performed: StepRecord['performed']): KexecImage | undefined => {
  const [load] = performed;
  if (load?.action.kind !== 'raw-load') return undefined;
  const { entry, segments, verifiesDigest = false } = load.action.call;
  return {
    type: 'normal',
    fileMode: false,
    entry,
    segments: segments.map(({ kind = 'other', mem, memsz, bufsz }) => ({
      kind,
      mem: Number(mem),
      memsz: Number(memsz),
      bufsz: Number(bufsz),
    })),
    pages: NO_PAGES,
    preserveContext: false,
    verifiesDigest,
    layoutGeneration: 0,
  };
};

/** Whether the jump was made, whatever came of it. */
export const wasMade = ({ outcome }: Jump): boolean => outcome.outcome !== 'refused';
