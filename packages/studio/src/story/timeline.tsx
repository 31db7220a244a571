import type { StoryOutline, Tone } from '@warmboot/picture';
import { step as current } from '../page/page.js';
import { KEYS } from './keys.js';
import { goTo, turns } from '../player/player.js';
import { playing, stopPlaying, togglePlay } from '../player/playing.js';

/** Of several answers, the one that a reader wants to see first. */
const GRAVITY: readonly Tone[] = ['dead', 'refused', 'waits', 'fine', 'skipped'];

/** The shapes on the buttons; fonts have not all of these signs. */
const SHAPES = {
  first: 'M4 3v10M13 3L6 8l7 5z',
  back: 'M10.5 3L5 8l5.5 5',
  play: 'M4 3l9 5-9 5z',
  stop: 'M5 3v10M11 3v10',
  forward: 'M5.5 3L11 8l-5.5 5',
  last: 'M12 3v10M3 3l7 5-7 5z',
} as const;

const Button = ({
  words,
  shape,
  off = false,
  act,
}: {
  words: string;
  shape: keyof typeof SHAPES;
  off?: boolean;
  act(): void;
}) => (
  <button type="button" class="transport" aria-label={words} title={words} disabled={off} onClick={act}>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={SHAPES[shape]} fill={shape === 'back' || shape === 'forward' ? 'none' : 'currentColor'} />
    </svg>
  </button>
);

/** The way through the story: forward, back, play, and a slider with a mark for each step. */
export const Timeline = ({ story }: { story: StoryOutline }) => {
  const step = current.value;
  const last = story.steps.length;
  const turned = new Set(turns.value.map((turn) => turn.step));
  const go = (number: number) => () => {
    stopPlaying();
    goTo(number);
  };
  return (
    <div class="timeline" role="group" aria-label="Timeline">
      <Button words="Before the first step" shape="first" off={step === 0} act={go(0)} />
      <Button words="Back" shape="back" off={step === 0} act={go(step - 1)} />
      <Button
        words={playing.value ? 'Stop' : 'Play'}
        shape={playing.value ? 'stop' : 'play'}
        act={togglePlay}
      />
      <Button words="Forward" shape="forward" off={step === last} act={go(step + 1)} />
      <Button words="The last step" shape="last" off={step === last} act={go(last)} />
      <div class="slider">
        <input
          type="range"
          min={0}
          max={last}
          value={step}
          aria-label="Step"
          aria-valuetext={
            step === 0 ? 'before the first step' : `${step}: ${story.steps[step - 1]?.title ?? ''}`
          }
          onInput={({ currentTarget }) => goTo(Number(currentTarget.value))}
        />
        <Marks story={story} turned={turned} />
      </div>
      <output class="position" aria-live="polite">
        {step} / {last}
      </output>
      <details class="keys">
        <summary>Keys</summary>
        <dl>
          {KEYS.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
};

/** The worse the news, the higher the mark. */
const RISE: Readonly<Record<Tone, number>> = { dead: 0, refused: 3, waits: 3, fine: 6, skipped: 8 };

/** Marks beyond which a slider is a smear. */
const MOST_MARKS = 80;

const Marks = ({ story, turned }: { story: StoryOutline; turned: ReadonlySet<number> }) => {
  const last = story.steps.length;
  if (last > MOST_MARKS || last === 0) return null;
  return (
    <svg class="marks" viewBox={`0 0 ${last * 10} 10`} preserveAspectRatio="none" aria-hidden="true">
      {story.steps.map(({ number, answers }) => {
        const tone = GRAVITY.find((one) => answers.some((answer) => answer.tone === one)) ?? 'fine';
        return (
          <path
            key={number}
            class={`tick tick-${tone}${turned.has(number) ? ' turned' : ''}`}
            d={`M${number * 10} ${RISE[tone]}V10`}
            vector-effect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
};
