import { AnswerMark } from '@warmboot/picture';
import type { OutlineStep, StoryOutline } from '@warmboot/picture';
import type { ComponentChildren } from 'preact';
import { effect, useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { step as current } from '../page/page.js';
import { goTo, turns } from '../player/player.js';

/** The steps of a story with the answers of every machine: the table of `warmboot compare`, and the way to each step. */
export const StepList = ({ story }: { story: StoryOutline }) => {
  const list = useRef<HTMLOListElement>(null);
  useEffect(
    () =>
      effect(() => {
        const row = list.current?.children[current.value];
        row?.scrollIntoView({ block: 'nearest' });
      }),
    [story],
  );
  return (
    <ol class="steps" ref={list} aria-label="Steps of the story">
      <li class="before">
        <Step number={0}>
          <span class="title">before the first step</span>
        </Step>
      </li>
      {story.steps.map((step) => (
        <Row key={step.number} step={step} story={story} />
      ))}
    </ol>
  );
};

/**
 * The way to a step. Long stories have hundreds of them, and going on changes two: the mark is bound to its signal, and nothing
 * else is drawn.
 */
const Step = ({ number, children }: { number: number; children: ComponentChildren }) => {
  const mark = useComputed(() => (current.value === number ? 'step' : undefined));
  return (
    <button type="button" aria-current={mark} onClick={() => goTo(number)}>
      <span class="number">{number}</span>
      {children}
    </button>
  );
};

const Row = ({ step, story }: { step: OutlineStep; story: StoryOutline }) => {
  const turned = turns.value.filter((turn) => turn.step === step.number);
  return (
    <li class={turned.length > 0 ? 'turned' : undefined}>
      <Step number={step.number}>
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
      </Step>
    </li>
  );
};
