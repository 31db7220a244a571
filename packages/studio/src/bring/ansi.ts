import type { Colours } from '@warmboot/answers/text';

const ESCAPE = '\u001B';

/** Select Graphic Rendition. ECMA-48, 8.3.117 */
const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `${ESCAPE}[${on}m${text}${ESCAPE}[${off}m`;

/** The colours of a terminal: their marks take no columns, so lines stay aligned. */
export const TERMINAL_COLOURS: Colours = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
};

/** What a mark begins, as the class that shows it. */
const CLASSES: Readonly<Record<number, string>> = {
  1: 'strong',
  2: 'faint',
  31: 'bad',
  32: 'good',
  33: 'odd',
};

/** A stretch of text that looks the same. */
export interface Run {
  readonly text: string;
  readonly classes: string;
}

const ENDS: Readonly<Record<number, readonly number[]>> = { 22: [1, 2], 39: [31, 32, 33] };

const MARK = new RegExp(`${ESCAPE}\\[(\\d+)m`);

/** The marks of a text as runs; what no mark is stays as it is. */
export const runsOf = (text: string): readonly Run[] => {
  let open: readonly number[] = [];
  return text.split(MARK).flatMap((part, index) => {
    if (index % 2 === 0) {
      return part === '' ? [] : [{ text: part, classes: open.map((mark) => CLASSES[mark]).join(' ') }];
    }
    const mark = Number(part);
    const ended = ENDS[mark];
    open = ended === undefined ? [...open, mark] : open.filter((one) => !ended.includes(one));
    return [];
  });
};
