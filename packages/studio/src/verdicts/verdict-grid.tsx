import type { Answer, TableCell, VerdictTable } from '@warmboot/explorer';
import { columnLetter, conclusionOf, mergedStandings, standingsOf } from '@warmboot/explorer';
import { playStory } from './search.js';

const WORDS: Readonly<Record<Answer, readonly [string, string]>> = {
  yes: ['yes', 'it holds in every order of events'],
  no: ['no', 'there is an order of events in which it does not hold'],
  unknown: ['?', 'a limit ended the search before its end'],
  moot: ['–', 'the question does not come up'],
};

const Verdict = ({ answer, story }: TableCell) => {
  const [word, title] = WORDS[answer];
  if (story === undefined) return <span title={title}>{word}</span>;
  const steps = story.steps.length === 1 ? '1 step' : `${story.steps.length} steps`;
  return (
    <button
      type="button"
      aria-label={`${word}, ${steps}`}
      title={`${steps}: ${story.reason}. Play it.`}
      onClick={() => void playStory(story)}
    >
      {word} {story.steps.length}
    </button>
  );
};

/** The table of protections by properties: equal rows are one, and each "no" plays its story. */
export const VerdictGrid = ({ table, filter }: { table: VerdictTable; filter: string }) => {
  const wanted = standingsOf(table).filter(({ name }) => name.includes(filter));
  const groups = mergedStandings(wanted);
  return (
    <>
      <div class="verdicts" role="region" aria-label="Verdicts" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">policy</th>
              <th scope="col">on</th>
              {table.columns.map(({ name, title }, index) => (
                <th key={name} scope="col" title={title}>
                  {columnLetter(index)}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group[0]!.name}>
              {group[0]!.rows.map((row, index) => (
                <tr key={row.architecture}>
                  {index > 0 ? null : (
                    <th scope="rowgroup" rowSpan={group[0]!.rows.length}>
                      {group.map(({ name }) => (
                        <div key={name}>{name}</div>
                      ))}
                    </th>
                  )}
                  <td class="on">{row.architecture}</td>
                  {row.cells.map((cell, column) => (
                    <td key={column} class={`verdict verdict-${cell.answer}`}>
                      <Verdict {...cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <dl class="questions">
        {table.columns.map(({ name, title, words }, index) => (
          <div key={name}>
            <dt>{columnLetter(index)}</dt>
            <dd>
              <b>{title}</b>: {words}
            </dd>
          </div>
        ))}
      </dl>
      <section class="conclusion" aria-label="Conclusion">
        <h3>What it comes to</h3>
        {conclusionOf(table).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
    </>
  );
};
