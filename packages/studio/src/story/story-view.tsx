import { signal } from '@preact/signals';
import { Legend } from '@warmboot/picture';
import type { StoryOutline } from '@warmboot/picture';
import { useEffect, useState } from 'preact/hooks';
import { FIRST_STORY } from '../worker/first-story.js';
import { addressNow, focus, show } from '../page/page.js';
import { lazily } from '../page/lazily.js';
import { FaultNotice } from './fault-notice.js';
import { focusNames } from './focus.js';
import { followKeys } from './keys.js';
import { MachinePanel } from './machine-panel.js';
import { busy, drawn, fault, outline } from '../player/player.js';
import { savePage, saveScenario } from './save.js';
import { StepList } from './step-list.js';
import { SwitchesBar } from './switches-bar.js';
import { Timeline } from './timeline.js';
import { TurnNotice } from './turn-notice.js';
import { Why } from './why.js';

const Editor = lazily(async () => (await import('../editor/editor.js')).Editor);

/** Which of the two is beside the maps. */
const beside = signal<'steps' | 'scenario'>('steps');

/** A story, played side by side. */
export const StoryView = () => {
  useEffect(followKeys, []);
  const story = outline.value;
  return (
    <div class="story" aria-busy={busy.value}>
      <SwitchesBar vocabulary={FIRST_STORY.vocabulary} />
      <FaultNotice />
      <TurnNotice />
      {story === undefined ? (
        <Beginning />
      ) : (
        <div class="stage">
          <Side story={story} />
          <Scene story={story} />
        </div>
      )}
    </div>
  );
};

/** Before anything was played: a moment, or for good where the scenario cannot be played. */
const Beginning = () =>
  fault.value === undefined ? (
    <p class="loading">The kernels are being put together …</p>
  ) : (
    <div class="side">
      <Editor />
    </div>
  );

const Side = ({ story }: { story: StoryOutline }) => (
  <div class="side">
    <h2>{story.name}</h2>
    {story.story === undefined ? null : (
      <details class="about">
        <summary>What it is about</summary>
        <p>{story.story}</p>
      </details>
    )}
    <div class="tabs" role="group" aria-label="Beside the maps">
      <button type="button" aria-pressed={beside.value === 'steps'} onClick={() => (beside.value = 'steps')}>
        Steps
      </button>
      <button
        type="button"
        aria-pressed={beside.value === 'scenario'}
        onClick={() => (beside.value = 'scenario')}
      >
        Edit the scenario
      </button>
      <span class="spacer" />
      <Exports />
    </div>
    {beside.value === 'steps' ? <StepList story={story} /> : <Editor />}
  </div>
);

const Exports = () => {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(addressNow());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <details class="menu">
      <summary>Share</summary>
      <div>
        <button type="button" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy the link to this'}
        </button>
        <button type="button" onClick={saveScenario}>
          Save the scenario
        </button>
        <button type="button" onClick={() => void savePage()}>
          Save the story as HTML
        </button>
      </div>
    </details>
  );
};

const Scene = ({ story }: { story: StoryOutline }) => {
  const { value } = drawn;
  if (value === undefined) return null;
  const { number, machines } = value;
  const step = story.steps[number - 1];
  const id = (column: number): string => `machine-${column}`;
  return (
    <section class="scene" aria-label="The machines">
      <Timeline story={story} />
      <div class="step-head">
        <h2>{step === undefined ? 'Before the first step' : `${number}. ${step.title}`}</h2>
        <Focus names={focusNames(machines)} />
      </div>
      {step?.note === undefined ? null : <p class="step-note">{step.note}</p>}
      {step === undefined ? null : <Why why={step.why} />}
      <div class="machines">
        {machines.map((machine, column) => (
          <MachinePanel
            key={`${machine.architecture} ${column}`}
            machine={machine}
            answer={step?.answers[column]}
            extents={story.extents}
            focus={focus.value}
            id={id(column)}
          />
        ))}
      </div>
      <Legend maps={machines.map(({ map }) => map)} id={id(0)} />
      <Machines story={story} />
    </section>
  );
};

const Focus = ({ names }: { names: readonly string[] }) => (
  <label class="choice inline">
    <span>Map of</span>
    <select
      value={focus.value ?? ''}
      onChange={({ currentTarget }) =>
        show({ focus: currentTarget.value === '' ? undefined : currentTarget.value })
      }
    >
      <option value="">all memory</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** The machines on which the story is played, and how its expectations came out. */
const Machines = ({ story }: { story: StoryOutline }) => (
  <section class="facts" aria-label="The machines and their kernels">
    {story.machines.map(({ architecture, facts, remarks, expectations, missed }, column) => (
      <div key={column}>
        <h3>{architecture}</h3>
        <ul>
          {[...facts, ...remarks].map((line, index) => (
            <li key={index}>{line}</li>
          ))}
          {expectations > 0 && missed.length === 0 ? (
            <li class="held">
              {expectations === 1 ? 'The expectation held.' : `All ${expectations} expectations held.`}
            </li>
          ) : null}
          {missed.map((line, index) => (
            <li key={`missed ${index}`} class="missed">
              {line}
            </li>
          ))}
        </ul>
      </div>
    ))}
  </section>
);
