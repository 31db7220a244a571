import { MiB } from '@warmboot/address';
import type { MemoryNeed } from '@warmboot/core';
import { momentWords, needWords } from '@warmboot/scenario';
import { table } from './table.js';
import type { Paper } from './paper.js';
import { wrapped } from './wrapped.js';

/** `52.0 MiB` */
const size = (bytes: number): string => `${(bytes / MiB).toFixed(1)} MiB`;

/** What a kernel needs of memory, whether it has it, and the parts of the figure. */
export const showNeed = (paper: Paper, need: MemoryNeed, who: string): void => {
  const { print, colour } = paper;
  const paint = need.verdict === 'enough' ? colour.green : colour.yellow;
  for (const line of wrapped(`${who} ${needWords(need)}.`, paper.width - 2)) print(paint(`  ${line}`));
  for (const line of wrapped(`Memory is tightest ${momentWords(need)}:`, paper.width - 2)) print(`  ${line}`);
  print(
    table(
      paper,
      need.parts.map(({ name, bytes, basis }) => [
        size(bytes).padStart(10),
        name,
        basis === 'estimate' ? 'estimate' : '',
      ]),
      { indent: 4, widths: [10, 44, undefined] },
    ),
  );
};
