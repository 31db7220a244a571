import { sizeOf } from '@warmboot/address';
import type { EventOutcome, EventPrediction } from '@warmboot/scenario';
import type { Paper } from '../text/paper.js';
import { table } from '../text/table.js';
import { aboutSize, rangeText } from '../text/units.js';
import { wrapped } from '../text/wrapped.js';
import { heading } from './heading.js';

/** Hex digits of addresses, at least. */
const DIGITS = 8;

const EVENT_WORDS = {
  unplug: 'unplug',
  plug: 'plug',
  resize: 'resize to nothing:',
  offline: 'put offline',
} as const;

/** What may happen to memory before the jump, and what it comes to. @param all every reason, policy by policy */
export const showEvents = (paper: Paper, events: readonly EventPrediction[], all: boolean): void => {
  heading(paper, 'If memory changes before the jump');
  if (events.length === 0) {
    paper.print('  No memory device is plugged, and none can be: nothing can change.');
    return;
  }
  for (const event of events) {
    if (all) showEvent(paper, event);
    else showEventBriefly(paper, event);
  }
};

/** `unplug dimm1 at 0x…-0x… (1 GiB), where the kernel will be copied to` */
const eventWords = ({ kind, id, range, segments }: EventPrediction['event']): string => {
  const held = segments.length === 0 ? '' : `, where the ${segments.join(', ')} will be copied to`;
  return `${EVENT_WORDS[kind]} ${id} at ${rangeText(range, DIGITS)} (${aboutSize(sizeOf(range))})${held}`;
};

/** Every outcome, with its reason. */
const showEvent = (paper: Paper, { event, mayStay, outcomes }: EventPrediction): void => {
  paper.print(`  ${eventWords(event)}`);
  const rows = merged(outcomes).map(({ policies, outcome }) => [
    policies.join(', '),
    colourOf(paper, outcome)(ENDINGS[outcome.outcome]),
    outcome.reason,
  ]);
  paper.print(table(paper, rows, { indent: 4, widths: [28, 15, undefined] }));
  showMayStay(paper, mayStay);
};

/** That the event may be refused all the same. */
const showMayStay = ({ print, width, colour }: Paper, mayStay: string | undefined): void => {
  if (mayStay === undefined) return;
  for (const line of wrapped(mayStay, width - 4)) print(`    ${colour.yellow(line)}`);
};

/** What mainline does, or the first that was tried, with its reason; of the others what differs. */
const showEventBriefly = (paper: Paper, { event, mayStay, outcomes }: EventPrediction): void => {
  const { print, width } = paper;
  for (const line of wrapped(eventWords(event), width - 2)) print(`  ${line}`);
  const [first] = outcomes;
  if (first === undefined) return;
  const others = new Map<EventOutcome['outcome'], string[]>();
  for (const { outcome, policy } of outcomes) {
    if (outcome !== first.outcome) others.set(outcome, [...(others.get(outcome) ?? []), policy]);
  }
  const differing = [...others].map(([outcome, policies]) => `${ENDINGS[outcome]} under ${listed(policies)}`);
  const whose = first.policy === 'none' ? '' : `under ${first.policy} `;
  const why = first.reason === '' ? '' : `: ${first.reason}`;
  const words = `${whose}${ENDINGS[first.outcome]}${why}${differing.length === 0 ? '' : `; ${differing.join('; ')}`}`;
  for (const line of wrapped(words, width - 4)) print(`    ${colourOf(paper, first)(line)}`);
  if (outcomes.some(({ outcome }) => outcome !== 'refused')) showMayStay(paper, mayStay);
};

/** `a, b and c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const ENDINGS: Readonly<Record<EventOutcome['outcome'], string>> = {
  boots: 'boots',
  refused: 'event refused',
  unloaded: 'image dropped',
  stopped: 'jump refused',
  panic: 'dies: panic',
  hang: 'dies: hangs',
  reset: 'dies: resets',
};

const colourOf = ({ colour }: Paper, { outcome }: EventOutcome): ((text: string) => string) => {
  if (outcome === 'boots') return colour.green;
  return outcome === 'panic' || outcome === 'hang' || outcome === 'reset' ? colour.red : colour.yellow;
};

/** Policies that come to the same, together. */
const merged = (
  outcomes: readonly EventOutcome[],
): readonly { readonly policies: readonly string[]; readonly outcome: EventOutcome }[] => {
  const groups = new Map<string, { policies: string[]; outcome: EventOutcome }>();
  for (const outcome of outcomes) {
    const key = `${outcome.outcome} ${outcome.reason}`;
    const group = groups.get(key) ?? { policies: [], outcome };
    group.policies.push(outcome.policy);
    groups.set(key, group);
  }
  return [...groups.values()];
};
