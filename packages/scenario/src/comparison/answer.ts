import { describeOutcome } from '../scenario/describe-step.js';
import { explain } from '../scenario/explain.js';
import { listed } from '../scenario/places.js';
import { toldBy } from './handover.js';
import type { Look, View } from './finding.js';
import { imageLoadedAt } from '../scenario/loaded-image.js';

/** Whether a step is a jump: how it ended is its outcome, and everything else is an answer. */
const isJump = ({ record }: View): boolean => ['exec', 'crash'].includes(record.step.verb.kind);

/** Notifiers that are part of a machine's architecture, and that vetoed the step. */
const ownVetoes = ({ played, record }: View): readonly string[] => {
  const own = new Set(played.kernel.architecture.notifiers.map(({ name }) => name));
  return [
    ...new Set(
      record.events.flatMap((event) =>
        event.type === 'memory:vetoed' && own.has(event.by) ? [event.by] : [],
      ),
    ),
  ];
};

/** Who said no, and whether that is this architecture's own. */
export const refusal: Look = (view, all) => {
  const { answer, skipped } = view.record;
  if (skipped !== undefined || isJump(view)) return undefined;
  if (answer.ok) {
    const bare = view.played.kernel.architecture.notifiers.length === 0;
    const matters = bare && all.some((other) => ownVetoes(other).length > 0);
    return {
      kind: 'ok',
      shown: 'nobody objects',
      because: matters ? ['this architecture has no memory notifier of its own'] : [],
    };
  }
  const own = ownVetoes(view);
  return {
    kind: [answer.errno, ...own].join(' '),
    shown: `refused${answer.errno === undefined ? '' : `, ${answer.errno}`}`,
    because: [
      answer.reason ?? 'no reason was given',
      ...(own.length === 0 ? [] : [`${listed(own)} is part of this architecture`]),
    ],
  };
};

/** Words of the log without the numbers, which differ between any two machines. */
const wordsOf = (text: string): string => text.replaceAll(/0x[0-9a-f]+|\b[0-9a-f]{6,}\b|\d+/g, '#');

/** Warnings and errors, for whoever searches a log. */
export const log: Look = ({ record }) => {
  if (record.skipped !== undefined) return undefined;
  const alike = new Map<string, string[]>();
  for (const { level, text } of record.log) {
    if (level !== 'warn' && level !== 'error') continue;
    alike.set(wordsOf(text), [...(alike.get(wordsOf(text)) ?? []), text]);
  }
  const quoted = [...alike.values()].map(([first, ...others]) =>
    others.length === 0 ? `“${first}”` : `“${first}” and ${others.length} like it`,
  );
  return {
    kind: [...alike.keys()].join('\n'),
    shown: quoted.length === 0 ? 'no warning, no error' : quoted.join(', '),
    because: [],
  };
};

/** How a jump ended. */
export const outcome: Look = (view) => {
  const { answer, skipped } = view.record;
  if (skipped !== undefined || !isJump(view)) return undefined;
  return {
    kind: `${answer.outcome} ${answer.errno ?? ''}`,
    shown: describeOutcome(answer),
    because: answer.ok ? whyItLived(view) : explain(view.record, view.before),
  };
};

/** A jump that went well rests on a hand-over in which nothing has gone since it was made. */
const whyItLived = ({ played, record, before }: View): readonly string[] => {
  const load = before.findLast((earlier) => imageLoadedAt(earlier)?.type === 'normal');
  const told = load === undefined ? undefined : toldBy(played, load);
  if (load === undefined || told?.ok !== true) return [];
  const { platform } = record.before;
  const gone = [...load.machine.platform.dimms.keys()].filter((id) => !platform.dimms.has(id));
  const named = told.devices.filter(({ id }) => gone.includes(id)).map(({ id }) => id);
  if (gone.length === 0) return [`everything that its hand-over names is still there`];
  return named.length === 0
    ? [`its hand-over never named ${listed(gone)}`]
    : [`it does not touch ${listed(named)}, which its hand-over still names`];
};
