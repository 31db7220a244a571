import type { Answer, TableRow, VerdictTable } from './verdict-table.js';
import { tellStory } from './tell.js';

const MARK: Readonly<Record<Answer, string>> = { yes: 'yes', no: '**no**', unknown: '?', moot: '–' };

const nameOf = ({ policies, profile }: TableRow): string =>
  policies.join(' + ') + (profile === undefined ? '' : ` (${profile})`);

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** The table alone. `–` says that the question never came up. */
export const markdownTable = ({ columns, rows }: VerdictTable): string =>
  [
    `| protection | arch | ${columns.map(({ title }) => escaped(title)).join(' | ')} |`,
    `| --- | --- | ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => {
      const answers = row.cells.map(({ answer, story }) =>
        story === undefined ? MARK[answer] : `${MARK[answer]} (${story.steps.length})`,
      );
      return `| ${escaped(nameOf(row))} | ${row.architecture} | ${answers.join(' | ')} |`;
    }),
    '',
  ].join('\n');

/** The table, then the story behind every `no`. */
export const markdownReport = (table: VerdictTable): string => {
  const stories = table.rows.flatMap((row) =>
    row.cells.flatMap(({ story }, at) =>
      story === undefined
        ? []
        : [
            `### ${nameOf(row)}, ${row.architecture}: ${table.columns[at]!.title}?`,
            '',
            '```text',
            ...tellStory(story),
            '```',
            '',
          ],
    ),
  );
  return [markdownTable(table), ...stories].join('\n');
};
