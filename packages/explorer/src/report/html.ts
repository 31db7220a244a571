import { memRange } from '@warmboot/address';
import type { Footnote, Footnotes } from './footnotes.js';
import { footnotesOf } from './footnotes.js';
import { STYLE } from './html-style.js';
import { conclusionOf } from './conclusion.js';
import { columnLetter, rowName } from './row-name.js';
import type { TableRow, VerdictTable } from './verdict-table.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);

const LEGEND = `<p class="legend"><span class="yes">yes</span> in every order of events
<span class="no">no<sup>8</sup></span> there is an order in which it does not hold, this many steps long: follow it
<span class="unknown">?</span> not looked at to the end <span class="moot">–</span> the question never came up</p>`;

/** One page that needs nothing else: the table, and each story behind a `no`, once. */
export const htmlReport = (table: VerdictTable, title = 'Verdicts'): string => {
  const { columns, rows } = table;
  const footnotes = footnotesOf(table);
  const heads = columns.map(
    ({ title: text, words }, at) =>
      `<th title="${escaped(words)}">${columnLetter(at)}. ${escaped(text)}</th>`,
  );
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) groups.set(rowName(row), [...(groups.get(rowName(row)) ?? []), row]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
<p>What holds under which protection, whatever the order in which people and kernels act.</p>
${LEGEND}
<table><thead><tr><th class="left">protection</th><th class="left">arch</th>${heads.join('')}</tr></thead>
${[...groups].map(([name, group]) => groupOf(name, group, footnotes)).join('\n')}
</table>
<h2>What it comes to</h2>
<ul>${conclusionOf(table)
    .map((sentence) => `<li>${escaped(sentence)}</li>`)
    .join('\n')}</ul>
<h2>What is asked</h2>
<dl>${columns.map(({ title: text, words }) => `<dt>${escaped(text)}</dt><dd>${escaped(words)}</dd>`).join('\n')}</dl>
<h2>Stories</h2>
${footnotes.notes.map(sectionOf).join('\n')}
</body></html>
`;
};

const groupOf = (name: string, rows: readonly TableRow[], footnotes: Footnotes): string => {
  const lines = rows.map(({ architecture, cells }, index) => {
    const head = index > 0 ? '' : `<th rowspan="${rows.length}">${escaped(name)}</th>`;
    return `<tr>${head}<td class="arch">${escaped(architecture)}</td>${cells.map((cell) => cellOf(cell, footnotes)).join('')}</tr>`;
  });
  return `<tbody>${lines.join('\n')}</tbody>`;
};

const cellOf = (cell: TableRow['cells'][number], footnotes: Footnotes): string => {
  const { answer, story } = cell;
  if (story === undefined) {
    const text = { yes: 'yes', no: 'no', unknown: '?', moot: '–' }[answer];
    return `<td><span class="${answer}">${text}</span></td>`;
  }
  const link = `#story-${footnotes.numberOf(cell)}`;
  return `<td><a class="no" href="${link}" title="${escaped(story.reason)}">no<sup>${story.steps.length}</sup></a></td>`;
};

const sectionOf = ({ number, story, title }: Footnote): string => {
  const steps = story.steps.map(({ actor, label, log }) => {
    const lines = log.map((line) => `<code>${escaped(line)}</code>`).join('');
    return `<li><b>${escaped(actor)}</b> ${escaped(label)}${lines}</li>`;
  });
  const map = story.map.map(
    (line) =>
      `<tr${line.gone === true ? ' class="gone"' : ''}><td>${memRange(line)}</td><td>${escaped(line.what)}${line.gone === true ? ' – gone' : ''}</td></tr>`,
  );
  return `<section id="story-${number}"><h3>${number}. Not &ldquo;${escaped(title)}&rdquo; <small>${escaped(rowName(story))}, ${escaped(story.architecture)}, situation ${escaped(story.situation)}</small></h3>
<ol>${steps.join('\n')}</ol>
<div class="reason">${escaped(story.reason)}</div>
<details><summary>addresses right before the last step</summary><table class="map">${map.join('')}</table></details></section>`;
};
