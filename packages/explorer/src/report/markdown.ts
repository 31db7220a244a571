import { footnotesOf } from './footnotes.js';
import { counterexampleLines } from './verdict-text.js';
import { conclusionOf } from './conclusion.js';
import { columnLetter, rowName } from './row-name.js';
import type { Answer, VerdictTable } from './verdict-table.js';

const MARK: Readonly<Record<Answer, string>> = { yes: 'yes', no: '**no**', unknown: '?', moot: '–' };

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** The table alone. `–` says that the question never came up; the number beside a `no` is that of the steps it takes. */
export const markdownTable = ({ columns, rows }: VerdictTable): string =>
  [
    `| protection | arch | ${columns.map((_, at) => columnLetter(at)).join(' | ')} |`,
    `| --- | --- | ${columns.map(() => ':-:').join(' | ')} |`,
    ...rows.map((row) => {
      const answers = row.cells.map(({ answer, story }) =>
        story === undefined ? MARK[answer] : `${MARK[answer]} ${story.steps.length}`,
      );
      return `| ${escaped(rowName(row))} | ${row.architecture} | ${answers.join(' | ')} |`;
    }),
    '',
    ...columns.map(({ title, words }, at) => `- **${columnLetter(at)}** ${title}. _${words}._`),
    '',
  ].join('\n');

/** The table, then each story behind a `no`, once. */
export const markdownReport = (table: VerdictTable): string =>
  [
    markdownTable(table),
    ...conclusionOf(table).map((sentence) => `- ${sentence}`),
    '',
    ...footnotesOf(table).notes.flatMap(({ number, story, title }) => [
      `### ${number}. ${rowName(story)}, ${story.architecture}: not "${title}"`,
      '',
      '```text',
      ...counterexampleLines(story),
      '```',
      '',
    ]),
  ].join('\n');
