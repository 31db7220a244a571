import { batch, effect, signal } from '@preact/signals';
import type { MachineStep, StoryOutline } from '@warmboot/picture';
import { page, show } from '../page/page.js';
import { model } from '../worker/client.js';
import type { Fault, Played } from '../worker/model-api.js';
import { FIRST_SCENARIO } from './examples.js';
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

/** Plays the page's scenario anew, and draws its step. */
const replay = async (text: string, change: 'text' | 'switches' | 'first'): Promise<void> => {
  asked += 1;
  const mine = asked;
  const patience = setTimeout(() => (busy.value = true), LONG);
  const played = await model.play(text, page.value.switches);
  clearTimeout(patience);
  if (mine === asked) busy.value = false;
  if (mine !== asked) return;
  if (!played.ok) {
    fault.value = played.fault;
    return;
  }
  const before = outline.value;
  const number = Math.min(page.value.step, played.outline.steps.length);
  const machines = await model.step(number);
  if (mine !== asked) return;
  batch(() => {
    fault.value = undefined;
    own.value = played.own;
    turns.value = change === 'first' ? [] : turnsBetween(before, played.outline, change);
    outline.value = played.outline;
    drawn.value = { number, machines };
    if (number !== page.value.step) show({ step: number });
  });
  void model.step(Math.min(number + 1, played.outline.steps.length));
};

/** Whether a step is being made; who goes fast wants the last one, and not all on the way. */
let drawing = false;

/** Draws the page's step of the story that is there; the next one is made ready meanwhile. */
const draw = async (): Promise<void> => {
  if (drawing) return;
  drawing = true;
  try {
    for (;;) {
      const story = outline.value;
      const number = page.value.step;
      if (story === undefined || number > story.steps.length || drawn.value?.number === number) return;
      const mine = asked;
      const machines = await model.step(number);
      // Somebody may have changed the story while this step was made.
      if (mine !== asked) return;
      drawn.value = { number, machines };
      if (page.value.step === number) void model.step(Math.min(number + 1, story.steps.length));
    }
  } finally {
    drawing = false;
  }
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
    void replay(wanted, change);
  });
};

/** Goes to a step, or as near as the story has it. */
export const goTo = (number: number): void => {
  const last = outline.value?.steps.length ?? 0;
  show({ step: Math.max(0, Math.min(last, number)) });
};
