import type { Errno, ExecOutcome, extend, LoadOutcome, MachineEvent, Result } from '@warmboot/core';
import { locks } from '@warmboot/core';
import type { Answer, Played } from './step-record.js';

const fine: Answer = { ok: true };

const plain = (result: Result<unknown>): Answer =>
  result.ok ? fine : { ok: false, errno: result.errno, reason: result.reason };

const find = <T extends MachineEvent['type']>(
  events: readonly MachineEvent[],
  type: T,
): Extract<MachineEvent, { type: T }> | undefined =>
  events.findLast((event): event is Extract<MachineEvent, { type: T }> => event.type === type);

/** A device stays because a block would not go offline; who held it is an event. */
const unplugAnswer = (result: Result<extend.UnplugOutcome>, events: readonly MachineEvent[]): Answer => {
  if (!result.ok) return plain(result);
  if (result.value.removed) return fine;
  const refused = find(events, 'dimm:eject-refused');
  const vetoed = find(events, 'memory:vetoed');
  const why = vetoed === undefined ? 'cannot go offline' : `is held by the notifier ${vetoed.by}`;
  return {
    ok: false,
    ...(refused === undefined ? {} : { errno: refused.errno }),
    reason: refused === undefined ? 'the guest kept it' : `memory${refused.block} ${why}`,
  };
};

/** The tool knows a status only; what the system call gave is an event. */
const loadAnswer = ({ status, output }: LoadOutcome, events: readonly MachineEvent[]): Answer => {
  if (status === 0) return fine;
  const refused = find(events, 'kexec:load-refused');
  return refused === undefined
    ? toolFailure(output)
    : { ok: false, errno: refused.errno, reason: refused.reason };
};

/** The tool gave up before its system call; it says why in its output. */
export const toolFailure = (output: readonly string[]): Answer => ({
  ok: false,
  reason: withoutRanges(output).join('; '),
});

/** `0000000040000000-000000007fffffff (0)`: one range of the memory list that the tool prints before its complaints. */
const MEMORY_RANGE = /^[0-9a-f]{16}-[0-9a-f]{16} \(\d+\)/;

const withoutRanges = (output: readonly string[]): readonly string[] =>
  output.slice(output.findLastIndex((line) => MEMORY_RANGE.test(line)) + 1);

/** Outcomes of a jump that its user did not want. */
const UNWANTED: ReadonlySet<string> = new Set(['refused', 'panic', 'hang', 'reset']);

const execAnswer = (result: ExecOutcome): Answer => ({
  ok: !UNWANTED.has(result.outcome),
  outcome: result.outcome,
  ...('reason' in result ? { reason: result.reason } : {}),
  ...(result.outcome === 'refused' ? { errno: result.errno } : {}),
  ...('unknown' in result && result.unknown === true ? { unknown: true } : {}),
});

/** What one action came to. */
const answerOf = ({ action, result }: Played, events: readonly MachineEvent[]): Answer => {
  switch (action.kind) {
    case 'dimm-del':
      return unplugAnswer(result as Result<extend.UnplugOutcome>, events);
    case 'kexec-load':
      return loadAnswer(result as LoadOutcome, events);
    case 'kexec-exec':
    case 'reboot-jump':
    case 'crash':
      return execAnswer(result as ExecOutcome);
    case 'online': {
      const blocks = result as Result<readonly { readonly block: number; readonly result: Result }[]>;
      if (!blocks.ok) return plain(blocks);
      const stubborn = blocks.value.find((block) => !block.result.ok);
      return stubborn === undefined ? fine : inBlock(stubborn.block, stubborn.result);
    }
    case 'by-plugin': {
      const done = result as Result<readonly string[] | undefined>;
      if (!done.ok) return plain(done);
      return done.value === undefined ? fine : { ok: true, detail: done.value };
    }
    case 'block-state':
      return (result as Result).ok ? fine : inBlock(action.block, result as Result);
    default:
      return plain(result as Result);
  }
};

const inBlock = (block: number, result: Result): Answer => {
  const answer = plain(result);
  return { ...answer, reason: `memory${block}: ${answer.reason ?? ''}` };
};

/** What a step came to: the first refusal among its actions, or success. */
export const summarise = (played: readonly Played[], events: readonly MachineEvent[]): Answer => {
  const answers = played.map((one) => answerOf(one, events));
  return answers.find(({ ok }) => !ok) ?? answers.at(-1) ?? fine;
};

/** It waits for a lock. */
export const waiting = (wait: locks.Wait): Answer => ({
  ok: false,
  waits: true,
  reason: locks.waitWords(wait),
});

/** The platform said no before the kernel heard of anything. */
export const refusedByPlatform = (errno: Errno, reason: string): Answer => ({ ok: false, errno, reason });
