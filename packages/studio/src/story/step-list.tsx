import { AnswerMark } from '@warmboot/picture';
import type { OutlineStep, StoryOutline } from '@warmboot/picture';
import { page } from '../page/page.js';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { goTo, turns } from '../player/player.js';

/** The steps of a story with the answers of every machine: the table of `warmboot compare`, and the way to each step. */
export const StepList = ({ story }: { story: StoryOutline }) => {
  const { step: current } = page.value;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  // Long stories have hundreds of rows, and going a step on changes two of them.
  const rows = useMemo(
    () => story.steps.map((step) => <Row key={step.number} step={step} story={story} current={false} />),
    [story, turns.value],
  );
  return (
    <ol class="steps" ref={list} aria-label="Steps of the story">
      <li class="before">
        <button type="button" aria-current={current === 0 ? 'step' : undefined} onClick={() => goTo(0)}>
          <span class="number">0</span>
          <span class="title">before the first step</span>
        </button>
      </li>
      {rows.map((row, index) =>
        index + 1 === current ? (
          <Row key={current} step={story.steps[index]!} story={story} current={true} />
        ) : (
          row
        ),
      )}
    </ol>
  );
};

const Row = ({ step, story, current }: { step: OutlineStep; story: StoryOutline; current: boolean }) => {
  const turned = turns.value.filter((turn) => turn.step === step.number);
  return (
    <li class={turned.length > 0 ? 'turned' : undefined}>
      <button type="button" aria-current={current ? 'step' : undefined} onClick={() => goTo(step.number)}>
        <span class="number">{step.number}</span>
        <span class="title">
          {step.title}
          {step.differs ? (
            <span class="differs" title="the machines differ">
              {' '}
              ≠<span class="unseen"> the machines differ</span>
            </span>
          ) : null}
        </span>
        <span class="answers">
          {step.answers.map(({ tone, lines }, column) => {
            const { architecture } = story.machines[column]!;
            const before = turned.find((turn) => turn.architecture === architecture)?.before;
            return (
              <span key={column} class="answer">
                <span class="who">{architecture}</span> <AnswerMark tone={tone} />
                {lines[0]}
                {before === undefined ? null : <span class="was"> ↶ was: {before.lines[0]}</span>}
              </span>
            );
          })}
        </span>
      </button>
    </li>
  );
};
