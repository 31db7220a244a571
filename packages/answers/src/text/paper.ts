/** What sets words off from others; each gives a text back that takes as many columns. */
export interface Colours {
  /** Heads of tables and sections. */
  bold(text: string): string;
  /** What is there for completeness. */
  dim(text: string): string;
  /** What fails, dies or is refused. */
  red(text: string): string;
  /** What succeeds. */
  green(text: string): string;
  /** What is doubtful, or worth a second look. */
  yellow(text: string): string;
}

/** What an answer is written on: a terminal, or lines that somebody gathers. */
export interface Paper {
  /** Takes a line, or several with line feeds between them. */
  print(text: string): void;
  readonly colour: Colours;
  /** Columns that a line may take. */
  readonly width: number;
}

const asItIs = (text: string): string => text;

/** No colours. */
export const PLAIN: Colours = { bold: asItIs, dim: asItIs, red: asItIs, green: asItIs, yellow: asItIs };

/** Columns where nobody says how many there are. */
export const DEFAULT_WIDTH = 100;

/**
 * What `write` puts on a paper, as lines without their ends.
 * @param width columns that a line may take
 */
export const linesOn = (
  write: (paper: Paper) => void,
  { width = DEFAULT_WIDTH, colour = PLAIN }: Partial<Pick<Paper, 'width' | 'colour'>> = {},
): readonly string[] => {
  const lines: string[] = [];
  write({ print: (text) => void lines.push(...text.split('\n')), colour, width });
  return lines;
};
