import type { Tone } from '../story/story-outline.js';

/** What stands before an answer: a sign and a word for those who do not see it. */
const MARKS: Readonly<Record<Tone, readonly [string, string]>> = {
  fine: ['✓', 'done'],
  refused: ['✗', 'refused'],
  dead: ['☠', 'the machine is dead'],
  waits: ['…', 'waits'],
  skipped: ['–', 'did not happen'],
};

/** The sign of an answer. */
export const AnswerMark = ({ tone }: { tone: Tone }) => {
  const [sign, word] = MARKS[tone];
  return (
    <span class={`mark mark-${tone}`} role="img" aria-label={word} title={word}>
      {sign}
    </span>
  );
};
