import type { Paper } from '../text/paper.js';

/** The name of a part, apart from what stands before it. */
export const heading = ({ print, colour }: Paper, text: string): void => {
  print('');
  print(colour.bold(text));
};
