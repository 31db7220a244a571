import type { OutlineAnswer, StoryOutline } from '@warmboot/picture';

/** A step at which a story goes another way than the one before the last change. */
export interface Turn {
  readonly step: number;
  readonly architecture: string;
  /** What it came to before. */
  readonly before: OutlineAnswer;
}

/** What was answered: not where things happen to lie, which is in the lines below. */
const kind = ({ tone, lines }: OutlineAnswer): string =>
  tone === 'fine' ? tone : `${tone} ${lines[0] ?? ''}`;

/**
 * Where a story turns: the steps whose answers are of another kind than before, on machines of the same architecture. An
 * edited text is compared while its steps are the same.
 */
export const turnsBetween = (
  before: StoryOutline | undefined,
  after: StoryOutline,
  change: 'text' | 'switches',
): readonly Turn[] => {
  if (before === undefined) return [];
  const turns: Turn[] = [];
  for (const [index, step] of after.steps.entries()) {
    const old = before.steps[index];
    if (old === undefined || (change === 'text' && old.title !== step.title)) break;
    for (const [column, { architecture }] of after.machines.entries()) {
      const oldColumn = before.machines.findIndex((machine) => machine.architecture === architecture);
      const answer = old.answers[oldColumn];
      if (answer === undefined || kind(answer) === kind(step.answers[column]!)) continue;
      turns.push({ step: step.number, architecture, before: answer });
    }
  }
  return turns;
};
