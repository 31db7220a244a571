import type { Answer, VerdictTable } from './verdict-table.js';
import { tellStory } from './tell.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);

const MARK: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: '?', moot: '–' };

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}
th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}th{max-width:9rem}
.yes{background:#e6f4e6}.no{background:#fbe5e5}.unknown{background:#fff6d6}.moot{color:#999}
pre{white-space:pre;font:12px/1.3 ui-monospace,monospace;overflow:auto}summary{cursor:pointer}`;

/** One page that needs nothing else; each `no` opens to its story. */
export const htmlReport = ({ columns, rows }: VerdictTable, title = 'Verdicts'): string => {
  const head = columns.map(({ title: text, words }) => `<th title="${escaped(words)}">${escaped(text)}</th>`);
  const body = rows.map(({ policies, architecture, profile, cells }) => {
    const name = policies.join(' + ') + (profile === undefined ? '' : ` (${profile})`);
    const answers = cells.map(({ answer, story }) => {
      const text =
        story === undefined
          ? MARK[answer]
          : `<details><summary>no (${story.steps.length})</summary><pre>${escaped(tellStory(story).join('\n'))}</pre></details>`;
      return `<td class="${answer}">${text}</td>`;
    });
    return `<tr><th>${escaped(name)}</th><td>${escaped(architecture)}</td>${answers.join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
<table><thead><tr><th>protection</th><th>arch</th>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></body></html>
`;
};
