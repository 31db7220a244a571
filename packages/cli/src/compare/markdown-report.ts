import type { Comparison } from '@warmboot/scenario';
import { machineLines, whyEntries } from '@warmboot/scenario';

const cell = (lines: readonly string[]): string =>
  lines.map((line) => line.replaceAll('|', '\\|')).join('<br>');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The comparison as a page: headings, a table, and a list of reasons for each step. */
export const markdownLines = ({ scenario, policies, machines, steps }: Comparison): readonly string[] => {
  const names = machines.map(({ architecture }) => architecture);
  const head = ['', 'step', ...names];
  return [
    `# ${scenario.name}`,
    '',
    ...(scenario.story === undefined ? [] : [scenario.story.trim(), '']),
    `Policy: ${policies.length === 0 ? 'none' : policies.join(' + ')}`,
    '',
    row(head),
    row(head.map(() => '---')),
    row(['', '(the machine)', ...machines.map((facts) => cell(machineLines(facts)))]),
    ...steps.map(({ number, title, answers, differs }) =>
      row([`${number}${differs ? ' ≠' : ''}`, cell([title]), ...answers.map(({ lines }) => cell(lines))]),
    ),
    '',
    ...steps.flatMap((step) => {
      const entries = whyEntries(step, names);
      if (entries.length === 0) return [];
      return [
        `## Why ${step.number}, ${step.title}`,
        '',
        ...entries.map(
          ({ label, who, sentence }) => `- ${label === '' ? '' : `_${label}_, `}**${who}**: ${sentence}`,
        ),
        '',
      ];
    }),
  ];
};
