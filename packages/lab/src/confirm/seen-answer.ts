import type { Answer, PredictedStep, RecordedStep } from '@warmboot/scenario';

/** Ends of a jump that count as one: what code does in absent memory hangs on how far it gets. */
const DEAD: ReadonlySet<unknown> = new Set(['reset', 'hang', 'panic']);

const ended = (outcome: unknown): unknown => (DEAD.has(outcome) ? 'dead' : outcome);

/** One side of a recorded step: what the real machine answered, or what the model said. */
export type Side = Pick<RecordedStep | PredictedStep, 'result' | 'observed'>;

/** Blocks that are there after a step and were not before. */
const cameWith = ({ observed }: Side, before: Side): boolean => {
  const known = before.observed?.blocks ?? {};
  return Object.keys(observed?.blocks ?? {}).some((name) => known[name] === undefined);
};

/**
 * Whether a step was done as it was asked; undefined for one that says nothing about that.
 * @param before the same side of the step before
 */
const isDone = ({ action }: RecordedStep, side: Side, before: Side): boolean | undefined => {
  const { result } = side;
  if (result === null || result === undefined) return undefined;
  switch (action) {
    case 'dimm-add':
      return cameWith(side, before);
    case 'dimm-del':
      return result['removed'] === true;
    case 'online':
      return !/write error/.test(String(result['out']));
    case 'raw-load':
      return /^rc=0\b/.test(String([result['out']].flat()[0]));
    case 'virtio-mem':
      return 'return' in (result['qmp'] as object);
    case 'vmcore-head':
      return undefined;
    default:
      return result['rc'] === undefined ? undefined : result['rc'] === 0;
  }
};

/** Whether a step came out as a story tells it. @param told what the story says of it */
export const isAsTold = (
  step: RecordedStep,
  side: Side,
  before: Side,
  told: Pick<Answer, 'ok' | 'outcome'>,
): boolean => {
  const { action } = step;
  if (action === 'kexec-exec' || action === 'crash') {
    return told.outcome === undefined || ended(side.result?.['outcome']) === ended(told.outcome);
  }
  const done = isDone(step, side, before);
  return done === undefined || done === told.ok;
};
