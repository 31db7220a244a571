import type { Paper } from './paper.js';
import { wrapped } from './wrapped.js';

/** What a record does not tell and what is taken instead: under a heading, a dash each; nothing for a whole one. */
export const assumedLines = (
  { colour, width }: Pick<Paper, 'colour' | 'width'>,
  assumed: readonly string[] = [],
): readonly string[] =>
  assumed.length === 0
    ? []
    : [
        colour.yellow('What the input does not tell, and what is assumed:'),
        ...assumed.flatMap((sentence) =>
          wrapped(sentence, width - 4).map((line, index) =>
            colour.dim(`${index === 0 ? '  - ' : '    '}${line}`),
          ),
        ),
      ];
