import { batch, effect, signal } from '@preact/signals';
import { isAwaited } from '@warmboot/picture';
import type { MachineStep, StoryOutline } from '@warmboot/picture';
import { page, show } from '../page/page.js';
import { FIRST_STORY } from '../worker/first-story.js';
import { model } from '../worker/client.js';
import type { Fault, Played } from '../worker/model-api.js';
import { FIRST_SCENARIO } from '../worker/first-scenario.js';
import type { Turn } from './turns.js';
import { turnsBetween } from './turns.js';

/** The story as it was played last. */
export const outline = signal<StoryOutline | undefined>(undefined);
/** What the scenario itself says of architectures and policies. */
export const own = signal<Extract<Played, { ok: true }>['own']>({ architectures: [], policies: [] });
/** What is wrong with the scenario as it is written now; the story before stays on the page. */
export const fault = signal<Fault | undefined>(undefined);
/** Where the last change made the story turn. */
export const turns = signal<readonly Turn[]>([]);
/** The step that is drawn, on every machine. */
export const drawn = signal<
  { readonly number: number; readonly machines: readonly MachineStep[] } | undefined
>(undefined);

/** Whether a story is being played that takes its time. */
export const busy = signal(false);

/** Milliseconds after which a story takes its time. */
const LONG = 300;

/** The scenario as the page has it. */
export const scenarioText = (): string => page.value.scenario ?? FIRST_SCENARIO;

/** Counts what was asked for, so that an answer that comes too late is known. */
let asked = 0;
/** The last that was answered. */
let answered = 0;

/** Every machine after a step of the story that is there. */
const machinesAt = async (number: number): Promise<readonly MachineStep[]> =>
  outline.value === FIRST_STORY.outline ? FIRST_STORY.steps[number]! : model().step(number);

/** The play that is under way: who waits for its end finds out whether somebody wants another meanwhile. */
let underWay: Promise<unknown> = Promise.resolve();

/** Plays the page's scenario anew, and draws its step. */
const replay = async (text: string, change: 'text' | 'switches' | 'first'): Promise<void> => {
  asked += 1;
  const mine = asked;
  const patience = setTimeout(() => (busy.value = true), LONG);
  await underWay;
  const playing = mine === asked ? model().play(text, page.value.switches) : undefined;
  underWay = playing ?? underWay;
  const played = await playing;
  clearTimeout(patience);
  if (played === undefined || mine !== asked) return;
  busy.value = false;
  if (!played.ok) {
    answered = mine;
    fault.value = played.fault;
    return;
  }
  const before = outline.value;
  const number = Math.min(page.value.step, played.outline.steps.length);
  const machines = await model().step(number);
  if (mine !== asked) return;
  answered = mine;
  batch(() => {
    fault.value = undefined;
    own.value = played.own;
    turns.value = change === 'first' ? [] : turnsBetween(before, played.outline, change);
    outline.value = played.outline;
    drawn.value = { number, machines };
    if (number !== page.value.step) show({ step: number });
  });
  prepare(number);
};

/** Whether a step is being made; who goes fast wants the last one, and not all on the way. */
let drawing = false;

/** Draws the page's step of the story that is there. */
const draw = async (): Promise<void> => {
  // A story that is being played draws its step when it is there.
  if (drawing || asked !== answered) return;
  drawing = true;
  try {
    for (;;) {
      const story = outline.value;
      const number = page.value.step;
      if (story === undefined || number > story.steps.length || drawn.value?.number === number) return;
      const mine = asked;
      const machines = await machinesAt(number);
      // Somebody may have changed the story while this step was made.
      if (mine !== asked) return;
      drawn.value = { number, machines };
      if (page.value.step === number) prepare(number);
    }
  } finally {
    drawing = false;
  }
};

/** Milliseconds on a step after which what takes its time is worked out. */
const REST = 120;

let resting: ReturnType<typeof setTimeout> | undefined;

/** Makes the step after the one that is drawn, and draws what that one lacks once somebody stays on it. */
const prepare = (number: number): void => {
  clearTimeout(resting);
  const last = outline.value?.steps.length ?? 0;
  if (number < last) void machinesAt(number + 1);
  if (drawn.value?.machines.some(isAwaited) === true) resting = setTimeout(() => void complete(number), REST);
};

const complete = async (number: number): Promise<void> => {
  const mine = asked;
  const machines = await model().wholeStep(number);
  if (mine === asked && drawn.value?.number === number) drawn.value = { number, machines };
};

/** Shows the story that was played when the page was built; the model is called once it stands there. */
const openFirst = (): void => {
  const number = Math.min(page.value.step, FIRST_STORY.outline.steps.length);
  batch(() => {
    own.value = FIRST_STORY.own;
    outline.value = FIRST_STORY.outline;
    drawn.value = { number, machines: FIRST_STORY.steps[number]! };
    if (number !== page.value.step) show({ step: number });
  });
  requestAnimationFrame(() => setTimeout(callModel));
};

/** Lets the model know the story that was there before it: whatever is asked of it comes after that. */
const callModel = (): void => {
  if (outline.value === FIRST_STORY.outline && !called) void model().play(FIRST_SCENARIO, {});
  called = true;
};

let called = false;

/** The story that is shown, as one HTML file. */
export const storyAsPage = (): Promise<string> => {
  callModel();
  return model().page();
};

/** Keeps what is drawn in step with what the page says. */
export const followPage = (): void => {
  let text: string | undefined;
  let switches = page.value.switches;
  effect(() => {
    const wanted = scenarioText();
    const { switches: chosen } = page.value;
    if (wanted === text && JSON.stringify(chosen) === JSON.stringify(switches)) {
      void draw();
      return;
    }
    const change = text === undefined ? 'first' : wanted === text ? 'switches' : 'text';
    text = wanted;
    switches = chosen;
    if (change === 'first' && wanted === FIRST_SCENARIO && Object.keys(chosen).length === 0) openFirst();
    else void replay(wanted, change);
  });
};

/** Goes to a step, or as near as the story has it. */
export const goTo = (number: number): void => {
  const last = outline.value?.steps.length ?? 0;
  show({ step: Math.max(0, Math.min(last, number)) });
};
