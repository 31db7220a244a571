import { table, wrapped } from '@warmboot/answers/text';
import type { Answer, Footnote, Standing, TableCell, VerdictTable } from '@warmboot/explorer';
import {
  columnLetter,
  conclusionOf,
  counterexampleLines,
  footnotesOf,
  mergedStandings,
  standingsOf,
  unsurpassed,
} from '@warmboot/explorer';
import type { Confirmation } from '@warmboot/lab';
import type { Terminal } from '../print/terminal.js';
import { SEEN_MARKS, seenCell, type SeenStory } from './seen-file.js';

/** Stories that are told in full; where there are more, each has a line. */
const TOLD_IN_FULL = 12;

/** The verdicts as a table, what its letters mean, and the story behind each `no`. */
export const textReport = (terminal: Terminal, verdicts: VerdictTable): readonly string[] => {
  const { colour } = terminal;
  const { columns } = verdicts;
  const { lines, footnotes } = tableLines(terminal, verdicts);
  const letters = columns.map(({ title }, at) => `  ${colour.bold(columnLetter(at))}  ${title}`);
  const several = new Set(verdicts.rows.map(({ policies }) => policies.join(' '))).size > 1;
  const full = footnotes.notes.length <= TOLD_IN_FULL;
  return [
    ...lines,
    '',
    ...letters,
    '',
    'yes: in every order of events. no[n]: there is an order in which it does not hold, story n. –: the question',
    'never came up. ?: not looked at to the end.',
    ...(several
      ? ['', ...conclusionOf(verdicts).flatMap((sentence) => wrapped(sentence, terminal.width))]
      : []),
    ...footnotes.notes.flatMap((note) => (full ? inFull(terminal, note) : inShort(terminal, note))),
    ...(full
      ? []
      : ['', '--stories DIR writes each story as a scenario; --format html or markdown tells all in full.']),
  ];
};

/** The table once more, with a mark at each story that was played on a real kernel. */
export const markedTable = (
  terminal: Terminal,
  verdicts: VerdictTable,
  seen: readonly SeenStory[],
): readonly string[] => {
  const verdictOf = new Map(seen.map((story) => [seenCell(story), story.verdict]));
  const { notes } = shownFootnotes(verdicts);
  const marks = new Map(
    notes.flatMap(({ number, story }) => {
      const verdict = verdictOf.get(seenCell(story));
      return verdict === undefined ? [] : [[number, SEEN_MARKS[verdict]] as const];
    }),
  );
  const legend = (Object.keys(SEEN_MARKS) as Confirmation['verdict'][]).map(
    (verdict) => `no[n]${SEEN_MARKS[verdict]}: ${verdict}`,
  );
  return ['', ...tableLines(terminal, verdicts, marks).lines, '', `${legend.join('. ')}.`];
};

type Footnotes = ReturnType<typeof footnotesOf>;

/** The stories that the numbers of the table lead to. */
export const shownFootnotes = (verdicts: VerdictTable): Footnotes =>
  footnotesOf({
    columns: verdicts.columns,
    rows: shownStandings(verdicts).flatMap(([first]) => first!.rows),
  });

/** The table alone, and the stories that its numbers lead to. */
const tableLines = (
  terminal: Terminal,
  verdicts: VerdictTable,
  marks: ReadonlyMap<number, string> = new Map(),
): { readonly lines: readonly string[]; readonly footnotes: Footnotes } => {
  const { colour } = terminal;
  const { columns } = verdicts;
  const standings = shownStandings(verdicts);
  const footnotes = shownFootnotes(verdicts);
  const paint: Readonly<Record<Answer, (text: string) => string>> = {
    yes: colour.green,
    no: colour.red,
    unknown: colour.yellow,
    moot: colour.dim,
  };
  const shown = (cell: TableCell): string => {
    const number = footnotes.numberOf(cell);
    const words = number === undefined ? WORDS[cell.answer] : `no[${number}]${marks.get(number) ?? ''}`;
    return paint[cell.answer](words);
  };
  const rows = standings.flatMap((merged) => {
    const [{ rows }] = merged as [Standing];
    const names = merged.map(({ name }) => name);
    const high = Math.max(rows.length, names.length);
    return Array.from({ length: high }, (_, at) => {
      const row = rows[at];
      const cells =
        row === undefined ? ['', ...columns.map(() => '')] : [row.architecture, ...row.cells.map(shown)];
      return [names[at] ?? '', ...cells];
    });
  });
  const head = ['protection', 'arch', ...columns.map((_, at) => columnLetter(at))];
  return { lines: [table(terminal, rows, { head })], footnotes };
};

/** Protections that come out the same share rows. Of sets of several policies, those are shown that nothing surpasses. */
const shownStandings = (verdicts: VerdictTable): readonly (readonly Standing[])[] => {
  const all = standingsOf(verdicts);
  const best = new Set(unsurpassed(all));
  const few = all.length <= MANY;
  return mergedStandings(all.filter((one) => few || one.policies.length === 1 || best.has(one)));
};

/** Protections of which each is shown. */
const MANY = 60;

const WORDS: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: '?', moot: '–' };

const inFull = ({ colour }: Terminal, { number, story, title }: Footnote): readonly string[] => [
  '',
  colour.bold(`[${number}] not "${title}"`),
  ...counterexampleLines(story),
];

/** `[3] race: loader reads; exec jumps. The kernel is copied to where nothing answers.` */
const inShort = ({ width }: Terminal, { number, story }: Footnote): readonly string[] => {
  const { situation, steps, reason } = story;
  const mark = `[${number}]`;
  const told = `${situation}: ${steps.map(({ actor, label }) => `${actor} ${label}`).join('; ')}. So: ${reason}.`;
  return ['', ...wrapped(told, width - 6).map((line, at) => (at === 0 ? mark : '').padEnd(6) + line)];
};
