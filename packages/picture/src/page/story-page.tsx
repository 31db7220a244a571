import type { Comparison } from '@warmboot/scenario';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { AnswerMark } from '../draw/answer-mark.js';
import { Legend } from '../draw/legend.js';
import { MapPicture } from '../draw/map-picture.js';
import { MAP_STYLE } from '../draw/map-style.js';
import { StepDetails } from '../draw/step-details.js';
import { mapScale } from '../map/scale.js';
import type { MachineStep } from '../story/step-view.js';
import { machineStep } from '../story/step-view.js';
import type { OutlineAnswer, StoryOutline } from '../story/story-outline.js';
import { storyOutline } from '../story/story-outline.js';
import { PAGE_STYLE } from './page-style.js';

/** Width of the maps, in pixels of a screen that is not zoomed. */
const WIDTH = 1080;

const Answer = ({ tone, lines: [headline, ...rest] }: OutlineAnswer) => (
  <>
    <AnswerMark tone={tone} />
    {headline}
    {rest.map((line, index) => (
      <div key={index} class="soft">
        {line}
      </div>
    ))}
  </>
);

const StepTable = ({ machines, steps }: StoryOutline) => (
  <table>
    <thead>
      <tr>
        <th scope="col">step</th>
        {machines.map(({ architecture }, index) => (
          <th key={index} scope="col">
            {architecture}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {steps.map(({ number, title, differs, answers }) => (
        <tr key={number}>
          <th scope="row">
            <a href={`#step-${number}`}>{`${number}. ${title}`}</a>
            {differs ? ' ≠' : ''}
          </th>
          {answers.map((answer, index) => (
            <td key={index}>
              <Answer {...answer} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** One step on every machine, one below the other. */
interface StepOfAll {
  readonly number: number;
  readonly machines: readonly MachineStep[];
}

const Step = ({ outline, step: { number, machines } }: { outline: StoryOutline; step: StepOfAll }) => {
  const told = outline.steps[number - 1];
  const scale = mapScale(outline.extents, WIDTH);
  return (
    <section class="step" id={`step-${number}`}>
      <h2>{told === undefined ? 'Before the first step' : `${number}. ${told.title}`}</h2>
      {told?.note === undefined ? null : <p class="soft">{told.note}</p>}
      {told?.why.map(({ label, who, sentence }, index) => (
        <p key={index}>
          {label === '' ? '' : `${label}, `}
          <b>{who}</b>: {sentence}
        </p>
      ))}
      {machines.map((machine, index) => (
        <article key={index}>
          <h3>
            {machine.architecture}
            {told === undefined ? null : ': '}
            {told === undefined ? null : <Answer {...told.answers[index]!} />}
          </h3>
          <MapPicture map={machine.map} scale={scale} id={`m${number}-${index}`} />
          <details open={number !== 0}>
            <summary>what changed</summary>
            <StepDetails {...machine} />
          </details>
        </article>
      ))}
    </section>
  );
};

const StoryDocument = ({ outline, steps }: { outline: StoryOutline; steps: readonly StepOfAll[] }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta
        http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
      />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${outline.name} - warmboot`}</title>
      <style dangerouslySetInnerHTML={{ __html: PAGE_STYLE + MAP_STYLE }} />
    </head>
    <body>
      <h1>{outline.name}</h1>
      {outline.story === undefined ? null : <p class="story">{outline.story}</p>}
      <p>{`policy: ${outline.policies.length === 0 ? 'none' : outline.policies.join(' + ')}`}</p>
      {outline.machines.map(({ architecture, facts, remarks, expectations, missed }, index) => (
        <section key={index}>
          <h3>{architecture}</h3>
          {[...facts, ...remarks].map((line, at) => (
            <div key={at}>{line}</div>
          ))}
          {expectations === 0 ? null : (
            <div>
              {missed.length === 0
                ? `All of its expectations held (${expectations}).`
                : 'Expectations that did not hold:'}
            </div>
          )}
          {missed.map((line, at) => (
            <div key={at} class="mark-dead">
              {line}
            </div>
          ))}
        </section>
      ))}
      <h2>The story</h2>
      <StepTable {...outline} />
      <Legend maps={steps.flatMap(({ machines }) => machines.map(({ map }) => map))} id="m0-0" />
      {steps.map((step) => (
        <Step key={step.number} outline={outline} step={step} />
      ))}
    </body>
  </html>
);

/**
 * A story as one HTML file: every step on every machine, with maps, and nothing that has to be fetched or run. For a bug
 * report, a mail, a printer.
 */
export const storyPage = (comparison: Comparison): string => {
  const outline = storyOutline(comparison);
  const numbers = [0, ...outline.steps.map(({ number }) => number)];
  const steps = numbers.map((number) => ({
    number,
    machines: comparison.performances.map((played) => machineStep(played, number)),
  }));
  return `<!doctype html>\n${renderToStaticMarkup(<StoryDocument outline={outline} steps={steps} />)}\n`;
};
