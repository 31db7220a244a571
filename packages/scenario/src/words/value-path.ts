/** Where a value stands in a file: the keys and indices that lead to it. */
export type ValuePath = readonly (string | number)[];

/** `steps[2].plug.size`: a path as people write it. */
export const pathText = (path: ValuePath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  ) || 'the whole';
