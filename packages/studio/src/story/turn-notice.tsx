import { busy, goTo, turns } from '../player/player.js';

/** Where the last change made the story turn, with the way there. */
export const TurnNotice = () => {
  const [first] = turns.value;
  const steps = [...new Set(turns.value.map(({ step }) => step))];
  return (
    <p class="turn-notice" role="status">
      {busy.value ? (
        'The story is played again; it takes a moment …'
      ) : first === undefined ? null : (
        <>
          The story turns at step {first.step} ({first.architecture}; before: {first.before.lines[0]})
          {steps.length > 1 ? `, and at ${steps.slice(1).join(', ')}` : ''}.{' '}
          <button type="button" class="quiet" onClick={() => goTo(first.step)}>
            Go there
          </button>
        </>
      )}
    </p>
  );
};
