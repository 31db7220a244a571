import { diffArrays } from 'diff/lib/diff/array.js';

/** A line that came, went or stayed; or lines that stayed and are not shown. */
export type DiffLine =
  | { readonly kind: 'came' | 'went' | 'stayed'; readonly text: string }
  | { readonly kind: 'folded'; readonly lines: number };

/** Lines around a change that are shown although they stayed. */
const CONTEXT = 2;

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** Unchanged lines, with those that are far from every change folded. */
const folded = (lines: readonly string[], first: boolean, last: boolean): readonly DiffLine[] => {
  const head = first ? 0 : CONTEXT;
  const tail = last ? 0 : CONTEXT;
  const stayed = (text: string): DiffLine => ({ kind: 'stayed', text });
  if (lines.length <= head + tail + 1) return lines.map(stayed);
  return [
    ...lines.slice(0, head).map(stayed),
    { kind: 'folded', lines: lines.length - head - tail },
    ...lines.slice(lines.length - tail, lines.length).map(stayed),
  ];
};

/** What became of a text, line by line; one line that says how many there are where nothing did. */
export const textDiff = (before: string, after: string): readonly DiffLine[] => {
  const lines = linesOf(after);
  if (before === after) return lines.length === 0 ? [] : [{ kind: 'folded', lines: lines.length }];
  const parts = diffArrays([...linesOf(before)], [...lines]);
  return parts.flatMap(({ added, removed, value }, index): readonly DiffLine[] => {
    if (!added && !removed) return folded(value, index === 0, index === parts.length - 1);
    return value.map((text) => ({ kind: added ? 'came' : 'went', text }));
  });
};
